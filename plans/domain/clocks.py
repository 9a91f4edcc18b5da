"""When a term ends. Pure: dates in, dates out; no clock, no database, no setting is read.

The rule: a term of N days from an anchor ends on the day on which N days have been counted. Suspended days are not
counted. Whether the anchor's own day counts, and whether an end on a weekend or holiday moves, is unknown; both are
parameters of the rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..enums import ClockState
from .calendars import DAY, add_months, is_working_day


@dataclass(frozen=True, slots=True)
class Term:
    """Exactly one of `days` and `months`. `weekend` is "keep" or "next_workday"."""

    days: int | None = None
    months: int | None = None
    counts_day_zero: bool = False
    weekend: str = "keep"

    def __post_init__(self) -> None:
        if (self.days is None) == (self.months is None):
            raise ValueError("A term has either days or months.")
        if (self.days or self.months or 0) < 1:
            raise ValueError("A term is at least one day or month.")
        if self.weekend not in {"keep", "next_workday"}:
            raise ValueError(f"Unknown way to treat a weekend: {self.weekend}")

    @classmethod
    def from_rule(cls, value: Mapping[str, Any]) -> "Term":
        """Read a deadline rule's value, or the snapshot of it in a clock."""
        return cls(
            days=value.get("days"),
            months=value.get("months"),
            counts_day_zero=value.get("counts_day_zero", False),
            weekend=value.get("weekend", "keep"),
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """Suspended days [from_date, until_date); no end yet while `until_date` is None."""

    from_date: date
    until_date: date | None = None

    def holds(self, day: date) -> bool:
        return self.from_date <= day and (self.until_date is None or day < self.until_date)


def compute_due_date(*, term: Term, anchor: date, pauses: Iterable[Pause] = ()) -> date | None:
    """The last day of the term; None while a suspension without end stops it from ending."""
    pauses = sorted(pauses, key=lambda pause: pause.from_date)
    due = _nominal_end(term, anchor)
    for pause in pauses:
        if pause.from_date > due:
            break
        if pause.until_date is None:
            return None
        first_stopped = max(pause.from_date, _first_counted_day(term, anchor))
        due += max(pause.until_date - first_stopped, 0 * DAY)
    if term.weekend == "next_workday":
        return _next_open_day(due, pauses)
    return due


def compute_state(*, due_date: date | None, met_on: date | None, on: date, pauses: Iterable[Pause] = ()) -> ClockState:
    """Where the clock stands on a day. The due day itself is still in time."""
    if met_on is not None:
        return ClockState.MET_LATE if due_date is not None and met_on > due_date else ClockState.MET
    if any(pause.holds(on) for pause in pauses):
        return ClockState.SUSPENDED
    if due_date is not None and on > due_date:
        return ClockState.OVERDUE
    return ClockState.RUNNING


def _first_counted_day(term: Term, anchor: date) -> date:
    return anchor if term.counts_day_zero else anchor + DAY


def _nominal_end(term: Term, anchor: date) -> date:
    end = anchor + term.days * DAY if term.days is not None else add_months(anchor, term.months or 0)
    return end - DAY if term.counts_day_zero else end


def _next_open_day(day: date, pauses: list[Pause]) -> date | None:
    """The first working day from `day` on that is not suspended."""
    while not is_working_day(day) or any(pause.holds(day) for pause in pauses):
        if any(pause.holds(day) and pause.until_date is None for pause in pauses):
            return None
        day += DAY
    return day
