"""Writing what several questions share: it waits in a copy, and nobody reads it until it is accepted (cluster_steps.py)."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE, is_known_language

from ..enums import QuestionState, QuestionStep
from ..errors import CopyChanged, InvalidCluster, UnknownQuestion
from ..models import Bank, BankQuestion, Cluster, ClusterCopy, ClusterEvent, ClusterVersion
from ..rules import BankRights, find_rights
from .checks import Finding, lint_texts
from .clusters import MEDIA, TEXTS, read_cluster

#: Questions that are about one thing are of one theme, prepare for one part of the test, and are for one use.
SHARED_ABOUT = ("theme", "section", "use")
FEWEST = 2


@dataclass(frozen=True, slots=True)
class ClusterEditing:
    """A cluster as its authors see it: what is written now, and where it stands. `content` as in the copy, or as it is read
    where there is none; `revision` is 0 then."""

    row: Cluster
    rights: BankRights
    content: dict[str, Any]
    revision: int
    stale: frozenset[str]
    is_submitted: bool

    @property
    def ready_languages(self) -> list[str]:
        """The languages in which it would be read if it were accepted now, the Dutch first."""
        codes = sorted(self.content["languages"], key=lambda code: (code != SOURCE_LANGUAGE, code))
        return [code for code in codes if code not in self.stale and self.is_complete(code)]

    @property
    def has_news(self) -> bool:
        """True when readers would get something else if it were accepted now."""
        return self.revision > 0 and (self.row.current is None or self.ready_content != _read_current(self.row))

    @property
    def ready_content(self) -> dict[str, Any]:
        ready = {code: self.content["languages"][code] for code in self.ready_languages}
        return {**self.content, "languages": ready}

    def is_complete(self, language: str) -> bool:
        wanted = {code: self.content["languages"].get(code) for code in (SOURCE_LANGUAGE, language)}
        if None in wanted.values():
            return False
        try:
            read_cluster({**{name: self.content[name] for name in MEDIA}, "languages": wanted})
        except InvalidCluster:
            return False
        return True

    def count_missing(self, language: str) -> int:
        """How many of the texts that the Dutch has are empty in this language."""
        dutch, texts = (self.content["languages"].get(code, {}) for code in (SOURCE_LANGUAGE, language))
        return sum(bool(dutch.get(name)) and not texts.get(name) for name in TEXTS)


def list_cluster_editings(*, user, bank: Bank) -> list[ClusterEditing]:
    """The clusters of a bank, by key. Raises UnknownQuestion for who does not work in it."""
    _require(find_rights(user, organisation_id=bank.organisation_id).translates)
    return [_read(row, user) for row in _with_all(bank.clusters.all()).order_by("key")]


def find_cluster_editing(*, user, key: int) -> ClusterEditing:
    """The cluster with this id. Raises UnknownQuestion, also for one of another organisation."""
    return _read(find_cluster(user, key), user)


def list_members(editing: ClusterEditing) -> list[BankQuestion]:
    """The questions that are about it as it is written, in their order; those that are gone are left out."""
    return list_questions(editing.row.bank, editing.content["questions"])


def list_questions(bank: Bank, keys: Sequence[str]) -> list[BankQuestion]:
    rows = bank.questions.filter(key__in=keys).exclude(state=QuestionState.RETIRED)
    found = {row.key: row for row in rows.select_related("question__current", "working_copy", "cluster")}
    return [found[key] for key in keys if key in found]


def list_free_questions(editing: ClusterEditing | None, *, bank: Bank) -> list[BankQuestion]:
    """The questions of the bank that are about nothing together with others yet, by key."""
    rows = bank.questions.filter(cluster__isnull=True).exclude(state=QuestionState.RETIRED)
    taken = set(editing.content["questions"]) if editing else set()
    found = rows.select_related("question__current", "working_copy").order_by("key")
    return [row for row in found if row.key not in taken]


def create_cluster(*, user, bank: Bank, content: Mapping[str, Any], at: datetime) -> ClusterEditing:
    """A new cluster, a draft. `content` has the Dutch alone. Raises UnknownQuestion for who may not write in the bank."""
    _require(find_rights(user, organisation_id=bank.organisation_id).writes)
    with transaction.atomic():
        row = Cluster.objects.create(bank=bank, key=_make_key(bank), is_authored=True)
        ClusterCopy.objects.create(cluster=row, content=_fit_content(content), changed_by=user, changed_at=at)
        note_cluster_step(row, QuestionStep.WRITTEN, user, at)
    return find_cluster_editing(user=user, key=row.pk)


def save_cluster(
    *, user, key: int, content: Mapping[str, Any], base: int, keeps_translations: bool = False, at: datetime
) -> ClusterEditing:
    """Store the Dutch, the picture, the recording and the questions. `base`: the revision that the author saw.

    Translations then wait to be looked at again, unless the author says that they stay true. Raises UnknownQuestion,
    CopyChanged.
    """

    def write(copy: ClusterCopy) -> bool:
        before = copy.content
        dutch = _fit_texts(content["languages"][SOURCE_LANGUAGE])
        others = {code: texts for code, texts in before["languages"].items() if code != SOURCE_LANGUAGE}
        if dutch != before["languages"].get(SOURCE_LANGUAGE) and not keeps_translations:
            copy.stale = sorted(others)
        copy.content = _fit_content({**content, "languages": {SOURCE_LANGUAGE: dutch, **others}})
        return copy.content != before

    return _save(user, key, base, write, QuestionStep.WRITTEN, "", at)


def put_question_in(*, user, key: int, question: str, at: datetime) -> ClusterEditing:
    """Let a question be about it, after those that are. Raises UnknownQuestion, also for one that is about something else."""
    editing = find_cluster_editing(user=user, key=key)
    if question not in {row.key for row in list_free_questions(editing, bank=editing.row.bank)}:
        raise UnknownQuestion(question)

    def write(copy: ClusterCopy) -> bool:
        copy.content = {**copy.content, "questions": [*copy.content["questions"], question]}
        return True

    return _save(user, key, editing.revision, write, QuestionStep.WRITTEN, "", at)


def save_cluster_translation(
    *, user, key: int, language: str, texts: Mapping[str, str], base: int, at: datetime
) -> ClusterEditing:
    """Store the texts of a language, which now belong to the Dutch as it stands. Raises UnknownQuestion, CopyChanged."""
    if language == SOURCE_LANGUAGE or not is_known_language(language):
        raise UnknownQuestion(language)

    def write(copy: ClusterCopy) -> bool:
        before = copy.content
        copy.content = {**before, "languages": {**before["languages"], language: _fit_texts(texts)}}
        was_stale = language in copy.stale
        copy.stale = [code for code in copy.stale if code != language]
        return was_stale or copy.content != before

    return _save(user, key, base, write, QuestionStep.TRANSLATED, language, at)


def list_cluster_findings(editing: ClusterEditing) -> list[Finding]:
    """What is missing or odd, the mistakes first."""
    found = [Finding(SOURCE_LANGUAGE, text, is_mistake=True) for text in _list_missing(editing)]
    if SOURCE_LANGUAGE in editing.content["languages"]:
        found += lint_texts(editing.content["languages"])
    return sorted(found, key=lambda finding: not finding.is_mistake)


def preview_cluster(editing: ClusterEditing) -> ClusterVersion:
    """What it would be if it were accepted, as a version that is stored nowhere. Raises InvalidCluster."""
    checked = read_cluster({name: editing.ready_content[name] for name in ("languages", *MEDIA)})
    return ClusterVersion(
        cluster=editing.row, number=1, texts=checked.texts, picture=checked.picture, recording=checked.recording
    )


def find_written(row: BankQuestion, rights: BankRights) -> ClusterVersion | None:
    """What a question is about together with others as it is written now, as a version that is stored nowhere; what it is asked
    with where that is not whole."""
    cluster = find_waiting_cluster(row) or row.cluster
    copy = getattr(cluster, "copy", None)
    if cluster is None or copy is None:
        return cluster.current if cluster else None
    editing = ClusterEditing(cluster, rights, copy.content, copy.revision, frozenset(copy.stale), is_submitted=False)
    if row.key not in copy.content["questions"]:
        return None
    try:
        return preview_cluster(editing)
    except InvalidCluster:
        return cluster.current


def find_waiting_cluster(row: BankQuestion) -> Cluster | None:
    """The cluster that a question is written into, and that nobody accepted with it yet."""
    copies = ClusterCopy.objects.filter(cluster__bank=row.bank).exclude(cluster=row.cluster_id)
    return next(
        (copy.cluster for copy in copies.select_related("cluster") if row.key in copy.content["questions"]), None
    )


def find_cluster(user, key: int) -> Cluster:
    row = _with_all(Cluster.objects.filter(pk=key)).first()
    if row is None or not find_rights(user, organisation_id=row.bank.organisation_id).translates:
        raise UnknownQuestion(str(key))
    return row


def lock_cluster(user, key: int) -> tuple[Cluster, ClusterCopy | None]:
    """The cluster and its copy, until the end of the transaction nobody else's. Raises UnknownQuestion."""
    row = (
        Cluster.objects.select_for_update(of=("self",))
        .select_related("bank", "current")
        .get(pk=find_cluster(user, key).pk)
    )
    return row, ClusterCopy.objects.filter(cluster=row).first()


