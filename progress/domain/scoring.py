"""From claims to what will be stored: does the lesson exist, was this block in it, what is the answer worth?

Nothing here is part of a transaction: outlines and versions are remembered or immutable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments import api as assessments
from lessons import api as lessons

from ..enums import EventType
from ..errors import UnknownTarget
from ..models import Event
from .claims import Claim


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """A response, the version of the question it answers, and what it is worth."""

    version: Any  # an assessments QuestionVersion, which stays behind its door
    response: Mapping[str, Any]
    score: assessments.Score


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what the server knows of it. `answer` is set when the claim is an answer that counts; `refusal` is the
    reason why a claim cannot count, or empty."""

    claim: Claim
    answer: ScoredAnswer | None = None
    refusal: str = ""


def judge(claims: list[Claim]) -> tuple[list[Judged], dict[UUID, lessons.LessonOutline]]:
    """The claims, judged, and the outlines of the lessons they are about. Raises UnknownTarget."""
    outlines: dict[UUID, lessons.LessonOutline] = {}
    archived: set[UUID] = set()
    for claim in claims:
        if claim.lesson_key in outlines or claim.lesson_key in archived:
            continue
        try:
            outlines[claim.lesson_key] = lessons.get_outline(lesson_key=claim.lesson_key)
        except lessons.UnknownLesson:
            if not _was_known(claim.lesson_key):
                raise _refuse(claim, "unknown_lesson") from None
            archived.add(claim.lesson_key)
    types = {key: {block.block_id: block.type for block in outline.blocks} for key, outline in outlines.items()}
    return [
        Judged(claim, refusal="lesson_archived")
        if claim.lesson_key in archived
        else _judge(claim, types[claim.lesson_key])
        for claim in claims
    ], outlines


def _judge(claim: Claim, types: dict[str, str]) -> Judged:
    if claim.type == EventType.ANSWERED:
        return _score(claim)
    if claim.block_id is None:
        return Judged(claim)
    block_type = types.get(str(claim.block_id))
    if block_type is None and not _was_seen_before(claim):
        raise _refuse(claim, "unknown_block")
    if claim.type == EventType.TICKED and block_type not in ("checklist", None):
        raise _refuse(claim, "wrong_block")
    return Judged(claim)


def _score(claim: Claim) -> Judged:
    """An answer counts by the version it names; that version must be of this very block of this very lesson."""
    assert claim.version is not None and claim.response is not None, "read_claims asks for both"
    try:
        version = assessments.get_question_version(version_id=claim.version)
    except assessments.UnknownVersion:
        raise _refuse(claim, "unknown_version") from None
    if (version.question.lesson_key, version.question.block_id) != (claim.lesson_key, claim.block_id):
        raise _refuse(claim, "unknown_version")
    try:
        score = assessments.score_response(version=version, response=claim.response)
    except assessments.InvalidResponse as problem:
        raise _refuse(claim, "invalid_response", problem.code) from problem
    return Judged(claim, answer=ScoredAnswer(version, claim.response, score))


def _was_known(lesson_key: UUID) -> bool:
    """True for a lesson that was published once: its questions or somebody's events remain."""
    return assessments.has_questions(lesson_key=lesson_key) or Event.objects.filter(lesson_key=lesson_key).exists()


def _was_seen_before(claim: Claim) -> bool:
    """True when the block stood in an earlier version of the lesson, as far as anybody's events tell."""
    return Event.objects.filter(lesson_key=claim.lesson_key, block_id=claim.block_id).exists()


def _refuse(claim: Claim, code: str, detail: str = "") -> UnknownTarget:
    return UnknownTarget(code, index=claim.index, event_id=str(claim.event_id), detail=detail)
