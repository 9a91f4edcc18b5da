"""Which tests a newcomer sat, and what she answered in them as far as it says what she knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ..enums import Ruling
from ..models import Attempt, AttemptResult


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """Her answer to a question in a test that began at `at`, judged by the result in force."""

    question_id: int
    at: datetime
    is_correct: bool


@dataclass(frozen=True, slots=True)
class SatTest:
    """That a newcomer sat a test, and nothing of how it went. `closed_at`: None while she is busy with it."""

    code: str
    uuid: UUID
    language: str
    started_at: datetime
    closed_at: datetime | None


def list_sat_tests(*, newcomer, codes: Collection[str]) -> list[SatTest]:
    """Her attempts at these tests, the oldest first. One query."""
    rows = Attempt.objects.filter(newcomer=newcomer, blueprint__code__in=codes).order_by("started_at", "pk")
    values = rows.values_list("blueprint__code", "uuid", "language", "started_at", "closed_at")
    return [SatTest(*row) for row in values]


def list_sat_answers(*, newcomer) -> list[SatAnswer]:
    """Her answers in closed tests, the oldest test first. At most two queries.

    Left out is what says nothing of her: a question that she left open, one that does not count, and one that a correction made
    right for everybody.
    """
    rows = AttemptResult.objects.filter(attempt__newcomer=newcomer).select_related("attempt")
    newest = {row.attempt_id: row for row in rows.order_by("attempt__started_at", "attempt", "number")}
    given_away = AttemptResult.corrections.through.objects.filter(
        attemptresult__in=[row.pk for row in newest.values()], keycorrection__ruling=Ruling.EVERYBODY
    )
    gifts = {
        (result, str(version))
        for result, version in given_away.values_list("attemptresult", "keycorrection__version__uuid")
    }
    return [
        SatAnswer(place["question"], row.attempt.started_at, is_correct)
        for row in newest.values()
        for number, (place, (is_correct, _share, is_answered)) in enumerate(
            zip(row.attempt.form, row.marks, strict=True), start=1
        )
        if is_answered and place["is_scored"] and number not in row.unscored and (row.pk, place["version"]) not in gifts
    ]