def note_cluster_step(
    row: Cluster, step: QuestionStep, user, at: datetime, *, language: str = "", remark: str = "", version=None
) -> None:
    ClusterEvent.objects.create(
        cluster=row, step=step, language=language, remark=remark, version=version, by=user, at=at
    )


def _save(
    user,
    key: int,
    base: int,
    write: Callable[[ClusterCopy], bool],
    step: QuestionStep,
    language: str,
    at: datetime,
) -> ClusterEditing:
    with transaction.atomic():
        row, copy = lock_cluster(user, key)
        rights = find_rights(user, organisation_id=row.bank.organisation_id)
        _require(rights.may_translate(language) if language else rights.writes)
        if base != (copy.revision if copy else 0):
            raise CopyChanged(
                _("Somebody else saved this since you opened it. What you wrote stands below, and is not saved yet.")
            )
        copy = copy or ClusterCopy(cluster=row, revision=0, content=_read_current(row))
        if write(copy):
            copy.revision += 1
            copy.changed_by, copy.changed_at, copy.submitted_at = user, at, None
            copy.save()
            row.is_authored = True
            row.save(update_fields=["is_authored"])
            note_cluster_step(row, step, user, at, language=language)
    return find_cluster_editing(user=user, key=key)


def _list_missing(editing: ClusterEditing) -> list[str]:
    found = []
    if not editing.is_complete(SOURCE_LANGUAGE):
        found.append(_("There is no Dutch text, no picture and no recording."))
    members = list_members(editing)
    if len(members) < FEWEST:
        found.append(_("At least two questions are about it."))
    if any(len({_about_of(row)[name] for row in members}) > 1 for name in SHARED_ABOUT):
        found.append(_("Its questions are of one theme, for one part of the test, and for one use."))
    for row in members:
        if row.cluster_id not in (None, editing.row.pk):
            found.append(_("The question %(key)s is about something else already.") % {"key": row.key})
    return found


