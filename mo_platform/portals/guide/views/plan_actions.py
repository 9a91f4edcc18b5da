"""Decisions about a plan, each on a page of its own. The form asks, plans decides and logs, the dossier shows it.

Only case workers of her office change a plan (plans.can_change_plan); for everybody else these pages do not exist. What
all of them have in common stands in `plan_page`.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.dates import format_date
from people import api as people
from people.enums import Role
from plans import api as plans
from plans.enums import ClockKind, DecisionKind

from .. import plan_forms
from ..plan_page import decide_on_plan
from ..terms import say_basis, say_length

may_decide = people.staff_required(Role.CASE_WORKER)

STATUS = (DecisionKind.STATUS,)
CONTRACT = (DecisionKind.CONTRACT,)
RESULTS = (DecisionKind.OFFICIAL_RESULT,)
REGISTRATION = (DecisionKind.PLAN_OPENED, DecisionKind.REGISTRATION, DecisionKind.REGIME)
TERMS = (
    DecisionKind.SUSPENSION,
    DecisionKind.RESUMPTION,
    DecisionKind.CLOCK,
    DecisionKind.CLOCK_RETIRED,
    DecisionKind.DECIDED,
)


@may_decide
@require_http_methods(["GET", "POST"])
def decide_components(request, uuid):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.DecideComponentsForm,
        about=STATUS,
        is_possible=lambda plan: any(not component.status.is_decided for component in plan.components),
        title=_("Decide which parts belong to her trajectory"),
        lead=_("You decide; the newcomer can read each decision and its reason."),
        button=_("Decide"),
        done=_say_decided,
        act=lambda plan, form, at: plans.decide_components(
            plan=plan,
            decisions=form.read_decisions(),
            reasons=form.read_reasons(),
            decided_on=form.cleaned_data["decided_on"],
            by=request.user,
            at=at,
        ),
    )


def _say_decided(plan: plans.PlanView) -> str:
    """A decision about some parts does not end the term: what is still open is named."""
    open_parts = [component.code.value for component in plan.components if not component.status.is_decided]
    if not open_parts:
        return _("The decision stands in the plan. Every part is decided.")
    said = _("The decision stands in the plan. Not decided yet: %(parts)s.") % {"parts": ", ".join(open_parts)}
    clock = plan.clock(ClockKind.COMPONENTS_DECIDED)
    if clock is None:
        return said
    runs = (
        _("The term “%(term)s” runs on until %(day)s.") % {"term": clock.kind.label, "day": format_date(clock.due_date)}
        if clock.due_date
        else _("The term “%(term)s” stands still and is not met.") % {"term": clock.kind.label}
    )
    return f"{said} {runs}"


@may_decide
@require_http_methods(["GET", "POST"])
def change_status(request, uuid, code):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.StatusForm,
        about=STATUS,
        code=code,
        is_possible=lambda plan: plan.component(code).status.is_decided and plan.component(code).next_statuses,
        title=_("Change the status of %(component)s") % {"component": code},
        lead=_mo_note(code),
        button=_("Change the status"),
        done=_("The status was changed."),
        act=lambda plan, form, at: plans.set_component_status(
            plan=plan, code=code, by=request.user, at=at, **form.cleaned_data
        ),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def correct_status(request, uuid, code):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.CorrectStatusForm,
        about=STATUS,
        code=code,
        is_possible=lambda plan: plan.component(code).status.is_decided,
        title=_("Correct the status of %(component)s") % {"component": code},
        lead=_("For a mistake only. The mistake stays readable in the history; the correction points at it."),
        button=_("Correct the status"),
        done=_("The status was corrected."),
        act=lambda plan, form, at: plans.correct_component_status(
            plan=plan, code=code, by=request.user, at=at, **form.cleaned_data
        ),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def correct_decided(request, uuid):
    """The day on which the last part was decided: it met the term."""
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.DecidedDateForm,
        about=TERMS,
        is_possible=lambda plan: _is_met(plan.clock(ClockKind.COMPONENTS_DECIDED)),
        title=_("Correct the day of the decision"),
        lead=_("On this day the last part was decided: it says whether the term was met in time."),
        button=_("Save the date"),
        done=_("The day of the decision was corrected."),
        act=lambda plan, form, at: plans.correct_decided_date(plan=plan, by=request.user, at=at, **form.cleaned_data),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def sign_contract(request, uuid):
    """The first time a signature, afterwards a correction of its day."""

    def act(plan, form, at):
        write = plans.correct_contract_date if "reason" in form.fields else plans.sign_contract
        write(plan=plan, by=request.user, at=at, **form.cleaned_data)

    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.ContractForm,
        about=CONTRACT,
        title=_("The inburgeringscontract"),
        lead=_lead_of_contract,
        button=_("Save the date"),
        done=_("The contract stands in the plan."),
        act=act,
    )


def _lead_of_contract(plan: plans.PlanView) -> str:
    """Names the term as it was frozen in this plan, or says that none runs."""
    clock = plan.clock(ClockKind.CONTRACT_SIGNED)
    if clock is None:
        return _("Both have signed it. No rule is known for this term, so no term ends with it.")
    return _("Both have signed it. The term of %(length)s ends with it (%(basis)s).") % {
        "length": say_length(days=clock.days, months=clock.months),
        "basis": say_basis(confidence=clock.confidence, checked_on=clock.checked_on),
    }


@may_decide
@require_http_methods(["GET", "POST"])
def suspend_clocks(request, uuid):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.SuspendForm,
        about=TERMS,
        is_possible=lambda plan: any(clock.state.is_open for clock in plan.clocks),
        title=_("Suspend the terms"),
        lead=_("The days in between do not count: the end moves along. The newcomer reads that on her plan."),
        button=_("Suspend"),
        done=_("The terms are suspended."),
        act=lambda plan, form, at: plans.suspend_clocks(plan=plan, by=request.user, at=at, **form.read_suspension()),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def resume_clocks(request, uuid):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.ResumeForm,
        about=TERMS,
        is_possible=lambda plan: any(_is_open(pause) for clock in plan.clocks for pause in clock.suspensions),
        title=_("Let the terms run again"),
        lead=_("From this day on every day counts again."),
        button=_("Let them run"),
        done=_("The terms run again."),
        act=lambda plan, form, at: plans.resume_clocks(plan=plan, by=request.user, at=at, **form.cleaned_data),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def withdraw_suspension(request, uuid, number):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.WithdrawForm,
        about=TERMS,
        form_extra=lambda plan: {"twins": _list_twins(plan, number)},
        is_possible=lambda plan: _find_suspension(plan, number) is not None,
        title=_("Withdraw a suspension"),
        lead=lambda plan: _lead_of_withdrawal(plan, number),
        button=_("Withdraw it"),
        done=_("The suspension does not count any more."),
        act=lambda plan, form, at: plans.correct_suspension(
            plan=plan, suspension_id=number, by=request.user, at=at, **form.cleaned_data
        ),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def correct_registration(request, uuid):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.RegistrationForm,
        about=REGISTRATION,
        title=_("Correct the registration"),
        lead=_("The terms are counted anew. One for which that region has no rule runs no longer; the log keeps it."),
        button=_("Correct the registration"),
        done=_("The registration was corrected."),
        act=lambda plan, form, at: plans.correct_registration(plan=plan, by=request.user, at=at, **form.cleaned_data),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def record_result(request, uuid):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.ResultForm,
        about=RESULTS,
        title=_("Official result of the MO test"),
        lead=_("Only a result that the agency confirmed. Passed: MO reaches its goal. Practice here never does that."),
        button=_("Save the result"),
        done=_("The official result stands in the plan."),
        act=lambda plan, form, at: plans.record_official_result(plan=plan, by=request.user, at=at, **form.cleaned_data),
    )


@may_decide
@require_http_methods(["GET", "POST"])
def correct_result(request, uuid, number):
    return decide_on_plan(
        request,
        uuid,
        form_class=plan_forms.CorrectResultForm,
        about=RESULTS,
        form_extra=lambda plan: {"result": _find_result(plan, number)},
        is_possible=lambda plan: not _find_result(plan, number).is_corrected,
        title=_("Correct an official result"),
        lead=_(
            "For a mistake only. The mistake stays readable; the correction points at it. "
            "A goal that rested on this result alone is open again."
        ),
        button=_("Correct the result"),
        done=_("The official result was corrected."),
        act=lambda plan, form, at: plans.correct_official_result(
            plan=plan, result_id=number, by=request.user, at=at, **form.cleaned_data
        ),
    )


def _find_result(plan, number: int):
    """The result of this plan; another plan's answers like a missing one."""
    found = next((result for result in plan.results if result.id == number), None)
    if found is None:
        raise Http404
    return found


