"""What a newcomer practised, question by question: read from her answers alone, so nothing can be out of step with them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncDate

from assessments import api as assessments

from ..models import PracticeAnswer


@dataclass(frozen=True, slots=True)
class Practised:
    """Her answers to one question, in whichever version and set: when, and whether right; the oldest first."""

    question_id: int
    answers: tuple[tuple[datetime, bool], ...]

    @property
    def is_first_right(self) -> bool:
        """The answer that says what she knew; a repeat says what she remembered."""
        return self.answers[0][1]

    @property
    def is_last_right(self) -> bool:
        return self.answers[-1][1]

    @property
    def last_at(self) -> datetime:
        return self.answers[-1][0]


def list_practised(*, newcomer) -> list[Practised]:
    """Every question that she ever practised with, the one she met first first. Two queries.

    Where the key was corrected, by the key that holds; an answer to what counts for everybody or for nobody is left out.
    """
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=newcomer).order_by("answered_at", "pk")
    corrected = {
        pk: assessments.judge_anew(version_id=version, response=response)
        for pk, version, response in answers.filter(version__corrections__isnull=False).values_list(
            "pk", "version__uuid", "response"
        )
    }
    found: dict[int, list[tuple[datetime, bool]]] = {}
    for pk, question_id, answered_at, is_correct in answers.values_list(
        "pk", "version__question_id", "answered_at", "is_correct"
    ):
        judged = corrected.get(pk, is_correct)
        if judged is not None:
            found.setdefault(question_id, []).append((answered_at, judged))
    return [Practised(question_id, tuple(answers)) for question_id, answers in found.items()]


def count_practised_by_day(*, newcomer, since: date) -> dict[date, Counter[str]]:
    """How many questions of each theme she answered on each day of our time zone from `since` on, repeats too. Two queries."""
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=newcomer).annotate(day=TruncDate("answered_at"))
    counted = answers.filter(day__gte=since).order_by().values_list("day", "version__question_id")
    rows = list(counted.annotate(answered=Count("pk")))
    about = assessments.describe_bank_questions(question_ids={question for _day, question, _answered in rows})
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for day, question, answered in rows:
        found[day][about[question].theme if question in about else ""] += answered
    return dict(found)
