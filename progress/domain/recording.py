"""Recording what a newcomer did: once, whatever is sent how often, in which order and from how many tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.compiled import CompiledQuery, CompiledWrite, Slot

from ..enums import ClockFlag, EventType, ResultStatus
from ..models import Answer, Event, LessonProgress
from . import summary
from .claims import read_claims
from .completing import announce, complete_what_is_done, may_complete
from .scoring import Judged, ScoredAnswer, judge

_TRIES = 4
_FIND_ROW = CompiledQuery(
    lambda: LessonProgress.objects.filter(
        newcomer=Slot(LessonProgress, "newcomer"), lesson_key=Slot(LessonProgress, "lesson_key")
    )
)
_WRITE_EVENT = CompiledWrite([Event], LessonProgress)
_WRITE_ANSWER = CompiledWrite([Event, Answer], LessonProgress, points="event")


@dataclass(frozen=True, slots=True)
class EventResult:
    """What became of one event. The answer's fields are None for other events and for refused ones."""

    id: str
    status: ResultStatus
    reason: str = ""
    lesson_key: UUID | None = None
    language: str = ""
    version_uuid: UUID | None = None
    response: dict[str, Any] | None = None
    is_correct: bool | None = None
    points: Decimal | None = None
    max_points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """Where the newcomer stands in a lesson after the batch."""

    is_complete: bool
    answered: int
    questions: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    """One result per event, in the order they were sent; `standings` by lesson key."""

    results: list[EventResult]
    standings: dict[UUID, LessonStanding]


def record_events(*, newcomer, events: list[dict], received_at: datetime, device: UUID | None = None) -> BatchResult:
    """Store what is new, score the answers, and complete what is done by it; all or nothing.

    `events` as in docs/reference/events.md. Raises BadEvents or UnknownTarget, and then nothing was stored. Sending an
    event again is answered with "duplicate". Sends `completion_recorded` inside the transaction.
    """
    judged, outlines = judge(read_claims(events, received_at=received_at))
    if len(judged) == 1 and (result := _record_alone(newcomer, judged[0], outlines, received_at, device)):
        return result
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _record(newcomer, judged, outlines, received_at, device)
        except IntegrityError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _record_alone(newcomer, one: Judged, outlines, received_at, device) -> BatchResult | None:
    """One event that completes nothing, which is nearly always so: added to the summary as it was read, and written if that
    still stands. None, and nothing is stored, when it needs the lock: a first event, a known one, a race, a completion."""
    key = one.claim.lesson_key
    if one.refusal or not CompiledWrite.is_possible():
        return None
    rows = {row.lesson_key: row for row in _FIND_ROW.fetch(newcomer=newcomer.pk, lesson_key=key)}
    if not rows:
        return None
    additions = _add_up(newcomer, [one], rows, outlines, received_at, device)
    is_finished = one.claim.type == EventType.FINISHED
    if may_complete(
        newcomer=newcomer, row=rows[key], is_finished=is_finished, outline=outlines[key], received_at=received_at
    ):
        return None
    write = _WRITE_ANSWER if additions.answers else _WRITE_EVENT
    try:
        is_written = write.write([*additions.events, *additions.answers], rows[key])
    except IntegrityError:
        return None
    return _tell([one], rows, refusals={}, new_indexes={one.claim.index}) if is_written else None


def _record(newcomer, judged: list[Judged], outlines, received_at, device) -> BatchResult:
    countable = [one for one in judged if not one.refusal]
    rows = _lock_rows(newcomer, {one.claim.lesson_key for one in countable})
    known = _find_known(newcomer, countable)
    fresh: dict[UUID, Judged] = {}
    refusals: dict[int, str] = {}
    for one in countable:
        event_id = one.claim.event_id
        first = known.get(event_id) or (_identity(fresh[event_id]) if event_id in fresh else None)
        if first is None:
            fresh[event_id] = one
        elif first != _identity(one):
            refusals[one.claim.index] = "id_reused"
    additions = _add_up(newcomer, fresh.values(), rows, outlines, received_at, device)
    finished = {one.claim.lesson_key for one in fresh.values() if one.claim.type == EventType.FINISHED}
    completions = complete_what_is_done(
        newcomer=newcomer, rows=additions.rows, finished=finished, outlines=outlines, received_at=received_at
    )
    _store(additions)
    announce(completions)
    return _tell(judged, rows, refusals=refusals, new_indexes={one.claim.index for one in fresh.values()})


def _tell(judged: list[Judged], rows, *, refusals: dict[int, str], new_indexes: set[int]) -> BatchResult:
    return BatchResult(
        results=[_result(one, one.refusal or refusals.get(one.claim.index, ""), new_indexes) for one in judged],
        standings={
            key: LessonStanding(row.completed_at is not None, row.answered_count, row.question_count)
            for key, row in rows.items()
        },
    )


def _lock_rows(newcomer, keys: set[UUID]) -> dict[UUID, LessonProgress]:
    """The summaries of these lessons, locked in one order (two tabs wait for each other), made when missing."""
    rows = _select_rows(newcomer, keys)
    if missing := sorted(keys - set(rows)):
        LessonProgress.objects.bulk_create(
            [LessonProgress(newcomer=newcomer, lesson_key=key) for key in missing], ignore_conflicts=True
        )
        rows = _select_rows(newcomer, keys)
    return rows


