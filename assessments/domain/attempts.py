"""Sitting a test: the form is drawn and frozen, answers are acknowledged one by one, and the server's clock ends it.

Nothing here tells a key, an explanation or a score before the attempt is closed (closing.py). An answer that was
acknowledged is never lost: it is a row, and the attempt knows it, by one commit.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.compiled import CompiledQuery, CompiledWrite, Slot

from ..engine.blueprints import read_blueprint
from ..engine.drawing import BankTooSmall, draw_form
from ..enums import AttemptEnd, QuestionUse
from ..errors import AnswerChanged, AttemptClosed, AttemptPaused, BankCannotFill, UnknownAttempt
from ..models import Attempt, AttemptAnswer, BankQuestion
from .blueprints import get_blueprint, list_bank_items, read_rule
from .closing import close_attempt
from .presenting import score_response
from .questions import get_question_version
from .sitting import NO_ACCOMMODATIONS, Accommodations, Saved, Sitting, Taker, count_seconds_left, describe

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
#: What an answer needs of its attempt; the form and the rule, many times as long as all the rest, never change.
_BESIDES_ANSWERS = ("form", "rule", "accommodations")
_ANSWERED_BY_NEWCOMER = CompiledQuery(
    lambda: Attempt.objects.defer(*_BESIDES_ANSWERS).filter(
        uuid=Slot(Attempt, "uuid"), newcomer=Slot(Attempt, "newcomer")
    )
)
_ANSWERED_BY_GUEST = CompiledQuery(
    lambda: Attempt.objects.defer(*_BESIDES_ANSWERS).filter(uuid=Slot(Attempt, "uuid"), guest=Slot(Attempt, "guest"))
)
_WRITE_ANSWER = CompiledWrite([AttemptAnswer], Attempt, fields=["state"])


def start_attempt(
    *,
    taker: Taker,
    code: str,
    language: str,
    regime: str,
    on: date,
    at: datetime,
    seen: Collection[int] = (),
    accommodations: Accommodations = NO_ACCOMMODATIONS,
) -> Sitting:
    """A new attempt at the test `code`, or the one of hers that is still open: pressed five times it is one.

    Unseen questions come first (`seen`: ids of questions that she met elsewhere). Where she has met all that are kept for this
    test, those to practise with join. `on`: the day whose rules hold. Raises UnknownBlueprint, BankCannotFill.
    """
    blueprint = get_blueprint(code=code, on=on)
    if (running := find_open_attempt(taker=taker, code=code, at=at)) is not None:
        return running
    rule = read_rule(blueprint, regime=regime, on=on)
    seen = {*seen, *_list_met(taker)}
    items = list_bank_items(blueprint, language=language)
    if items and all(int(item.key) in seen for item in items):
        items = list_bank_items(blueprint, language=language, uses=[*blueprint.uses, QuestionUse.PRACTICE.value])
    seed = secrets.randbits(63)
    try:
        form = draw_form(read_blueprint(rule), items, seen={str(question) for question in seen}, seed=seed)
    except BankTooSmall as error:
        raise BankCannotFill(language) from error
    versions = dict(
        BankQuestion.objects.filter(question__in=[int(part.item.key) for part in form]).values_list(
            "question_id", "question__current__uuid"
        )
    )
    minutes = rule.get("minutes")
    length = timedelta(minutes=minutes) * (100 + accommodations.extra_time) / 100 if minutes else None
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
        state={"answers": {}, "flags": [], "place": 1},
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
    acknowledged again and stored once. Raises UnknownAttempt, AttemptClosed, AttemptPaused, InvalidResponse, and
    AnswerChanged when another window was faster.
    """
    for _attempt in range(_TRIES):
        row = _find_to_answer(taker, uuid)
        if _end_if_due(row, at):
            row = _find_to_answer(taker, uuid)
        versions = _list_versions(row.uuid)
        if not 1 <= number <= len(versions):
            raise UnknownAttempt(str(number))
        standing = row.state["answers"].get(str(number), {"revision": 0, "save": None, "response": None})
        if standing["save"] == str(save_id):
            return Saved(number, standing["revision"], count_seconds_left(row, at), is_duplicate=True)
        if standing["revision"] != base:
            return _tell_duplicate(row, number, save_id, standing, at)
        if row.closed_at is not None:
            raise AttemptClosed(row.ended_by)
        if row.paused_at is not None:
            raise AttemptPaused
        version = get_question_version(version_id=versions[number - 1])
        score_response(version=version, response=response)  # refuses what is no answer; the score waits for the end
        answer = AttemptAnswer(
            attempt=row,
            number=number,
            revision=base + 1,
            save_id=save_id,
            question_version=version,
            response=dict(response),
            answered_at=at,
        )
        row.state["answers"][str(number)] = {"response": dict(response), "revision": base + 1, "save": str(save_id)}
        row.state["place"] = number
        try:
            if _write(answer, row):
                return Saved(number, base + 1, count_seconds_left(row, at))
        except IntegrityError:  # the same answer twice at the same moment
            continue
    raise AnswerChanged(revision=standing["revision"], response=standing["response"])


