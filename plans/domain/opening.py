"""Opening a plan, and the two dates that hold it: registration and contract."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from curriculum.enums import Regime
from people import api as people

from ..enums import ClockKind, ComponentCode, DecisionKind, MessageType
from ..models import PendingUpdate, Plan, PlanComponent, PlanDecision
from .calendars import brussels_date
from .clock_changes import find_done_on, meet_clock, recompute_after_correction, start_clocks
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
        start_clocks(plan=plan, at=at)
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


def correct_registration(
    *,
    plan: Plan,
    registered_on: date,
    regime: str | None = None,
    by,
    at: datetime,
    reason: str,
) -> Plan:
    """Put right the day of registration (*aanmelding*) and whose rules hold; without `regime` these stay as they are.

    The clocks start anew by the rules of that regime and day; one without a rule there runs no longer. Her region
    follows the regime. Giving what stands there already starts clocks for which the curriculum had no rule before.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    if regime is not None and regime not in Regime.values:
        raise DomainError(_("Choose the region whose rules hold."), code="region_unknown")
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        _assert_before_facts(plan, registered_on, at=at)
        people.assert_born_before(registered_on, birth_date=plan.newcomer.birth_date)
        day, rules_of = plan.registered_on, plan.regime
        plan.registered_on, plan.regime = registered_on, regime or rules_of
        plan.save(update_fields=["registered_on", "regime"])
        told = {"by": by, "at": at, "reason": reason}
        if plan.regime != rules_of:
            people.correct_region(newcomer=plan.newcomer, region=plan.regime, by=by)
            line = _log_correction(plan, DecisionKind.REGIME, before=rules_of, after=plan.regime, **told)
        if registered_on != day or plan.regime == rules_of:
            before, after = day.isoformat(), registered_on.isoformat()
            line = _log_correction(plan, DecisionKind.REGISTRATION, before=before, after=after, **told)
        if (registered_on, plan.regime) != (day, rules_of):
            write_message(
                plan=plan,
                type=MessageType.REGISTRATION_CORRECTED,
                key=f"decision:{line.pk}",
                scope="registration",
                data={"regime": plan.regime, "registered_on": registered_on.isoformat()},
                at=at,
            )
        recompute_after_correction(plan=plan, **told)
    return plan


def _assert_before_facts(plan: Plan, registered_on: date, *, at: datetime) -> None:
    facts = [
        *plan.clocks.values_list("met_on", flat=True),
        *(find_done_on(plan=plan, kind=kind) for kind in ClockKind),
        brussels_date(at),
    ]
    if any(registered_on > day for day in facts if day):
        raise DomainError(
            _("The registration lies before today and before what was decided or signed."), code="date_out_of_range"
        )


def _log_correction(plan: Plan, what: DecisionKind, *, before: str, after: str, **told) -> PlanDecision:
    """The line points at the one it corrects: the latest that told the same, or the opening of the plan."""
    wrong = plan.decisions.filter(what__in=(DecisionKind.PLAN_OPENED, what)).order_by("-pk").first()
    return write_log(plan=plan, what=what, from_value=before, to_value=after, corrects=wrong, **told)