def _select_rows(newcomer, keys: set[UUID]) -> dict[UUID, LessonProgress]:
    found = LessonProgress.objects.filter(newcomer=newcomer, lesson_key__in=keys).order_by("lesson_key")
    return {row.lesson_key: row for row in found.select_for_update(no_key=True)}


def _find_known(newcomer, countable: list[Judged]) -> dict[UUID, tuple]:
    """What these event ids already stand for."""
    ids = {one.claim.event_id for one in countable}
    rows = Event.objects.filter(newcomer=newcomer, event_id__in=ids)
    return {row[0]: row[1:] for row in rows.values_list("event_id", "type", "lesson_key", "block_id")}


def _identity(one: Judged) -> tuple:
    return (one.claim.type, one.claim.lesson_key, one.claim.block_id)


@dataclass(frozen=True, slots=True)
class Additions:
    """What a batch brings: new events with their answers (an answer points to its event), and the summaries with both."""

    events: list[Event]
    answers: list[Answer]
    rows: list[LessonProgress]


def _add_up(newcomer, fresh: Iterable[Judged], rows, outlines, received_at, device) -> Additions:
    """The rows to add, and the summaries that change by them."""
    events: list[Event] = []
    answers: list[Answer] = []
    changed: dict[UUID, LessonProgress] = {}
    for one in fresh:
        event = _make_event(newcomer, one, received_at, device)
        events.append(event)
        row = changed[one.claim.lesson_key] = rows[one.claim.lesson_key]
        if one.answer is not None:
            number = summary.tries_of(row.state, str(one.claim.block_id)) + 1
            answers.append(_make_answer(newcomer, one.answer, event, number))
        summary.add(row.state, _as_happening(one))
    for key, row in changed.items():
        refresh(row, outlines[key])
    return Additions(events, answers, list(changed.values()))


def _store(additions: Additions) -> None:
    """Writes them, in the transaction that holds the summaries' locks."""
    Event.objects.bulk_create(additions.events)
    for answer in additions.answers:
        answer.event_id = answer.event.pk
    Answer.objects.bulk_create(additions.answers)
    for row in additions.rows:
        row.version += 1
        row.save(force_update=True)


def refresh(row: LessonProgress, outline) -> None:
    """Bring the columns of a summary in line with its state."""
    answers = row.state.get("answers", {})
    questions = [block.block_id for block in outline.blocks if block.is_required]
    row.module_key = outline.module_key
    row.question_count = len(questions)
    row.answered_count = sum(block in answers for block in questions)
    row.correct_count = sum(bool(answers.get(block, {}).get("correct")) for block in questions)
    place, last = row.state.get("place"), row.state["last"]
    row.last_block_id = UUID(place[2]) if place else None
    row.last_language = last[2]
    row.first_at = summary.read_moment(row.state["first"])
    row.last_at = summary.read_moment(last[0])


def _make_event(newcomer, one: Judged, received_at: datetime, device: UUID | None) -> Event:
    claim = one.claim
    return Event(
        newcomer=newcomer,
        event_id=claim.event_id,
        type=claim.type,
        lesson_key=claim.lesson_key,
        block_id=claim.block_id,
        language=claim.language,
        data={"item": claim.item, "checked": claim.checked} if claim.type == EventType.TICKED else {},
        device=device,
        claimed_at=claim.claimed_at,
        occurred_at=claim.occurred_at,
        received_at=received_at,
        clock_flag=ClockFlag(claim.clock_flag),
    )


def _make_answer(newcomer, answer: ScoredAnswer, event: Event, number: int) -> Answer:
    return Answer(
        newcomer=newcomer,
        event=event,
        question_id=answer.version.question_id,
        version=answer.version,
        number=number,
        response=dict(answer.response),
        is_correct=answer.score.is_correct,
        points=answer.score.points,
        max_points=answer.score.max_points,
    )


def _as_happening(one: Judged) -> summary.Happening:
    claim, answer = one.claim, one.answer
    return summary.Happening(
        event_id=str(claim.event_id),
        type=claim.type.value,
        at=claim.occurred_at,
        language=claim.language,
        block=str(claim.block_id) if claim.block_id else None,
        item=claim.item,
        checked=claim.checked,
        version=str(claim.version) if answer else "",
        response=dict(answer.response) if answer else {},
        is_correct=answer.score.is_correct if answer else False,
    )


def _result(one: Judged, refusal: str, new_indexes: set[int]) -> EventResult:
    claim, answer = one.claim, one.answer
    if refusal:
        return EventResult(str(claim.event_id), ResultStatus.REFUSED, refusal)
    status = ResultStatus.STORED if claim.index in new_indexes else ResultStatus.DUPLICATE
    return EventResult(
        id=str(claim.event_id),
        status=status,
        lesson_key=claim.lesson_key,
        language=claim.language,
        version_uuid=claim.version if answer else None,
        response=dict(answer.response) if answer else None,
        is_correct=answer.score.is_correct if answer else None,
        points=answer.score.points if answer else None,
        max_points=answer.score.max_points if answer else None,
    )
