"""Deciding which components a newcomer follows, and moving them on."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError

from .. import rules
from ..enums import ClockKind, ComponentCode, ComponentStatus, DecisionKind, MessageType
from ..models import Evidence, Plan, PlanComponent, PlanDecision
from .calendars import brussels_date
from .clock_changes import meet_clock
from .writing import assert_may_change, assert_reason, lock_plan, write_log, write_message


def decide_components(
    *,
    plan: Plan,
    decisions: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    decided_on: date | None = None,
    by,
    at: datetime,
) -> Plan:
    """Decide undecided components: {code: "planned" | "exempt" | "not_applicable"}.

    `reasons` (per code) are needed for what is not planned. When the last component is decided its clock is
    met on `decided_on` (today by default). Raises Conflict when a component was decided already.
    """
    assert_may_change(plan=plan, by=by)
    decided_on = decided_on or brussels_date(at)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        _assert_day(plan, decided_on, at=at)
        components = _components_of(plan)
        for code, status in decisions.items():
            component = components[ComponentCode(code)]
            if component.status != ComponentStatus.UNDECIDED:
                raise Conflict(_("%(component)s was decided already.") % {"component": component.get_code_display()})
            reason = (reasons or {}).get(code, "")
            _move(plan, component, ComponentStatus(status), on=decided_on, by=by, at=at, reason=reason)
        if all(ComponentStatus(component.status).is_decided for component in components.values()):
            meet_clock(plan=plan, kind=ClockKind.COMPONENTS_DECIDED, met_on=decided_on, by=by, at=at)
        if Evidence.objects.filter(plan=plan, component=ComponentCode.MO).exists():
            start_running(plan=plan, code=ComponentCode.MO, at=at)
    return plan


def set_component_status(
    *,
    plan: Plan,
    code: str,
    status: str,
    decided_on: date | None = None,
    by,
    at: datetime,
    reason: str = "",
    reference: str = "",
) -> PlanComponent:
    """Move one component on, from `decided_on` (today by default). A goal that is reached needs the reference of its proof
    (certificate, registration).

    Raises DomainError when that status cannot follow: "only_official_result" for MO, "not_next" otherwise.
    """
    assert_may_change(plan=plan, by=by)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        on = decided_on or brussels_date(at)
        _assert_day(plan, on, at=at)
        component = _components_of(plan)[ComponentCode(code)]
        _move(plan, component, ComponentStatus(status), on=on, by=by, at=at, reason=reason, reference=reference)
        if component.code == ComponentCode.MO and Evidence.objects.filter(plan=plan, component=component.code).exists():
            start_running(plan=plan, code=ComponentCode.MO, at=at)
    component.refresh_from_db()
    return component


def correct_component_status(
    *, plan: Plan, code: str, status: str, decided_on: date | None = None, by, at: datetime, reason: str
) -> PlanComponent:
    """Put right a status that was set by mistake, or its day. The mistake stays in the log; the correction points at it.

    Back to undecided, the term for deciding the components runs again.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    wanted = ComponentStatus(status)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        on = decided_on or brussels_date(at)
        _assert_day(plan, on, at=at)
        component = _components_of(plan)[ComponentCode(code)]
        if component.code == ComponentCode.MO and ComponentStatus.GOAL_REACHED in {wanted, component.status}:
            raise _only_by_result()
        if wanted == component.status and (decided_on is None or on == component.since or not wanted.is_decided):
            raise DomainError(_("Choose another status or another day than the present one."), code="not_next")
        mistake = (
            PlanDecision.objects.filter(plan=plan, what=DecisionKind.STATUS, subject=code)
            .order_by("-at", "-pk")
            .first()
        )
        change_status(plan=plan, component=component, to=wanted, on=on, by=by, at=at, reason=reason, corrects=mistake)
        if not wanted.is_decided:
            meet_clock(plan=plan, kind=ClockKind.COMPONENTS_DECIDED, met_on=None, by=by, at=at, reason=reason)
    return component


def start_running(*, plan: Plan, code: ComponentCode, at: datetime) -> None:
    """First evidence: a planned component runs. Anything else stays as a person left it."""
    component = PlanComponent.objects.filter(plan=plan, code=code).first()
    if component is not None and component.status == ComponentStatus.PLANNED:
        change_status(plan=plan, component=component, to=ComponentStatus.RUNNING, by=None, at=at)


def change_status(
    *,
    plan: Plan,
    component: PlanComponent,
    to: ComponentStatus,
    on: date | None = None,
    by,
    at: datetime,
    reason: str = "",
    reference: str = "",
    corrects: PlanDecision | None = None,
) -> None:
    """Write, log and announce a status of a locked plan, from the day `on` (today by default). The callers have checked
    that it may follow."""
    before, today = component.status, brussels_date(at)
    on = on or today
    component.status, component.changed_at, component.since = to, at, on if to.is_decided else None
    component.save(update_fields=["status", "changed_at", "since"])
    decision = write_log(
        plan=plan,
        what=DecisionKind.STATUS,
        subject=component.code,
        from_value=before,
        to_value=to,
        reason=reason,
        reference=reference,
        corrects=corrects,
        decided_on=on if on != today else None,
        by=by,
        at=at,
    )
    write_message(
        plan=plan,
        type=MessageType.STATUS_CHANGED,
        key=f"decision:{decision.pk}",
        scope=f"status:{component.code}",
        data={
            "component": component.code,
            "from": before,
            "to": to,
            "decided_on": on.isoformat(),
            "is_correction": corrects is not None,
        },
        at=at,
    )


def _assert_day(plan: Plan, decided_on: date, *, at: datetime) -> None:
    if not plan.registered_on <= decided_on <= brussels_date(at):
        raise DomainError(_("The decision lies between the registration and today."), code="date_out_of_range")


def _move(plan, component, wanted: ComponentStatus, *, on: date, by, at, reason="", reference="") -> None:
    current = ComponentStatus(component.status)
    code = ComponentCode(component.code)
    if code == ComponentCode.MO and wanted == ComponentStatus.GOAL_REACHED:
        raise _only_by_result()
    if not rules.can_follow(code=code, current=current, wanted=wanted):
        raise DomainError(
            _("%(component)s is “%(current)s”; “%(wanted)s” cannot follow. Use a correction if it was a mistake.")
            % {"component": component.get_code_display(), "current": current.label, "wanted": wanted.label},
            code="not_next",
        )
    if rules.needs_reason(current=current, wanted=wanted):
        reason = assert_reason(reason)
    if wanted == ComponentStatus.GOAL_REACHED and not reference.strip():
        raise DomainError(_("Write down the reference of the proof."), code="reference_missing")
    change_status(
        plan=plan,
        component=component,
        to=wanted,
        on=on,
        by=by,
        at=at,
        reason=reason.strip(),
        reference=reference.strip(),
    )


def _components_of(plan: Plan) -> dict[ComponentCode, PlanComponent]:
    return {ComponentCode(row.code): row for row in PlanComponent.objects.filter(plan=plan).order_by("pk")}


def _only_by_result() -> DomainError:
    return DomainError(
        _("Only the confirmed result of the official MO test sets this goal to reached."), code="only_official_result"
    )