def _about_of(row: BankQuestion) -> Mapping[str, Any]:
    copy = getattr(row, "working_copy", None)
    return copy.about if copy else {name: getattr(row, name) for name in SHARED_ABOUT}


def _with_all(rows: QuerySet[Cluster]) -> QuerySet[Cluster]:
    return rows.select_related("bank__organisation", "current", "copy__changed_by")


def _read(row: Cluster, user) -> ClusterEditing:
    copy = getattr(row, "copy", None)
    return ClusterEditing(
        row=row,
        rights=find_rights(user, organisation_id=row.bank.organisation_id),
        content=copy.content if copy else _read_current(row),
        revision=copy.revision if copy else 0,
        stale=frozenset(copy.stale if copy else ()),
        is_submitted=bool(copy and copy.submitted_at),
    )


def _read_current(row: Cluster) -> dict[str, Any]:
    version = row.current
    asked = row.questions.exclude(state=QuestionState.RETIRED)
    keys = asked.order_by("cluster_place", "key").values_list("key", flat=True)
    told: dict[str, Any] = {"languages": version.texts if version else {}}
    told |= {name: getattr(version, name) if version else "" for name in MEDIA}
    return {**told, "questions": list(keys)}


def _fit_content(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "languages": {code: _fit_texts(texts) for code, texts in content["languages"].items()},
        **{name: content.get(name) or "" for name in MEDIA},
        "questions": list(content["questions"]),
    }


def _fit_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: (texts.get(name) or "").strip() for name in TEXTS}


def _make_key(bank: Bank) -> str:
    """Never used before in the bank, and nothing that somebody would write in its files."""
    while True:
        key = f"samen-{secrets.token_hex(4)}"
        if not bank.clusters.filter(key=key).exists():
            return key


def _require(may: bool) -> None:
    if not may:
        raise UnknownQuestion
