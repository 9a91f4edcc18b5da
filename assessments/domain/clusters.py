"""What several questions of a bank share: a text, a picture, a recording. Checked, frozen into versions, and carried on to the
questions that are about it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE, is_known_language

from ..errors import InvalidCluster
from ..models import BankQuestion, Cluster, ClusterVersion, QuestionVersion
from .questions import freeze_question

TEXTS = ("title", "text")
MEDIA = ("picture", "recording")


@dataclass(frozen=True, slots=True)
class ClusterContent:
    """What is shared, checked: what is stored in a version."""

    texts: dict[str, dict[str, str]]
    picture: str
    recording: str
    content_hash: str


def read_cluster(content: Mapping[str, Any]) -> ClusterContent:
    """`content`: {"languages": {code: {"title", "text"}}, "picture", "recording"}; the last two are keys of the media library.
    Any text may be empty, but then in every language; something is shared. Raises InvalidCluster."""
    languages = content.get("languages")
    if set(content) - {"languages", *MEDIA} or not isinstance(languages, Mapping) or not languages:
        raise InvalidCluster(_("What is shared has texts in at least one language, a picture or a recording."))
    first = languages.get(SOURCE_LANGUAGE) or next(iter(languages.values()))
    texts = {code: _read_texts(code, languages[code], first) for code in languages}
    media = {name: str(content.get(name) or "") for name in MEDIA}
    if not any(media.values()) and not first.get("text"):
        raise InvalidCluster(_("A text, a picture or a recording is shared; a title alone is none of them."))
    canonical = json.dumps([texts, media], sort_keys=True, ensure_ascii=False)
    return ClusterContent(texts, **media, content_hash=hashlib.sha256(canonical.encode()).hexdigest())


def freeze_cluster(*, cluster: Cluster, content: Mapping[str, Any], at: datetime) -> ClusterVersion:
    """The version with exactly this content, made now when there is none; it becomes the current one. Raises InvalidCluster."""
    checked = read_cluster(content)
    with transaction.atomic():
        row = Cluster.objects.select_for_update().get(pk=cluster.pk)
        version = row.versions.filter(content_hash=checked.content_hash).first()
        if version is None:
            newest = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
            version = ClusterVersion.objects.create(
                cluster=row,
                number=newest + 1,
                texts=checked.texts,
                picture=checked.picture,
                recording=checked.recording,
                content_hash=checked.content_hash,
                created_at=at,
            )
        if row.current_id != version.pk:
            row.current = version
            row.save(update_fields=["current"])
    cluster.current = version
    return version


def renew_questions(cluster: Cluster, *, at: datetime) -> None:
    """Its questions are asked with its current version from now on; attempts that run keep the one they have."""
    outdated = cluster.questions.exclude(question__current__shared=cluster.current)
    for row in outdated.select_related("question__current", "cluster__current"):
        renew_question(row, at=at)


def renew_question(row: BankQuestion, *, at: datetime) -> None:
    """It is asked with what its cluster shares now, or alone. One that was never frozen waits until it is."""
    asked = row.question.current
    if asked is None:
        return
    version = freeze_question(
        lesson_key=row.question.lesson_key,
        block_id=row.question.block_id,
        content=content_of(asked),
        shared=row.cluster.current if row.cluster else None,
        at=at,
        is_draft=True,
    )
    row.languages = version.languages
    row.save(update_fields=["languages"])


def content_of(version: QuestionVersion) -> dict[str, Any]:
    """A version as it was handed to freeze_question."""
    content = {"kind": version.kind, "key": version.key, "languages": version.texts}
    return content | ({"picture": version.picture} if version.picture else {})


def _read_texts(code: str, texts: Any, first: Mapping[str, Any]) -> dict[str, str]:
    if not is_known_language(code) or not isinstance(texts, Mapping) or set(texts) - set(TEXTS):
        raise InvalidCluster(_("%(language)s: not a language of the registry, or unknown texts.") % {"language": code})
    read = {name: str(texts.get(name) or "").strip() for name in TEXTS}
    for name, text in read.items():
        if "\x00" in text or bool(text) != bool(str(first.get(name) or "").strip()):
            raise InvalidCluster(
                _("%(language)s: a title or text that one language has, all of them have.") % {"language": code}
            )
    return read
