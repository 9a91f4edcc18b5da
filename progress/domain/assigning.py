"""Asking newcomers to practise, changing that, taking it back, and doing it. Each change is a row of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import api as assessments
from core.errors import Conflict, DomainError, NotAllowed
from curriculum import api as curriculum
from people import api as people
from people.enums import LookPurpose, LookWhat

from ..errors import AssignmentWithdrawn, NoQuestions, UnknownAssignment
from ..models import AssignmentTerms, PracticeAssignment
from .assignments import Asked, Assignment, get_assignment
from .choosing import choose_set
from .practising import Practice, draw_set, get_practice, list_seen, store_practice

SIZES = (5, 10, 20)
FARTHEST = timedelta(days=366)


def can_assign(user, newcomer) -> bool:
    """The case workers of her own office; a teacher reaches no newcomer, an administrator only reads."""
    return people.can_guide(user, organisation_id=newcomer.organisation_id)


def assign_practice(
    *, newcomers: Iterable, asked: Asked, purpose: LookPurpose, key: UUID, by, today: date, at: datetime
) -> list[Assignment]:
    """Ask each of these people the same. `key` names the form that was sent: sent again, nobody is asked twice.

    Each act stands in her read log, for the `purpose` of who asks. All or none. Raises NotAllowed; DomainError `day_past`,
    `day_too_far`, `size_unknown`, `test_unknown`.
    """
    chosen = list(newcomers)
    if not all(can_assign(by, newcomer) for newcomer in chosen):
        raise NotAllowed
    _check(asked, today)
    with transaction.atomic():
        for newcomer in chosen:
            row, is_new = PracticeAssignment.objects.get_or_create(
                uuid=uuid5(key, str(newcomer.uuid)), newcomer=newcomer, defaults={"assigned_at": at}
            )
            if is_new:
                _add_terms(row, 1, asked, by=by, at=at)
                people.record_look(user=by, newcomer=newcomer, purpose=purpose, what=LookWhat.PRACTICE, at=at)
    return [get_assignment(newcomer=newcomer, uuid=uuid5(key, str(newcomer.uuid))) for newcomer in chosen]


def change_assignment(*, newcomer, uuid: UUID, seen: int, asked: Asked, by, today: date, at: datetime) -> Assignment:
    """Ask something else in its place; `seen` is the number that the one who changes it has read. Once she began, only the
    day and the sentence can change.

    Raises NotAllowed, UnknownAssignment; Conflict `assignment_changed`, `assignment_over` (done or withdrawn),
    `assignment_begun`; DomainError as assign_practice.
    """
    _check(asked, today)
    with transaction.atomic():
        row, standing = _lock(newcomer, uuid, seen, by)
        is_same_work = replace(asked, due_on=standing.asked.due_on, sentence=standing.asked.sentence) == standing.asked
        if standing.practice is not None and not is_same_work:
            raise Conflict(
                _("She has begun: only the day and the sentence can change. Withdraw it and ask her something new."),
                code="assignment_begun",
            )
        _add_terms(row, seen + 1, asked, by=by, at=at)
    return get_assignment(newcomer=newcomer, uuid=uuid)


def withdraw_assignment(*, newcomer, uuid: UUID, seen: int, by, at: datetime) -> None:
    """Ask it no longer. What she practised stays hers. Raises as change_assignment."""
    with transaction.atomic():
        row, standing = _lock(newcomer, uuid, seen, by)
        _add_terms(row, seen + 1, standing.asked, by=by, at=at, is_withdrawn=True)


def start_assignment(*, newcomer, uuid: UUID, language: str, at: datetime) -> Practice:
    """Begin what she was asked, or go on with it: pressed five times it is one set.

    Where the way that was asked has no questions for her (any more), she gets others of the theme. Raises
    UnknownAssignment, for a test too (it is sat as a mock exam), AssignmentWithdrawn, NoQuestions.
    """
    with transaction.atomic():
        row = PracticeAssignment.objects.select_for_update().filter(newcomer=newcomer, uuid=uuid).first()
        if row is None:
            raise UnknownAssignment(str(uuid))
        standing = get_assignment(newcomer=newcomer, uuid=uuid)
        if standing.asked.test:
            raise UnknownAssignment(str(uuid))
        if standing.practice is not None:
            return get_practice(newcomer=newcomer, uuid=standing.practice)
        if standing.is_withdrawn:
            raise AssignmentWithdrawn(str(uuid))
        practice = _draw(newcomer, standing.asked, language, at)
        store_practice(newcomer=newcomer, practice=practice, assignment=row, at=at)
    return practice


def _draw(newcomer, asked: Asked, language: str, at: datetime) -> Practice:
    if asked.way is not None:
        try:
            return choose_set(
                newcomer=newcomer, way=asked.way, theme=asked.theme, size=asked.size, language=language, at=at
            )
        except NoQuestions:
            pass
    return draw_set(
        language=language,
        theme=asked.theme,
        region=curriculum.regime_of(newcomer.profile.region),
        seen=list_seen(newcomer=newcomer),
        size=asked.size,
    )


def _check(asked: Asked, today: date) -> None:
    if asked.due_on < today:
        raise DomainError(_("This day is over. Choose today or a later day."), code="day_past")
    if asked.due_on > today + FARTHEST:
        raise DomainError(_("This day is more than a year away. Look at the year again."), code="day_too_far")
    if asked.test and asked.test not in assessments.list_tests_to_ask(on=today):
        raise DomainError(_("Nobody can sit this test any more. Choose another one."), code="test_unknown")
    if not asked.test and asked.size not in SIZES:
        raise DomainError(_("Choose how many questions."), code="size_unknown")


def _lock(newcomer, uuid: UUID, seen: int, by) -> tuple[PracticeAssignment, Assignment]:
    """Its row, held until the end of the transaction, and what holds now."""
    if not can_assign(by, newcomer):
        raise NotAllowed
    row = PracticeAssignment.objects.select_for_update().filter(newcomer=newcomer, uuid=uuid).first()
    if row is None:
        raise UnknownAssignment(str(uuid))
    standing = get_assignment(newcomer=newcomer, uuid=uuid)
    if standing.is_over:
        raise Conflict(_("She has done this by now, or it was withdrawn. Nothing was changed."), code="assignment_over")
    if standing.number != seen:
        raise Conflict(
            _("Somebody changed this meanwhile. Nothing of yours was saved. Look and send it again."),
            code="assignment_changed",
        )
    return row, standing


def _add_terms(
    row: PracticeAssignment, number: int, asked: Asked, *, by, at: datetime, is_withdrawn: bool = False
) -> None:
    AssignmentTerms.objects.create(
        assignment=row,
        number=number,
        theme=asked.theme,
        way=asked.way or "",
        size=asked.size,
        test=asked.test,
        due_on=asked.due_on,
        sentence=asked.sentence.strip(),
        is_withdrawn=is_withdrawn,
        by=by,
        at=at,
    )