def mark_place(*, taker: Taker, uuid: UUID, number: int, is_flagged: bool | None = None, at: datetime) -> Sitting:
    """Remember where she is, and whether she wants to come back to this question (None: as it was).

    Raises UnknownAttempt, AttemptClosed.
    """

    def mark(row: Attempt) -> None:
        flags = set(row.state["flags"])
        if is_flagged is not None:
            flags = flags | {number} if is_flagged else flags - {number}
        row.state |= {"flags": sorted(flags), "place": number}

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
        locked.version += 1
        locked.save(force_update=True)
    return describe(locked, at)


def _write(answer: AttemptAnswer, row: Attempt) -> bool:
    """False, and nothing is stored, when somebody else changed the attempt since it was read."""
    if CompiledWrite.is_possible():
        return _WRITE_ANSWER.write([answer], row)
    with transaction.atomic():
        changed = Attempt.objects.filter(pk=row.pk, version=row.version).update(
            state=row.state, version=row.version + 1
        )
        if changed:
            answer.save(force_insert=True)
    return bool(changed)


def _tell_duplicate(row: Attempt, number: int, save_id: UUID, standing: Mapping[str, Any], at: datetime) -> Saved:
    """An answer that was stored and then replaced is acknowledged again. Raises AnswerChanged for any other."""
    known = AttemptAnswer.objects.filter(attempt=row, save_id=save_id, number=number).values_list("revision", flat=True)
    if (revision := known.first()) is not None:
        return Saved(number, revision, count_seconds_left(row, at), is_duplicate=True)
    if row.closed_at is not None:
        raise AttemptClosed(row.ended_by)
    raise AnswerChanged(revision=standing["revision"], response=standing["response"])


def _end_if_due(row: Attempt, at: datetime) -> bool:
    """Close the attempt when its time is over. True when it was open until now."""
    if row.closed_at is not None or row.paused_at is not None or row.due_at is None or at < row.due_at:
        return False
    close_attempt(attempt_id=row.pk, ended_by=AttemptEnd.TIME, at=at)
    return True


def _find(taker: Taker, uuid: UUID) -> Attempt:
    return _fetch(taker, uuid, _OF_NEWCOMER, _OF_GUEST)


def _find_to_answer(taker: Taker, uuid: UUID) -> Attempt:
    return _fetch(taker, uuid, _ANSWERED_BY_NEWCOMER, _ANSWERED_BY_GUEST)


def _fetch(taker: Taker, uuid: UUID, of_newcomer: CompiledQuery[Attempt], of_guest: CompiledQuery[Attempt]) -> Attempt:
    rows = (
        of_guest.fetch(uuid=uuid, guest=taker.guest)
        if taker.newcomer is None
        else of_newcomer.fetch(uuid=uuid, newcomer=taker.newcomer.pk)
    )
    if not rows:
        raise UnknownAttempt(str(uuid))
    return rows[0]


@lru_cache(maxsize=4096)
def _list_versions(uuid: UUID) -> tuple[str, ...]:
    """The public ids of the versions at the places of a form. Remembered by the process: a form never changes."""
    form = Attempt.objects.values_list("form", flat=True).get(uuid=uuid)
    return tuple(place["version"] for place in form)


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
