"""What was decided about her and why, in plain words. The reasons are hers to read; a phone is often not hers alone.

So the reasons stand behind a tap, are not printed, and a reason for letting a term stand still, which is often about
health, stands only among all her data (portals.own_data).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import format_date
from curriculum.enums import Regime
from plans import api as plans
from plans.enums import ClockKind, ComponentCode, ComponentStatus, DecisionKind, Outcome, SupportCode, SupportStatus
from pretrajectory.enums import StudyForm

from .plan_words import CLOCK_TITLES, name_part, name_status

_MAY_BE_ABOUT_HEALTH = {DecisionKind.SUSPENSION, DecisionKind.RESUMPTION, DecisionKind.CLOCK}
_OF_A_TERM = {
    DecisionKind.SUSPENSION: gettext_lazy("%(term)s: the term stands still. The days do not count."),
    DecisionKind.RESUMPTION: gettext_lazy("%(term)s: the term runs again. Every day counts."),
    DecisionKind.CLOCK_RETIRED: gettext_lazy("%(term)s: the last day that stood here does not hold any more."),
    DecisionKind.CLOCK: gettext_lazy("%(term)s: standing still was taken back. The last day moved."),
}
_RESULTS = {
    Outcome.PASSED: gettext_lazy("The official test: you passed."),
    Outcome.FAILED: gettext_lazy("The official test: not passed yet."),
}


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """`reason` is what staff wrote, in Dutch; empty with `is_elsewhere` when it stands only among all her data."""

    at: datetime
    text: str
    reason: str
    is_elsewhere: bool
    is_correction: bool
    is_by_person: bool


def list_decisions(history: Iterable[plans.DecisionView]) -> list[ShownDecision]:
    """The lines of a plan's history that say something to her, latest first as they come."""
    return [
        ShownDecision(
            at=row.at,
            text=text,
            reason="" if row.what in _MAY_BE_ABOUT_HEALTH else row.reason,
            is_elsewhere=bool(row.reason) and row.what in _MAY_BE_ABOUT_HEALTH,
            is_correction=row.is_correction,
            is_by_person=bool(row.decided_by),
        )
        for row in history
        if (text := _say(row))
    ]


def _say(row: plans.DecisionView) -> str:
    """Empty for what only follows from another line: a date that was counted anew, a term that was met."""
    match row.what:
        case DecisionKind.PLAN_OPENED:
            return _("Your plan was made.")
        case DecisionKind.STATUS:
            part, status = ComponentCode(row.subject), ComponentStatus(row.to_value)
            return _("%(part)s: %(status)s") % {"part": name_part(part), "status": name_status(status)}
        case DecisionKind.STUDY_FORM:
            return _("How you learn: %(form)s") % {"form": StudyForm(row.to_value).label}
        case DecisionKind.SUPPORT:
            support = {"part": SupportCode(row.subject).label, "status": SupportStatus(row.to_value).label}
            return _("%(part)s: %(status)s") % support
        case DecisionKind.CONTRACT:
            return _("The contract was signed on %(day)s.") % {"day": _say_day(row.to_value)}
        case DecisionKind.REGISTRATION:
            return _("The day on which you registered is now %(day)s. The terms were counted anew.") % {
                "day": _say_day(row.to_value)
            }
        case DecisionKind.REGIME:
            return _("The rules of this region now hold for your plan: %(region)s.") % {
                "region": dict(Regime.choices).get(row.to_value, row.to_value)
            }
        case DecisionKind.DECIDED if not row.to_value:
            return ""
        case DecisionKind.DECIDED:
            return _("The parts of your plan were decided on %(day)s.") % {"day": _say_day(row.to_value)}
        case DecisionKind.OFFICIAL_RESULT:
            return str(_RESULTS[Outcome(row.to_value)])
        case DecisionKind.CLOCK if not row.is_correction:
            return ""
        case _:
            return _OF_A_TERM[row.what] % {"term": CLOCK_TITLES[ClockKind(row.subject)]}


def _say_day(value: str) -> str:
    day: date | None = parse_date(value)
    return format_date(day) if day else value
