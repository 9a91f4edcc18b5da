"""How a clock is shown to staff: one word for its state, one sentence for the days."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curriculum.enums import Confidence
from plans.enums import ClockState

#: From when on a clock that runs asks for attention. Not a rule of the law: only when the screen changes its colour.
SOON_DAYS = 7

STATES = {
    "late": gettext_lazy("too late"),
    "soon": gettext_lazy("ends within a week"),
    "suspended": gettext_lazy("suspended"),
    "ok": gettext_lazy("on time"),
    "met": gettext_lazy("all done"),
}
_CHIPS = {
    "late": ("danger", "warning"),
    "soon": ("warning", "hourglass"),
    "suspended": ("info", "pause"),
    "ok": ("neutral", "clock"),
    "met": ("done", "check"),
}


@dataclass(frozen=True, slots=True)
class ClockSign:
    """`state` is a key of STATES, `words` what stands on the chip."""

    label: str
    state: str
    words: str
    chip: str
    icon: str
    due_date: date | None
    met_on: date | None


def describe_clock(clock) -> ClockSign:
    """The sign of a plans.ClockView."""
    state = _state_of(clock)
    chip, icon = _CHIPS[state]
    return ClockSign(
        label=clock.kind.label,
        state=state,
        words=_words(clock, state),
        chip=chip,
        icon=icon,
        due_date=clock.due_date,
        met_on=clock.met_on,
    )


def say_confidence(clock) -> str:
    """How sure the rule of the clock is. What is not law never looks like law."""
    return str(Confidence(clock.confidence).label) if clock.confidence in Confidence.values else clock.confidence


def _state_of(clock) -> str:
    if not clock.state.is_open:
        return "met"
    if clock.state == ClockState.OVERDUE:
        return "late"
    if clock.state == ClockState.SUSPENDED:
        return "suspended"
    return "soon" if clock.days_left is not None and clock.days_left <= SOON_DAYS else "ok"


def _words(clock, state: str) -> str:
    days = clock.days_left
    if state == "met" or days is None:
        return str(clock.state.label)
    if state == "late":
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if state == "suspended":
        return str(clock.state.label)
    if days == 0:
        return _("ends today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


_RUNS = Q(plan__clocks__isnull=False, plan__clocks__retired_at__isnull=True)
_IS_OPEN = _RUNS & Q(plan__clocks__met_on__isnull=True)


def keep_clock_state(newcomers: QuerySet, state: str, *, on: date) -> QuerySet:
    """The newcomers of whom a clock stands in `state` on a day ("met": all clocks)."""
    if state == "met":
        has_clock = newcomers.filter(_RUNS).values("pk")
        return newcomers.filter(pk__in=has_clock).exclude(pk__in=newcomers.filter(_IS_OPEN).values("pk"))
    found = newcomers.filter(pk__in=newcomers.filter(_condition(state, on=on)).values("pk"))
    if state in {"soon", "ok"}:  # an end that is known may still be one that moves
        found = found.exclude(pk__in=newcomers.filter(_condition("suspended", on=on)).values("pk"))
    return found


def clock_conditions(*, on: date) -> dict[str, Q]:
    """What a counting query needs for the states that ask for attention."""
    return {state: _condition(state, on=on) for state in ("late", "soon", "suspended")}


def _condition(state: str, *, on: date) -> Q:
    stands_still = Q(
        plan__clocks__suspensions__isnull=False,
        plan__clocks__suspensions__withdrawn_at__isnull=True,
        plan__clocks__suspensions__from_date__lte=on,
    ) & (Q(plan__clocks__suspensions__until_date__isnull=True) | Q(plan__clocks__suspensions__until_date__gt=on))
    # A clock that stands still is never overdue: its end moves along with the suspension (plans.domain.clocks).
    match state:
        case "late":
            return _IS_OPEN & Q(plan__clocks__due_date__lt=on)
        case "soon":
            return _IS_OPEN & Q(plan__clocks__due_date__gte=on, plan__clocks__due_date__lte=_soon(on))
        case "suspended":
            return _IS_OPEN & stands_still
        case _:
            return _IS_OPEN & Q(plan__clocks__due_date__gt=_soon(on))


def _soon(on: date) -> date:
    return date.fromordinal(on.toordinal() + SOON_DAYS)
