"""Opening a plan, and the two dates that hold it: registration and contract."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from people import api as people

from ..enums import ClockKind, ComponentCode, DecisionKind, MessageType
from ..models import PendingUpdate, Plan, PlanComponent
from .calendars import brussels_date
from .clock_changes import meet_clock, recompute_after_correction, start_clocks
from .writing import assert_may_change, assert_reason, lock_plan, write_log, write_message


def open_plan(*, newcomer, registered_on: date, regime: str, by, at: datetime) -> Plan:
    """Open the plan of a newcomer and start its clocks. A plan that is open already is returned as it is.

    `by` may be whoever may open her dossier; None stands for an import by the operator.
    """
    if by is not None and not people.can_open_dossier(by, newcomer):
        raise NotAllowed
    with transaction.atomic():
        plan, is_new = Plan.objects.get_or_create(
            newcomer=newcomer,
            defaults={"regime": regime, "registered_on": registered_on, "opened_at": at, "opened_by": by},
        )
        if not is_new:
            return plan
        plan = lock_plan(plan.pk)
        PlanComponent.objects.bulk_create(PlanComponent(plan=plan, code=code, changed_at=at) for code in ComponentCode)
        start_clocks(plan=plan)
        write_log(plan=plan, what=DecisionKind.PLAN_OPENED, to_value=registered_on.isoformat(), by=by, at=at)
        write_message(
            plan=plan,
            type=MessageType.PLAN_OPENED,
            key=f"opened:{plan.uuid}",
            data={"regime": regime, "registered_on": registered_on.isoformat()},
            at=at,
        )
        PendingUpdate.objects.filter(newcomer=newcomer, resolved_at__isnull=True).update(next_try_at=at)
    return plan


def sign_contract(*, plan: Plan, signed_on: date, by, at: datetime, reference: str = "") -> Plan:
    """Note that the contract (*inburgeringscontract*) was signed; its clock is met, in time or late.

    Raises Conflict when it was signed already, DomainError when the day lies before the registration or ahead.
    """
    return _set_contract_date(plan=plan, signed_on=signed_on, by=by, at=at, reference=reference)


def correct_contract_date(*, plan: Plan, signed_on: date, by, at: datetime, reason: str) -> Plan:
    """Put right the day on which the contract was signed."""
    return _set_contract_date(plan=plan, signed_on=signed_on, by=by, at=at, reason=assert_reason(reason))


def _set_contract_date(*, plan, signed_on, by, at, reason="", reference="") -> Plan:
    assert_may_change(plan=plan, by=by)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        before = plan.contract_signed_on
        if before is not None and not reason:
            raise Conflict(_("The contract was signed already, on %(day)s.") % {"day": before.strftime("%d/%m/%Y")})
        if before is None and reason:
            raise DomainError(_("The contract is not signed yet."), code="not_signed")
        if before == signed_on:
            raise DomainError(_("That is the date that stands there."), code="same_date")
        if not plan.registered_on <= signed_on <= brussels_date(at):
            raise DomainError(_("The contract is signed between the registration and today."), code="date_out_of_range")
        plan.contract_signed_on = signed_on
        plan.save(update_fields=["contract_signed_on"])
        decision = write_log(
            plan=plan,
            what=DecisionKind.CONTRACT,
            from_value=str(before or ""),
            to_value=signed_on.isoformat(),
            reason=reason,
            reference=reference.strip(),
            corrects=plan.decisions.filter(what=DecisionKind.CONTRACT).order_by("-pk").first() if before else None,
            by=by,
            at=at,
        )
        write_message(
            plan=plan,
            type=MessageType.CONTRACT_SIGNED,
            key=f"decision:{decision.pk}",
            scope="contract",
            data={"signed_on": signed_on.isoformat(), "is_correction": before is not None},
            at=at,
        )
        meet_clock(plan=plan, kind=ClockKind.CONTRACT_SIGNED, met_on=signed_on, by=by, at=at, reason=reason)
    return plan


def correct_registration_date(*, plan: Plan, registered_on: date, by, at: datetime, reason: str) -> Plan:
    """Put right the day of registration (*aanmelding*). The clocks start anew from it, by the rules of that day.

    Giving the same day again starts clocks that were missing because the curriculum had no rule for them.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        earliest_fact = min(
            (day for day in (plan.contract_signed_on, *plan.clocks.values_list("met_on", flat=True)) if day),
            default=None,
        )
        if registered_on > brussels_date(at) or (earliest_fact is not None and registered_on > earliest_fact):
            raise DomainError(
                _("The registration lies before today and before what was decided or signed."), code="date_out_of_range"
            )
        before, plan.registered_on = plan.registered_on, registered_on
        plan.save(update_fields=["registered_on"])
        told_first = (DecisionKind.PLAN_OPENED, DecisionKind.REGISTRATION)
        write_log(
            plan=plan,
            what=DecisionKind.REGISTRATION,
            from_value=before.isoformat(),
            to_value=registered_on.isoformat(),
            reason=reason,
            corrects=plan.decisions.filter(what__in=told_first).order_by("-pk").first(),
            by=by,
            at=at,
        )
        recompute_after_correction(plan=plan, by=by, at=at, reason=reason)
    return plan
