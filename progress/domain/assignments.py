"""What newcomers were asked to practise, and how far they are with it. Never what they answered: practice is theirs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max

from ..enums import AssignmentState, PracticeWay
from ..errors import UnknownAssignment
from ..models import AssignmentTerms

SHOWN_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a theme (empty: all), in a way (None: new questions first), how many questions, until and including
    which day, and a sentence in Dutch beside it."""

    theme: str
    way: PracticeWay | None
    size: int
    due_on: date
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What holds now. `number` counts its changes; `practice` is the set that she began, in which `language`, and
    `done_at` when she ended it."""

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
    """All that she was asked, withdrawn or not, the newest first. One query."""
    return sorted(
        _read(AssignmentTerms.objects.filter(assignment__newcomer=newcomer)),
        key=lambda assignment: assignment.assigned_at,
        reverse=True,
    )


def list_asked(*, newcomer, today: date) -> list[Assignment]:
    """What her own pages show, the nearest day first: not withdrawn, and its day no more than 14 days ago. One query."""
    shown = [
        assignment
        for assignment in list_assignments(newcomer=newcomer)
        if not assignment.is_withdrawn and today <= assignment.asked.due_on + SHOWN_AFTER
    ]
    return sorted(shown, key=lambda assignment: (assignment.done_at is not None, assignment.asked.due_on))


def get_assignment(*, newcomer, uuid: UUID) -> Assignment:
    """Raises UnknownAssignment, for another person's as for one that does not exist."""
    found = _read(AssignmentTerms.objects.filter(assignment__newcomer=newcomer, assignment__uuid=uuid))
    if not found:
        raise UnknownAssignment(str(uuid))
    return found[0]


def _read(terms) -> list[Assignment]:
    rows = terms.select_related("assignment", "by").order_by("assignment_id", "number")
    rows = rows.annotate(
        practice=F("assignment__practice_set__uuid"),
        language=F("assignment__practice_set__language"),
        versions=F("assignment__practice_set__versions"),
        answered=Count("assignment__practice_set__answers"),
        last_at=Max("assignment__practice_set__answers__answered_at"),
    )
    return [_tell(row) for row in {row.assignment_id: row for row in rows}.values()]


def _tell(row) -> Assignment:
    is_done = row.practice is not None and row.answered >= len(row.versions)
    return Assignment(
        uuid=row.assignment.uuid,
        number=row.number,
        asked=Asked(row.theme, PracticeWay(row.way) if row.way else None, row.size, row.due_on, row.sentence),
        is_withdrawn=row.is_withdrawn,
        assigned_at=row.assignment.assigned_at,
        asked_by=row.by.get_full_name() if row.by else "",
        practice=row.practice,
        language=row.language or "",
        done_at=row.last_at if is_done else None,
    )
