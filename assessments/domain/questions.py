"""Freezing questions into versions, and finding versions again."""

import hashlib
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ..errors import UnknownVersion
from ..models import ClusterVersion, Question, QuestionVersion
from .content import QuestionContent, read_content

_TRIES = 5


def freeze_question(
    *,
    lesson_key: UUID,
    block_id: UUID | str,
    content: dict[str, Any],
    shared: ClusterVersion | None = None,
    at,
    is_draft: bool = False,
) -> QuestionVersion:
    """The version with exactly this content, made now when there is none; it becomes the question's current version.

    `content`: {"kind", "key", "languages": {code: texts}}, and "picture" of a hotspot, as described in assessments/README.md. A
    draft may lack its explanation. `shared`: what it is about together with others (clusters.py). The same content gives the
    same version, however often and from however many processes. Raises InvalidQuestion.
    """
    checked = read_content(content, is_draft=is_draft)
    block = UUID(str(block_id))
    for _attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _freeze(lesson_key, block, checked, shared, at)
        except IntegrityError:
            continue  # somebody froze the same block at the same moment; now we find theirs
    with transaction.atomic():
        return _freeze(lesson_key, block, checked, shared, at)


def hash_version(checked: QuestionContent, shared: ClusterVersion | None) -> str:
    """What tells the versions of a question apart."""
    if shared is None:
        return checked.content_hash
    return hashlib.sha256(f"{checked.content_hash} {shared.cluster_id} {shared.content_hash}".encode()).hexdigest()


def _freeze(
    lesson_key: UUID, block: UUID, checked: QuestionContent, shared: ClusterVersion | None, at
) -> QuestionVersion:
    question, _is_new = Question.objects.get_or_create(lesson_key=lesson_key, block_id=block)
    question = Question.objects.select_for_update().get(pk=question.pk)
    content_hash = hash_version(checked, shared)
    version = question.versions.filter(content_hash=content_hash).select_related("shared").first()
    if version is None:
        newest = question.versions.order_by("-number").values_list("number", flat=True).first() or 0
        version = QuestionVersion.objects.create(
            question=question,
            number=newest + 1,
            kind=checked.item.kind.value,
            part_ids=list(checked.item.ids),
            key=checked.key,
            texts=checked.texts,
            picture=checked.picture,
            shared=shared,
            content_hash=content_hash,
            created_at=at,
        )
    if question.current_id != version.pk:
        question.current = version
        question.save(update_fields=["current"])
    version.question = question
    return version


def get_question_version(*, version_id: UUID | str) -> QuestionVersion:
    """The version with this public id, with its question. Raises UnknownVersion. Remembered by the process: versions
    never change."""
    try:
        wanted = UUID(str(version_id))
    except ValueError:
        raise UnknownVersion(str(version_id)) from None
    version = _remembered(wanted)
    if version is None:
        raise UnknownVersion(str(version_id))
    return version


def current_versions(*, lesson_key: UUID) -> dict[str, QuestionVersion]:
    """The versions the published lesson shows, by block id. One query."""
    versions = QuestionVersion.objects.filter(
        question__lesson_key=lesson_key, pk__in=Question.objects.filter(lesson_key=lesson_key).values("current")
    ).select_related("question")
    return {str(version.question.block_id): version for version in versions}


def has_questions(*, lesson_key: UUID) -> bool:
    """True when a lesson with this key was ever published with a question."""
    return Question.objects.filter(lesson_key=lesson_key, bank_question__isnull=True).exists()


@lru_cache(maxsize=4096)
def _find(wanted: UUID) -> QuestionVersion:
    return QuestionVersion.objects.select_related("question", "shared").get(uuid=wanted)


def _remembered(wanted: UUID) -> QuestionVersion | None:
    try:
        return _find(wanted)  # an exception is not remembered: the version may be published a moment later
    except QuestionVersion.DoesNotExist:
        return None


def forget_remembered_versions() -> None:
    """For trials that roll the database back."""
    _find.cache_clear()
