"""The end of an attempt, and how it went. It is judged when it ends (judging.py), and anew when a key was corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from core.language_text import LanguageText

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Cut, list_cuts
from ..enums import AttemptEnd, Ruling
from ..models import Attempt, AttemptResult
from .judging import store_result
from .sitting import list_standing


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What a section earned, and the cuts that stand on it alone (`correct`, `points` or `percent`: at least so many).
    `title`: its name by language, empty where its key says enough."""

    key: str
    correct: int
    items: int
    cuts: tuple[tuple[str, Decimal], ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool:
        """Only cuts on right answers are told section by section; the outcomes say the rest."""
        return all(self.correct >= minimum for measure, minimum in self.cuts if measure == "correct")


@dataclass(frozen=True, slots=True)
class Marked:
    """One place after the end: the version that was asked, what was answered (None: nothing), whether it was right, and what held
    instead of the key of the version, if anything."""

    number: int
    section: str
    question_id: int
    version: UUID
    response: Mapping[str, Any] | None
    is_correct: bool
    is_scored: bool
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """A result in the row of those of an attempt. `number` above 1: it was worked out anew, and `reason` says why."""

    number: int
    reason: LanguageText
    at: datetime
    correct: int
    items: int
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The result in force of a closed attempt: the first of `history`, in which the earlier ones follow."""

    history: tuple[Worked, ...]
    outcomes: Mapping[str, bool]
    sections: tuple[SectionResult, ...]
    places: tuple[Marked, ...]

    @property
    def number(self) -> int:
        return self.history[0].number

    @property
    def correct(self) -> int:
        return self.history[0].correct

    @property
    def items(self) -> int:
        return self.history[0].items


@dataclass(frozen=True, slots=True)
class Done:
    """A closed attempt in a list: its result in force, section by section (without their cuts). `test`: the code of what was
    sat, `title` its name by language."""

    uuid: UUID
    test: str
    title: Mapping[str, str]
    language: str
    started_at: datetime
    sections: tuple[SectionResult, ...]
    is_passed: bool

    @property
    def correct(self) -> int:
        return sum(section.correct for section in self.sections)

    @property
    def items(self) -> int:
        return sum(section.items for section in self.sections)


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
        row.save(force_update=True)
        store_result(row, number=1, at=at)


def get_result(*, attempt_uuid: UUID) -> Result | None:
    """The result in force, or None as long as the attempt is open. The caller knows whose it is. Three queries."""
    rows = list(AttemptResult.objects.filter(attempt__uuid=attempt_uuid).select_related("attempt").order_by("-number"))
    if not rows:
        return None
    row = rows[0]
    attempt = row.attempt
    blueprint = read_blueprint(attempt.rule)
    cuts = [cut for rule in blueprint.outcomes.values() for cut in list_cuts(rule)]
    titles = {section.key: section.title for section in blueprint.sections}
    rulings = dict(row.corrections.values_list("version__uuid", "ruling"))
    standing = list_standing(attempt)
    return Result(
        history=tuple(_tell_worked(one, attempt.language) for one in rows),
        outcomes=row.outcomes,
        sections=tuple(
            SectionResult(
                key, tally["correct"], tally["items"], cuts=_list_cuts_of(key, cuts), title=titles.get(key, {})
            )
            for key, tally in row.sections.items()
        ),
        places=tuple(
            Marked(
                number=number,
                section=place["section"],
                question_id=place["question"],
                version=version,
                response=standing[number].response if number in standing else None,
                is_correct=is_correct,
                is_scored=place["is_scored"] and number not in row.unscored,
                ruling=Ruling(rulings[version]) if version in rulings else None,
            )
            for number, (place, (is_correct, _share, _is_answered)) in enumerate(
                zip(attempt.form, row.marks, strict=True), start=1
            )
            for version in [UUID(place["version"])]
        ),
    )


def list_done(*, newcomer, most: int = 10) -> list[Done]:
    """How her last attempts went, the last first. One query."""
    newest = AttemptResult.objects.filter(attempt=OuterRef("pk")).order_by("-number").values("pk")[:1]
    attempts = Attempt.objects.filter(newcomer=newcomer, closed_at__isnull=False).annotate(newest=Subquery(newest))
    rows = AttemptResult.objects.filter(pk__in=attempts.values("newest")).order_by("-attempt__started_at", "-attempt")
    return [_tell_done(row) for row in rows.select_related("attempt__blueprint")[:most]]


def _tell_done(row: AttemptResult) -> Done:
    attempt = row.attempt
    titles = {key: section.get("title", {}) for key, section in attempt.rule["sections"].items()}
    return Done(
        attempt.uuid,
        attempt.blueprint.code,
        attempt.rule.get("title", {}),
        attempt.language,
        attempt.started_at,
        tuple(
            SectionResult(key, tally["correct"], tally["items"], title=titles.get(key, {}))
            for key, tally in row.sections.items()
        ),
        is_passed=all(row.outcomes.values()),
    )


def _list_cuts_of(section: str, cuts: list[Cut]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(dict.fromkeys((cut.measure.value, cut.minimum) for cut in cuts if cut.section == section))


def _tell_worked(row: AttemptResult, language: str) -> Worked:
    tallies = row.sections.values()
    return Worked(
        row.number,
        LanguageText(row.reason, row.reason_language or language, is_missing=row.reason_language not in ("", language)),
        row.at,
        correct=sum(tally["correct"] for tally in tallies),
        items=sum(tally["items"] for tally in tallies),
        is_passed=all(row.outcomes.values()),
    )
