"""The end of an attempt: it is judged once, by the rule that was frozen with it, on the answers that were acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from ..engine.blueprints import Cut, Mark, Verdict, judge, list_cuts, read_blueprint
from ..enums import AttemptEnd
from ..errors import InvalidResponse
from ..models import Attempt, AttemptResult
from .presenting import score_response
from .questions import get_question_version

NOT_RIGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What a section earned, and the cuts that stand on it alone (`correct`, `points` or `percent`: at least so many)."""

    key: str
    correct: int
    items: int
    cuts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def is_reached(self) -> bool:
        """Only cuts on right answers are told section by section; the outcomes say the rest."""
        return all(self.correct >= minimum for measure, minimum in self.cuts if measure == "correct")


@dataclass(frozen=True, slots=True)
class Marked:
    """One place after the end: the version that was asked, what was answered (None: nothing), and whether it was right."""

    number: int
    section: str
    question_id: int
    version: UUID
    response: Mapping[str, Any] | None
    is_correct: bool
    is_scored: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The result in force of a closed attempt. `number` above 1: it was corrected, and `reason` says why."""

    number: int
    reason: str
    at: datetime
    outcomes: Mapping[str, bool]
    sections: tuple[SectionResult, ...]
    places: tuple[Marked, ...]

    @property
    def correct(self) -> int:
        return sum(section.correct for section in self.sections)

    @property
    def items(self) -> int:
        return sum(section.items for section in self.sections)


@dataclass(frozen=True, slots=True)
class Done:
    """A closed attempt in a list: its result in force."""

    uuid: UUID
    language: str
    started_at: datetime
    correct: int
    items: int
    is_passed: bool


def close_attempt(*, attempt_id: int, ended_by: AttemptEnd, at: datetime) -> None:
    """Close it and store its one first result. On a closed one nothing happens.

    When its time was over before `at`, it ended then, by time, however it is asked for now.
    """
    with transaction.atomic():
        row = Attempt.objects.select_for_update().get(pk=attempt_id)
        if row.closed_at is not None:
            return
        is_over = row.due_at is not None and row.paused_at is None and at >= row.due_at
        if ended_by == AttemptEnd.TIME and not is_over:  # a break began meanwhile, or gave time back
            return
        row.closed_at = row.due_at if is_over else at
        row.ended_by = AttemptEnd.TIME if is_over else ended_by
        row.paused_at = None
        row.version += 1
        row.save(force_update=True)
        _store_result(row, number=1, reason="", at=at)


def get_result(*, attempt_uuid: UUID) -> Result | None:
    """The result in force, or None as long as the attempt is open. The caller knows whose it is."""
    row = AttemptResult.objects.filter(attempt__uuid=attempt_uuid).select_related("attempt").order_by("-number").first()
    if row is None:
        return None
    attempt = row.attempt
    blueprint = read_blueprint(attempt.rule)
    cuts = [cut for rule in blueprint.outcomes.values() for cut in list_cuts(rule)]
    return Result(
        number=row.number,
        reason=row.reason,
        at=row.at,
        outcomes=row.outcomes,
        sections=tuple(
            SectionResult(key, tally["correct"], tally["items"], cuts=_list_cuts_of(key, cuts))
            for key, tally in row.sections.items()
        ),
        places=tuple(
            Marked(
                number=number,
                section=place["section"],
                question_id=place["question"],
                version=UUID(place["version"]),
                response=attempt.state["answers"].get(str(number), {}).get("response"),
                is_correct=is_correct,
                is_scored=place["is_scored"],
            )
            for number, (place, (is_correct, _share, _is_answered)) in enumerate(
                zip(attempt.form, row.marks, strict=True), start=1
            )
        ),
    )


def list_done(*, newcomer, most: int = 10) -> list[Done]:
    """How her last attempts went, the last first. One query."""
    newest = AttemptResult.objects.filter(attempt=OuterRef("pk")).order_by("-number").values("pk")[:1]
    attempts = Attempt.objects.filter(newcomer=newcomer, closed_at__isnull=False).annotate(newest=Subquery(newest))
    rows = AttemptResult.objects.filter(pk__in=attempts.values("newest")).order_by("-attempt__started_at", "-attempt")
    values = rows.values_list("attempt__uuid", "attempt__language", "attempt__started_at", "sections", "outcomes")
    return [
        Done(
            uuid,
            language,
            started_at,
            correct=sum(section["correct"] for section in sections.values()),
            items=sum(section["items"] for section in sections.values()),
            is_passed=all(outcomes.values()),
        )
        for uuid, language, started_at, sections, outcomes in values[:most]
    ]


def _list_cuts_of(section: str, cuts: list[Cut]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(dict.fromkeys((cut.measure.value, cut.minimum) for cut in cuts if cut.section == section))


def _store_result(row: Attempt, *, number: int, reason: str, at: datetime) -> AttemptResult:
    marks = [_mark(place, row.state["answers"].get(str(number))) for number, place in enumerate(row.form, start=1)]
    verdict = judge(read_blueprint(row.rule), marks)
    return AttemptResult.objects.create(
        attempt=row,
        number=number,
        reason=reason,
        marks=[
            [mark.is_correct, str(mark.share), str(number) in row.state["answers"]]
            for number, mark in enumerate(marks, start=1)
        ],
        sections=_tell_sections(verdict),
        outcomes=dict(verdict.outcomes),
        at=at,
    )


def _mark(place: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Mark:
    is_correct, share = False, NOT_RIGHT
    if answer is not None:
        try:
            score = score_response(
                version=get_question_version(version_id=place["version"]), response=answer["response"]
            )
        except InvalidResponse:  # it was an answer when it was stored: only a mended version can say otherwise
            pass
        else:
            is_correct, share = score.is_correct, Decimal(str(score.points)) / Decimal(str(score.max_points))
    return Mark(place["section"], is_correct, share, points=Decimal(place["points"]), is_scored=place["is_scored"])


def _tell_sections(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {
        key: {"correct": tally.correct, "items": tally.items, "points": str(tally.points), "most": str(tally.most)}
        for key, tally in verdict.sections.items()
    }
