"""Sitting a test: the form is drawn and frozen, answers are acknowledged one by one, and the server's clock ends it.

Nothing here tells a key, an explanation or a score before the attempt is closed (closing.py). An answer that was
acknowledged is never lost: it is a row, and one that stands before the attempt is closed counts.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.compiled import CompiledInsert, CompiledQuery, Slot

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Feedback
from ..engine.drawing import BankItem, BankTooSmall, draw_form
from ..enums import AttemptEnd, QuestionUse
from ..errors import (
    AnswerChanged,
    AnswerStands,
    AttemptClosed,
    AttemptPaused,
    BankCannotFill,
    InvalidResponse,
    UnknownAttempt,
    UnknownBlueprint,
)
from ..models import Attempt, AttemptAnswer, BankQuestion, BlueprintVersion
from .blueprints import get_version, list_bank_items, list_bank_questions, read_rule
from .closing import close_attempt
from .offering import is_open_to
from .presenting import score_response
from .questions import get_question_version
from .sitting import (
    NO_ACCOMMODATIONS,
    Accommodations,
    Saved,
    Sitting,
    Taker,
    count_seconds_left,
    count_seconds_until,
    describe,
)

_TRIES = 5
GUESTS_KEPT = timedelta(days=2)
_OF_NEWCOMER = CompiledQuery(
    lambda: Attempt.objects.select_related("blueprint").filter(
        uuid=Slot(Attempt, "uuid"), newcomer=Slot(Attempt, "newcomer")
    )
)
_OF_GUEST = CompiledQuery(
    lambda: Attempt.objects.select_related("blueprint").filter(uuid=Slot(Attempt, "uuid"), guest=Slot(Attempt, "guest"))
)
_ANSWERED_BY_NEWCOMER = CompiledQuery(
    lambda: _to_answer().filter(uuid=Slot(Attempt, "uuid"), newcomer=Slot(Attempt, "newcomer"))
)
_ANSWERED_BY_GUEST = CompiledQuery(
    lambda: _to_answer().filter(uuid=Slot(Attempt, "uuid"), guest=Slot(Attempt, "guest"))
)
_STORE_FOR_NEWCOMER = CompiledInsert(
    AttemptAnswer,
    points="attempt",
    held=lambda: _running().filter(newcomer=Slot(Attempt, "newcomer")),
    tells=["due_at"],
)
_STORE_FOR_GUEST = CompiledInsert(
    AttemptAnswer, points="attempt", held=lambda: _running().filter(guest=Slot(Attempt, "guest")), tells=["due_at"]
)


def start_attempt(
    *,
    taker: Taker,
    code: str,
    language: str,
    regime: str,
    on: date,
    at: datetime,
    seen: Collection[int] = (),
    asked: Collection[str] = (),
    accommodations: Accommodations = NO_ACCOMMODATIONS,
) -> Sitting:
    """A new attempt at the test `code`, or the one of hers that is still open: pressed five times it is one.

    Unseen questions come first (`seen`: ids of questions that she met elsewhere). Where she has met all that are kept for this
    test, those to practise with join. `on`: the day whose rules hold; `asked`: the tests that she was asked to sit. What the test
    does not allow of the accommodations is left out. Raises UnknownBlueprint, for a test that is not open to her too;
    BankCannotFill.
    """
    if (running := find_open_attempt(taker=taker, code=code, at=at)) is not None:
        return running
    test = get_version(code=code, regime=regime, on=on)
    blueprint = test.blueprint
    if not is_open_to(blueprint, taker, asked=asked):
        raise UnknownBlueprint(code)
    rule = read_rule(test.data, regime=regime, on=on)
    read = read_blueprint(rule)
    accommodations = accommodations.limit_to(read.accommodations)
    seen = {*seen, *_list_met(taker)}
    seed = secrets.randbits(63)
    try:
        form = draw_form(read, _list_items(test, language, seen), seen={str(question) for question in seen}, seed=seed)
    except BankTooSmall as error:
        raise BankCannotFill(language) from error
    versions = dict(
        BankQuestion.objects.filter(question__in=[int(part.item.key) for part in form]).values_list(
            "question_id", "question__current__uuid"
        )
    )
    length = timedelta(minutes=read.minutes) * (100 + accommodations.extra_time) / 100 if read.minutes else None
    attempt = Attempt(
        newcomer=taker.newcomer,
        guest=taker.guest,
        blueprint=blueprint,
        number=_count(taker, blueprint) + 1,
        language=language,
        regime=regime,
        seed=seed,
        rule=rule,
        form=[
            {
                "section": part.section,
                "question": int(part.item.key),
                "version": str(versions[int(part.item.key)]),
                "points": str(part.draw.points),
                "is_scored": part.draw.is_scored,
            }
            for part in form
        ],
        accommodations=accommodations.as_data(),
        started_at=at,
        due_at=at + length if length else None,
    )
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:  # pressed twice at the same moment: the other one stands
        other = find_open_attempt(taker=taker, code=code, at=at)
        if other is None:
            raise
        return other
    return describe(attempt, at)


def find_open_attempt(*, taker: Taker, code: str, at: datetime) -> Sitting | None:
    """The attempt at this test that she began and did not end; one whose time is over is closed now."""
    rows = _of(taker).filter(blueprint__code=code, closed_at__isnull=True).select_related("blueprint")
    row = rows.order_by("-pk").first()
    if row is None or _end_if_due(row, at):
        return None
    return describe(row, at)


def list_open_attempts(*, taker: Taker, at: datetime) -> list[Sitting]:
    """All that she began and did not end, the last first; those whose time is over are closed now."""
    rows = _of(taker).filter(closed_at__isnull=True).select_related("blueprint").order_by("-started_at", "-pk")
    return [describe(row, at) for row in rows if not _end_if_due(row, at)]


def get_attempt(*, taker: Taker, uuid: UUID, at: datetime) -> Sitting:
    """An attempt of hers; when its time is over it is closed now. Raises UnknownAttempt."""
    row = _find(taker, uuid)
    if _end_if_due(row, at):
        row = _find(taker, uuid)
    return describe(row, at)


def save_answer(
    *, taker: Taker, uuid: UUID, number: int, response: Mapping[str, Any], base: int, save_id: UUID, at: datetime
) -> Saved:
    """Store an answer to the question at a place, and say which revision it is. When this returns it is committed.

    `base`: the revision that the sender saw there (0: none). `save_id`: the sender's own name for this answer; sent again it is
    acknowledged again and stored once. Raises UnknownAttempt, AttemptClosed, AttemptPaused, InvalidResponse, AnswerStands, and
    AnswerChanged when another window was faster.
    """
    for _attempt in range(_TRIES):
        saved = _try_to_store(taker, uuid, number, response, base, save_id, at)
        if saved is not None:
            return saved
        row = _find_to_answer(taker, uuid, number)
        if _end_if_due(row, at):
            row = _find_to_answer(taker, uuid, number)
        form = _remember_form(uuid)
        if not 1 <= number <= len(form.versions):
            raise UnknownAttempt(str(number))
        if (row.last_revision or 0) != base:
            return _tell_duplicate(row, number, save_id, at)
        if row.closed_at is not None:
            raise AttemptClosed(row.ended_by)
        if row.paused_at is not None:
            raise AttemptPaused
        if form.is_told_at_once and base:
            raise AnswerStands
        score_response(version=get_question_version(version_id=form.versions[number - 1]), response=response)
    return _tell_duplicate(row, number, save_id, at)


def _try_to_store(
    taker: Taker, uuid: UUID, number: int, response: Mapping[str, Any], base: int, save_id: UUID, at: datetime
) -> Saved | None:
    """Store an answer that nothing speaks against, in one statement. None when anything does: the caller finds out what."""
    try:
        form = _remember_form(uuid)
        if not 1 <= number <= len(form.versions) or (form.is_told_at_once and base):
            return None
        version = get_question_version(version_id=form.versions[number - 1])
        score_response(version=version, response=response)  # refuses what is no answer; the score waits for the end
        answer = AttemptAnswer(
            attempt_id=form.attempt_id,
            number=number,
            revision=base + 1,
            save_id=save_id,
            question_version=version,
            response=dict(response),
            answered_at=at,
        )
        held = {"id": form.attempt_id, "due_at": at, "number": number, "revision": base}
        told = (
            _STORE_FOR_GUEST.insert(answer, guest=taker.guest, **held)
            if taker.newcomer is None
            else _STORE_FOR_NEWCOMER.insert(answer, newcomer=taker.newcomer.pk, **held)
        )
    except (Attempt.DoesNotExist, InvalidResponse, IntegrityError):  # the last: the same answer at the same moment
        return None
    return None if told is None else Saved(number, base + 1, count_seconds_until(told[0], at))


def mark_place(*, taker: Taker, uuid: UUID, number: int, is_flagged: bool | None = None, at: datetime) -> Sitting:
    """Remember where she is, and whether she wants to come back to this question (None: as it was).

    Raises UnknownAttempt, AttemptClosed.
    """

    def mark(row: Attempt) -> None:
        if is_flagged is not None:
            others = {*row.flags} - {number}
            row.flags = sorted(others | {number} if is_flagged else others)
        row.place, row.placed_at = number, at

    row = _find(taker, uuid)
    if not 1 <= number <= len(row.form):
        raise UnknownAttempt(str(number))
    return _change(row, mark, at)


def choose_letters(*, taker: Taker, uuid: UUID, is_large: bool, at: datetime) -> Sitting:
    """Larger letters or the usual ones from now on, the one accommodation that may change while she sits the test.

    Raises UnknownAttempt, AttemptClosed.
    """

    def choose(row: Attempt) -> None:
        others = {name: value for name, value in row.accommodations.items() if name != "is_large"}
        row.accommodations = others | ({"is_large": True} if is_large else {})

    return _change(_find(taker, uuid), choose, at)


def pause_attempt(*, taker: Taker, uuid: UUID, at: datetime) -> Sitting:
    """Stop the clock, for who may take breaks; for others, and a second time, nothing changes."""

    def pause(row: Attempt) -> None:
        if row.accommodations.get("has_breaks") and row.paused_at is None:
            row.paused_at = at

    return _change(_find(taker, uuid), pause, at)


def go_on(*, taker: Taker, uuid: UUID, at: datetime) -> Sitting:
    """After a break: the time that was left is left."""

    def resume(row: Attempt) -> None:
        if row.paused_at is not None:
            row.due_at = row.due_at + (at - row.paused_at) if row.due_at else None
            row.paused_at = None

    return _change(_find(taker, uuid), resume, at)


def submit_attempt(*, taker: Taker, uuid: UUID, at: datetime) -> Sitting:
    """Hand it in. Pressed five times it gives one result; after the time it was closed with what was acknowledged."""
    row = _find(taker, uuid)
    if not _end_if_due(row, at):
        close_attempt(attempt_id=row.pk, ended_by=AttemptEnd.SUBMITTED, at=at)
    return describe(_find(taker, uuid), at)


def close_overdue_attempts(*, at: datetime) -> int:
    """Close every attempt whose time is over, and sweep away those of guests. How many were closed."""
    overdue = Attempt.objects.filter(closed_at__isnull=True, paused_at__isnull=True, due_at__lte=at)
    keys = list(overdue.values_list("pk", flat=True))
    for key in keys:
        close_attempt(attempt_id=key, ended_by=AttemptEnd.TIME, at=at)
    Attempt.objects.filter(newcomer__isnull=True, started_at__lte=at - GUESTS_KEPT).delete()
    return len(keys)


def _change(row: Attempt, change, at: datetime) -> Sitting:
    """Change an open attempt under a lock. Raises AttemptClosed."""
    is_over = _end_if_due(row, at)
    with transaction.atomic():
        locked = Attempt.objects.select_for_update(of=("self",)).select_related("blueprint").get(pk=row.pk)
        if is_over or locked.closed_at is not None:
            raise AttemptClosed(locked.ended_by)
        change(locked)
        locked.save(force_update=True)
    return describe(locked, at)


def _tell_duplicate(row: Attempt, number: int, save_id: UUID, at: datetime) -> Saved:
    """An answer that was stored before is acknowledged again, also when another one stands there now.

    Raises AttemptClosed and AnswerChanged for any other.
    """
    answers = AttemptAnswer.objects.filter(attempt=row, number=number).order_by("-revision")
    if (known := answers.filter(save_id=save_id).first()) is not None:
        return Saved(number, known.revision, count_seconds_left(row, at), is_duplicate=True)
    if row.closed_at is not None:
        raise AttemptClosed(row.ended_by)
    standing = answers.first()
    raise AnswerChanged(revision=standing.revision if standing else 0, response=standing.response if standing else None)


def _end_if_due(row: Attempt, at: datetime) -> bool:
    """Close the attempt when its time is over. True when it was open until now."""
    if row.closed_at is not None or row.paused_at is not None or row.due_at is None or at < row.due_at:
        return False
    close_attempt(attempt_id=row.pk, ended_by=AttemptEnd.TIME, at=at)
    return True


def _find(taker: Taker, uuid: UUID) -> Attempt:
    return _fetch(taker, _OF_NEWCOMER, _OF_GUEST, uuid=uuid)


def _find_to_answer(taker: Taker, uuid: UUID, number: int) -> Any:
    """With `last_revision`: that of the last answer at this place, None when there is none."""
    return _fetch(taker, _ANSWERED_BY_NEWCOMER, _ANSWERED_BY_GUEST, uuid=uuid, number=number)


def _fetch(taker: Taker, of_newcomer: CompiledQuery, of_guest: CompiledQuery, **values: Any) -> Attempt:
    rows = (
        of_guest.fetch(guest=taker.guest, **values)
        if taker.newcomer is None
        else of_newcomer.fetch(newcomer=taker.newcomer.pk, **values)
    )
    if not rows:
        raise UnknownAttempt(str(values["uuid"]))
    return rows[0]


def _to_answer():
    """What an answer needs of its attempt: not the form and the rule, many times as long as all the rest, which never change."""
    return Attempt.objects.annotate(last_revision=_last_revision()).defer("form", "rule", "accommodations", "flags")


def _running():
    """The attempt into which an answer may be stored: open, no break, not due at this time, and this revision the last."""
    rows = Attempt.objects.filter(pk=Slot(Attempt, "id"), closed_at__isnull=True, paused_at__isnull=True)
    in_time = rows.filter(Q(due_at__isnull=True) | Q(due_at__gt=Slot(Attempt, "due_at")))
    return in_time.alias(last_revision=Coalesce(_last_revision(), 0)).filter(
        last_revision=Slot(AttemptAnswer, "revision")
    )


def _last_revision() -> Subquery:
    there = AttemptAnswer.objects.filter(attempt=OuterRef("pk"), number=Slot(AttemptAnswer, "number"))
    return Subquery(there.order_by("-revision").values("revision")[:1])


@dataclass(frozen=True, slots=True)
class _Form:
    """What never changes of an attempt. `versions`: the public ids of the question versions, place by place."""

    attempt_id: int
    versions: tuple[str, ...]
    is_told_at_once: bool


@lru_cache(maxsize=4096)
def _remember_form(uuid: UUID) -> _Form:
    """Remembered by the process. Raises Attempt.DoesNotExist."""
    key, form, rule = Attempt.objects.values_list("pk", "form", "rule").get(uuid=uuid)
    return _Form(key, tuple(place["version"] for place in form), rule.get("feedback") == Feedback.AT_ONCE)


def _list_items(test: BlueprintVersion, language: str, seen: Collection[int]) -> list[BankItem]:
    """What a form is drawn from; questions to practise with too, where she has met all others."""
    bank = test.blueprint.bank_id
    questions = list_bank_questions([bank])
    items = list_bank_items(questions, bank_id=bank, language=language, uses=test.uses)
    if items and all(int(item.key) in seen for item in items):
        uses = [*test.uses, QuestionUse.PRACTICE.value]
        return list_bank_items(questions, bank_id=bank, language=language, uses=uses)
    return items


def _of(taker: Taker):
    if taker.newcomer is None:
        return Attempt.objects.filter(guest=taker.guest, newcomer__isnull=True)
    return Attempt.objects.filter(newcomer=taker.newcomer)


def _count(taker: Taker, blueprint) -> int:
    last = _of(taker).filter(blueprint=blueprint).order_by("-number").values_list("number", flat=True).first()
    return last or 0


def _list_met(taker: Taker) -> set[int]:
    """The questions of her earlier attempts."""
    return {place["question"] for form in _of(taker).values_list("form", flat=True) for place in form}
