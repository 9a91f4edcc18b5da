"""Practising for the test: sets of questions of the banks. What she answers here is hers alone: it completes nothing, it is
no evidence, and nobody is told.

A guest's set is the same thing, kept on her phone (progress.guest_practice).
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from assessments import api as assessments

from ..errors import NoQuestions, UnknownPractice
from ..models import PracticeAnswer, PracticeSet

SET_SIZE = 10
SHORT_SIZE = 5


@dataclass(frozen=True, slots=True)
class PracticeReply:
    """An answer in the ids of the page."""

    response: Mapping[str, Any]
    is_correct: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """A set: which question versions (public ids) stand at its places, which count from 1, and what was answered."""

    uuid: UUID
    language: str
    theme: str
    versions: tuple[UUID, ...]
    replies: Mapping[int, PracticeReply] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.versions)

    @property
    def right(self) -> int:
        return sum(reply.is_correct for reply in self.replies.values())

    @property
    def next_number(self) -> int | None:
        """The first place without an answer."""
        return next((number for number in range(1, self.total + 1) if number not in self.replies), None)

    @property
    def mistakes(self) -> tuple[int, ...]:
        """The places where she was wrong."""
        return tuple(number for number, reply in sorted(self.replies.items()) if not reply.is_correct)

    def get_version(self, number: int):
        """The question version at a place. Raises UnknownPractice."""
        if not 1 <= number <= self.total:
            raise UnknownPractice(str(number))
        return assessments.get_question_version(version_id=self.versions[number - 1])


def draw_set(
    *, language: str, theme: str = "", region: str = "", seen: Collection[int] = (), size: int = SET_SIZE
) -> Practice:
    """A new set of at most `size` questions in a language that hold in `region`, of a theme or of all, those with an id in
    `seen` last. Nothing is stored. Raises NoQuestions."""
    drawn = assessments.draw_practice(
        language=language, theme=theme, region=region, seen=seen, count=size, seed=secrets.randbits(32)
    )
    if not drawn:
        raise NoQuestions(language)
    return Practice(uuid4(), language, theme, tuple(version.uuid for version in drawn))


def repeat_mistakes(practice: Practice) -> Practice:
    """A new set of the questions that went wrong, as they are now. Nothing is stored. Raises NoQuestions."""
    wrong = [practice.get_version(number).question_id for number in practice.mistakes]
    versions = assessments.list_practice_versions(question_ids=wrong, language=practice.language)
    if not versions:
        raise NoQuestions(practice.language)
    return Practice(uuid4(), practice.language, practice.theme, tuple(version.uuid for version in versions))


def judge_reply(*, practice: Practice, number: int, response: Mapping[str, Any]) -> Practice:
    """The set with this answer in it; an answer that is there already stands. Nothing is stored.

    Raises UnknownPractice, InvalidResponse.
    """
    version = practice.get_version(number)
    if number in practice.replies:
        return practice
    score = assessments.score_response(version=version, response=response)
    return replace(practice, replies={**practice.replies, number: PracticeReply(dict(response), score.is_correct)})


def list_seen(*, newcomer) -> set[int]:
    """The ids of the questions that she practised with before."""
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=newcomer)
    return set(answers.values_list("version__question_id", flat=True))


def store_practice(*, newcomer, practice: Practice, at: datetime, assignment=None) -> None:
    """Keep a new set as hers; `assignment`: the row of what she was asked and does with it."""
    PracticeSet.objects.create(
        uuid=practice.uuid,
        newcomer=newcomer,
        language=practice.language,
        theme=practice.theme,
        versions=[str(version) for version in practice.versions],
        started_at=at,
        assignment=assignment,
    )


def get_practice(*, newcomer, uuid: UUID) -> Practice:
    """A set of hers with her answers. Raises UnknownPractice, for another person's as for one that does not exist."""
    return _read(_find(newcomer, uuid))


def answer_practice(*, newcomer, uuid: UUID, number: int, response: Mapping[str, Any], at: datetime) -> Practice:
    """Keep her answer to one question of a set of hers; sent again, the first one stands.

    Raises UnknownPractice, InvalidResponse.
    """
    row = _find(newcomer, uuid)
    before = _read(row)
    after = judge_reply(practice=before, number=number, response=response)
    if after is before:
        return before
    reply = after.replies[number]
    try:
        with transaction.atomic():
            PracticeAnswer.objects.create(
                practice_set=row,
                number=number,
                version=after.get_version(number),
                response=dict(reply.response),
                is_correct=reply.is_correct,
                answered_at=at,
            )
    except IntegrityError:  # pressed twice at the same moment
        return _read(row)
    return after


def _find(newcomer, uuid: UUID) -> PracticeSet:
    row = PracticeSet.objects.filter(newcomer=newcomer, uuid=uuid).first()
    if row is None:
        raise UnknownPractice(str(uuid))
    return row


def _read(row: PracticeSet) -> Practice:
    answers = PracticeAnswer.objects.filter(practice_set=row).values_list("number", "response", "is_correct")
    replies = {number: PracticeReply(response, is_correct) for number, response, is_correct in answers}
    return Practice(row.uuid, row.language, row.theme, tuple(map(UUID, row.versions)), replies)
