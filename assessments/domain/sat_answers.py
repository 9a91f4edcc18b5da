"""What a newcomer answered in mock exams, question by question, as far as it says what she knows."""

from dataclasses import dataclass
from datetime import datetime

from ..enums import Ruling
from ..models import AttemptResult


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """Her answer to a question in a test that began at `at`, judged by the result in force."""

    question_id: int
    at: datetime
    is_correct: bool


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