def _find_suspension(plan, number: int):
    """The clock and its suspension with that number, when it is in force; else None."""
    return next(
        (
            (clock, pause)
            for clock in plan.clocks
            for pause in clock.suspensions
            if pause.id == number and not pause.is_withdrawn
        ),
        None,
    )


def _list_twins(plan, number: int) -> list[ClockKind]:
    """The other clocks that were suspended by the same act and still are."""
    clock, pause = _find_suspension(plan, number)
    return [
        other.kind
        for other in plan.clocks
        if other.kind != clock.kind
        and any(twin.suspended_at == pause.suspended_at and not twin.is_withdrawn for twin in other.suspensions)
    ]


def _lead_of_withdrawal(plan, number: int) -> str:
    """Which suspension it is: of which term, over which days."""
    clock, pause = _find_suspension(plan, number)
    days = {
        "term": clock.kind.label,
        "start": format_date(pause.from_date),
        "end": format_date(pause.until_date),
        "reason": pause.reason,
    }
    which = (
        _("“%(term)s”, suspended from %(start)s until %(end)s (%(reason)s).") % days
        if pause.until_date
        else _("“%(term)s”, suspended from %(start)s, no end yet (%(reason)s).") % days
    )
    return f"{which} {_('For a mistake only. It stays readable and no longer counts: the term ends earlier again.')}"


def _mo_note(code: str) -> str:
    if code != "MO":
        return ""
    return _("“Goal reached” is not in this list: only the confirmed result of the official test sets it.")


def _is_met(clock) -> bool:
    return clock is not None and clock.met_on is not None


def _is_open(pause) -> bool:
    return pause.until_date is None and not pause.is_withdrawn
