"""The plan in plain words: what each part is, how it stands, when it is due, who does something now.

Pure functions over plans.PlanView: the numbers are those the case worker sees, only the words are hers.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import format_date
from plans import api as plans
from plans.enums import ClockKind, ClockState, ComponentCode, ComponentStatus, SupportCode, SupportStatus

from .learner_hours import format_minutes

BRUSSELS = "brussels"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One component: its name in her language and on Belgian paper, a picture, how it stands, and what that means."""

    code: str
    title: str
    dutch: str
    art: str
    about: str
    status: str
    kind: str  # of the chip
    icon: str
    text: str
    part: plans.ComponentView


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the way. `state` is "done", "now", "next" or "late"; `lines` are sentences; `source` says where the
    term comes from when it is not law."""

    title: str
    state: str
    lines: tuple[str, ...]
    days_left: str = ""
    unsure: str = ""


_PARTS = {
    ComponentCode.MO: (
        gettext_lazy("Getting to know life here"),
        "maatschappelijke oriëntatie (MO)",
        "theme-wonen",
        gettext_lazy("Lessons about living, working and rules in Belgium. At the end you take a test."),
    ),
    ComponentCode.NT2: (
        gettext_lazy("Dutch lessons"),
        "Nederlands als tweede taal (NT2)",
        "theme-onderwijs",
        gettext_lazy("You learn to understand and speak Dutch."),
    ),
    ComponentCode.WERK: (
        gettext_lazy("Help with finding work"),
        "inschrijving bij VDAB",
        "theme-werk",
        gettext_lazy("You register with the employment service. They help you to find work."),
    ),
    ComponentCode.PNT: (
        gettext_lazy("Meeting people"),
        "participatie- en netwerktraject (PNT)",
        "theme-vrije-tijd",
        gettext_lazy("You take part in something near you where people speak Dutch."),
    ),
}
_DUTCH_IN_BRUSSELS = {ComponentCode.WERK: "inschrijving bij Actiris"}

_STATUSES = {
    ComponentStatus.UNDECIDED: (
        gettext_lazy("Not decided yet"),
        "neutral",
        "question",
        gettext_lazy("Your case worker decides this after talking with you."),
    ),
    ComponentStatus.NOT_APPLICABLE: (
        gettext_lazy("Not for you"),
        "neutral",
        "minus",
        gettext_lazy("You do not have to do this."),
    ),
    ComponentStatus.EXEMPT: (
        gettext_lazy("Exempt"),
        "done",
        "check",
        gettext_lazy("You are exempt: you do not have to do this."),
    ),
    ComponentStatus.PLANNED: (
        gettext_lazy("Planned"),
        "info",
        "calendar",
        gettext_lazy("This is part of your plan. It has not started yet."),
    ),
    ComponentStatus.RUNNING: (
        gettext_lazy("Busy"),
        "busy",
        "hourglass",
        gettext_lazy("You are doing this now."),
    ),
    ComponentStatus.GOAL_REACHED: (
        gettext_lazy("Goal reached"),
        "done",
        "check",
        gettext_lazy("You have finished this. Well done!"),
    ),
    ComponentStatus.EFFORT_DECLARED: (
        gettext_lazy("Finished"),
        "done",
        "check",
        gettext_lazy("You did what you could. Your effort was written down and this part is closed."),
    ),
    ComponentStatus.STOPPED: (
        gettext_lazy("Stopped"),
        "warning",
        "warning",
        gettext_lazy("This was stopped. Ask your case worker what you can do."),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownSupport:
    """The voortraject on her plan: how it stands, what that means, how long she practised (empty when she did not)."""

    title: str
    status: str
    kind: str  # of the chip
    icon: str
    text: str
    practised: str


_SUPPORT = {
    SupportStatus.NOT_STARTED: ("info", "calendar", ""),
    SupportStatus.RUNNING: ("busy", "hourglass", gettext_lazy("You are doing this now.")),
    SupportStatus.DONE: ("done", "check", gettext_lazy("You have finished this. Well done!")),
    SupportStatus.BYPASSED: ("neutral", "minus", gettext_lazy("You go on without this.")),
    SupportStatus.STOPPED: (
        "warning",
        "warning",
        gettext_lazy("This was stopped. Ask your case worker what you can do."),
    ),
}


def show_support(support: plans.SupportView) -> ShownSupport | None:
    """None while nobody decided about it and she did nothing of it."""
    if support.status is None:
        return None
    kind, icon, text = _SUPPORT[support.status]
    practised = (
        _("You practised here: %(time)s.") % {"time": format_minutes(support.minutes)} if support.minutes else ""
    )
    title = str(SupportCode.VOORTRAJECT.label)
    return ShownSupport(title, str(support.status.label), kind, icon, str(text), practised)


def list_parts(plan: plans.PlanView) -> list[ShownPart]:
    """The components of a plan, in the order of the plan."""
    shown = []
    for part in plan.components:
        title, dutch, art, about = _PARTS[part.code]
        status, kind, icon, text = _STATUSES[part.status]
        if plan.regime == BRUSSELS:
            dutch = _DUTCH_IN_BRUSSELS.get(part.code, dutch)
        shown.append(
            ShownPart(part.code.value, str(title), dutch, art, str(about), str(status), kind, icon, str(text), part)
        )
    return shown


def name_part(code: ComponentCode) -> str:
    """What she calls a component."""
    return str(_PARTS[code][0])


def name_status(status: ComponentStatus) -> str:
    """What she calls a status."""
    return str(_STATUSES[status][0])


def list_steps(plan: plans.PlanView) -> list[ShownStep]:
    """The way from the registration to the contract and on, with every date in words."""
    steps = [
        ShownStep(
            title=_("You registered"),
            state="done",
            lines=(
                _("On %(day)s you registered with the agency.") % {"day": format_date(plan.registered_on)},
                _("Region: %(region)s. Its rules hold for your plan.") % {"region": plan.regime_name},
            ),
        )
    ]
    is_first_open = True
    for kind in ClockKind:
        clock = plan.clock(kind)
        if clock is None:
            step = _step_without_term(plan, kind, is_first_open=is_first_open)
        else:
            step = _step_of_clock(clock, is_first_open=is_first_open)
        steps.append(step)
        is_first_open = is_first_open and step.state == "done"
    has_contract = plan.contract_signed_on is not None
    steps.append(
        ShownStep(
            title=_("You follow your plan"),
            state="now" if has_contract else "next",
            lines=(_("You do the parts of your plan, one by one or together."),),
        )
    )
    return steps


CLOCK_TITLES = {
    ClockKind.COMPONENTS_DECIDED: gettext_lazy("Deciding what you do"),
    ClockKind.CONTRACT_SIGNED: gettext_lazy("Signing the contract"),
}
_WHO = {
    ClockKind.COMPONENTS_DECIDED: gettext_lazy(
        "Your case worker decides with you which parts you do and for which parts you are exempt."
    ),
    ClockKind.CONTRACT_SIGNED: gettext_lazy("You and your case worker sign the integration contract."),
}
_DONE = {
    ClockKind.COMPONENTS_DECIDED: gettext_lazy("This was decided on %(day)s."),
    ClockKind.CONTRACT_SIGNED: gettext_lazy("The contract was signed on %(day)s."),
}


def _step_without_term(plan: plans.PlanView, kind: ClockKind, *, is_first_open: bool) -> ShownStep:
    title = str(CLOCK_TITLES[kind])
    if kind == ClockKind.CONTRACT_SIGNED and plan.contract_signed_on is not None:
        line = _DONE[kind] % {"day": format_date(plan.contract_signed_on)}
        return ShownStep(title=title, state="done", lines=(line,))
    if kind == ClockKind.COMPONENTS_DECIDED and all(part.status.is_decided for part in plan.components):
        return ShownStep(title=title, state="done", lines=(_("Every part of your plan was decided."),))
    lines = (str(_WHO[kind]), _("We do not know the last day. Ask your case worker."))
    return ShownStep(title=title, state="now" if is_first_open else "next", lines=lines)


def _step_of_clock(clock: plans.ClockView, *, is_first_open: bool) -> ShownStep:
    title = str(CLOCK_TITLES[clock.kind])
    if clock.met_on is not None:
        return ShownStep(title=title, state="done", lines=(_DONE[clock.kind] % {"day": format_date(clock.met_on)},))
    return ShownStep(
        title=title,
        state="late" if clock.state == ClockState.OVERDUE else "now" if is_first_open else "next",
        lines=(str(_WHO[clock.kind]), *_list_term_lines(clock)),
        days_left=_say_days_left(clock),
        unsure=_say_how_sure(clock),
    )


def _list_term_lines(clock: plans.ClockView) -> list[str]:
    if clock.state == ClockState.SUSPENDED:
        if clock.due_date is None:
            return [_("The term stands still for now. The days do not count.")]
        told = _("The term stands still for now. The new last day is %(day)s.") % _day(clock.due_date)
        return [told, *_list_day_off_lines(clock.due_date)]
    if clock.state == ClockState.OVERDUE:
        return [
            _("The last day was %(day)s.") % _day(clock.due_date),
            _("Call your office and ask what happens now."),
        ]
    if clock.due_date is None:
        return [_("We do not know the last day. Ask your case worker.")]
    return [_("The last day is %(day)s.") % _day(clock.due_date), *_list_day_off_lines(clock.due_date)]


def _list_day_off_lines(day: date) -> list[str]:
    """That the last day is in the weekend or a holiday. What that does to the term is not known, so nothing is said of it."""
    if plans.is_public_holiday(day):
        return [_("That day is a public holiday in Belgium.")]
    return [_("That day is in the weekend.")] if plans.is_weekend(day) else []


def _day(day: date | None) -> dict[str, str]:
    return {"day": format_date(day, style="full")}


def _say_days_left(clock: plans.ClockView) -> str:
    if clock.days_left is None or clock.state != ClockState.RUNNING:
        return ""
    if clock.days_left == 0:
        return _("today")
    return ngettext("%(count)s day left", "%(count)s days left", clock.days_left) % {"count": clock.days_left}


def _say_how_sure(clock: plans.ClockView) -> str:
    """What is not law is never shown as law."""
    if clock.is_law or clock.due_date is None:
        return ""
    return _("This is the term we know. Your case worker confirms it.")
