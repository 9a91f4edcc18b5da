"""What newcomers were asked to practise, and how far they are with it. Never what they answered: practice is theirs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max

from assessments import api as assessments

from ..enums import AssignmentState, PracticeWay
from ..errors import UnknownAssignment
from ..models import AssignmentTerms

SHOWN_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a theme (empty: all), in a way (None: new questions first), how many questions, until and including
    which day, and a sentence in Dutch beside it. Or the `test` of this code; then the first three say nothing (see
    `ask_for_test`)."""

    theme: str
    way: PracticeWay | None
    size: int
    due_on: date
    sentence: str = ""
    test: str = ""


def ask_for_test(*, test: str, due_on: date, sentence: str = "") -> Asked:
    """A test to sit, in place of a set to practise with."""
    return Asked("", None, 0, due_on, sentence, test)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What holds now. `number` counts its changes; `practice` is the set that she began (of a test the attempt: the first
    since she was asked), in which `language`, and `done_at` when she ended it."""

    uuid: UUID
    number: int
    asked: Asked
    is_withdrawn: bool
    assigned_at: datetime
    asked_by: str
    practice: UUID | None
    language: str
    done_at: datetime | None

    @property
    def state(self) -> AssignmentState:
        if self.practice is None:
            return AssignmentState.NOT_BEGUN
        return AssignmentState.DONE if self.done_at else AssignmentState.BEGUN

    @property
    def is_over(self) -> bool:
        """Done or withdrawn: nothing of it can change any more."""
        return self.is_withdrawn or self.done_at is not None

    def is_late(self, today: date) -> bool:
        """Its day is over and it is not done."""
        return self.done_at is None and today > self.asked.due_on


def list_assignments(*, newcomer) -> list[Assignment]:
    """All that she was asked, withdrawn or not, the newest first. One query, and one more for tests."""
    return sorted(
        _read(newcomer, AssignmentTerms.objects.filter(assignment__newcomer=newcomer)),
        key=lambda assignment: assignment.assigned_at,
        reverse=True,
    )


def list_asked(*, newcomer, today: date) -> list[Assignment]:
    """What her own pages show, the nearest day first: not withdrawn, and its day no more than 14 days ago. Queries as
    list_assignments."""
    shown = [
        assignment
        for assignment in list_assignments(newcomer=newcomer)
        if not assignment.is_withdrawn and today <= assignment.asked.due_on + SHOWN_AFTER
    ]
    return sorted(shown, key=lambda assignment: (assignment.done_at is not None, assignment.asked.due_on))


def list_asked_tests(*, newcomer) -> set[str]:
    """The codes of the tests that she is asked to sit, done or not, and whatever the day. At most two queries."""
    return {one.asked.test for one in list_assignments(newcomer=newcomer) if one.asked.test and not one.is_withdrawn}


def get_assignment(*, newcomer, uuid: UUID) -> Assignment:
    """Raises UnknownAssignment, for another person's as for one that does not exist."""
    found = _read(newcomer, AssignmentTerms.objects.filter(assignment__newcomer=newcomer, assignment__uuid=uuid))
    if not found:
        raise UnknownAssignment(str(uuid))
    return found[0]


def _read(newcomer, terms) -> list[Assignment]:
    rows = terms.select_related("assignment", "by").order_by("assignment_id", "number")
    rows = rows.annotate(
        practice=F("assignment__practice_set__uuid"),
        language=F("assignment__practice_set__language"),
        versions=F("assignment__practice_set__versions"),
        answered=Count("assignment__practice_set__answers"),
        last_at=Max("assignment__practice_set__answers__answered_at"),
    )
    latest = list({row.assignment_id: row for row in rows}.values())
    codes = {row.test for row in latest if row.test}
    sat = assessments.list_sat_tests(newcomer=newcomer, codes=codes) if codes else []
    return [_tell_test(row, sat) if row.test else _tell(row) for row in latest]


def _tell(row) -> Assignment:
    is_done = row.practice is not None and row.answered >= len(row.versions)
    return _tell_row(row, row.practice, row.language or "", row.last_at if is_done else None)


def _tell_test(row, sat: list[assessments.SatTest]) -> Assignment:
    """It is the first attempt at the test since it was asked."""
    since = (one for one in sat if one.code == row.test and one.started_at >= row.assignment.assigned_at)
    first = next(since, None)
    if first is None:
        return _tell_row(row, None, "", None)
    return _tell_row(row, first.uuid, first.language, first.closed_at)


def _tell_row(row, practice: UUID | None, language: str, done_at: datetime | None) -> Assignment:
    way = PracticeWay(row.way) if row.way else None
    return Assignment(
        uuid=row.assignment.uuid,
        number=row.number,
        asked=Asked(row.theme, way, row.size, row.due_on, row.sentence, row.test),
        is_withdrawn=row.is_withdrawn,
        assigned_at=row.assignment.assigned_at,
        asked_by=row.by.get_full_name() if row.by else "",
        practice=practice,
        language=language,
        done_at=done_at,
    )
