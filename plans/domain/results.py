"""The official result of the MO test: the only thing that brings MO to its goal."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed

from ..enums import ComponentCode, ComponentStatus, DecisionKind, MessageType, Outcome
from ..models import OfficialResult, Plan, PlanComponent, PlanDecision
from .calendars import brussels_date
from .components import change_status
from .writing import assert_may_change, assert_reason, lock_plan, write_log, write_message


def record_official_result(
    *, plan: Plan, outcome: str, test_date: date, by, at: datetime, reference: str
) -> OfficialResult:
    """Record a result that the agency confirmed. Passed: MO reaches its goal. Not passed: MO goes on as it was.

    Raises Conflict for a reference that was recorded already, DomainError without reference, for a test in the future,
    or when MO is exempt or not applicable (that has to be corrected first, by a person).
    """
    assert_may_change(plan=plan, by=by)
    reference = _assert_facts(reference, test_date, at)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        _assert_reference_is_free(plan, reference)
        result = OfficialResult.objects.create(
            plan=plan,
            outcome=Outcome(outcome),
            test_date=test_date,
            reference=reference,
            recorded_by=by,
            recorded_at=at,
        )
        _follow(plan, result, by=by, at=at, reason="")
    return result


def correct_official_result(
    *, plan: Plan, result_id: int, outcome: str, test_date: date, by, at: datetime, reference: str, reason: str
) -> OfficialResult:
    """Put right a recorded result: a new row points at the wrong one. A goal that rested on it alone is open again.

    Raises Conflict when it was corrected already or the reference is that of another result, DomainError when nothing
    would change.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    reference = _assert_facts(reference, test_date, at)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        result = OfficialResult.objects.filter(pk=result_id, plan=plan).first()
        if result is None:
            raise NotAllowed
        if OfficialResult.objects.filter(corrects=result).exists():
            raise Conflict(_("This result was corrected already."))
        if (result.outcome, result.test_date, result.reference) == (outcome, test_date, reference):
            raise DomainError(_("That is what stands there."), code="same_result")
        _assert_reference_is_free(plan, reference, but_for=_chain_of(result))
        correction = OfficialResult.objects.create(
            plan=plan,
            outcome=Outcome(outcome),
            test_date=test_date,
            reference=reference,
            reason=reason,
            corrects=result,
            recorded_by=by,
            recorded_at=at,
        )
        _follow(plan, correction, by=by, at=at, reason=reason)
    return correction


def _follow(plan: Plan, result: OfficialResult, *, by, at: datetime, reason: str) -> None:
    """Log and announce the result, then bring the component in line with the results that stand."""
    decision = write_log(
        plan=plan,
        what=DecisionKind.OFFICIAL_RESULT,
        subject=ComponentCode.MO,
        from_value=result.corrects.outcome if result.corrects else "",
        to_value=result.outcome,
        reason=reason,
        reference=result.reference,
        corrects=_find_telling(plan, result.corrects) if result.corrects else None,
        by=by,
        at=at,
    )
    write_message(
        plan=plan,
        type=MessageType.RESULT_RECORDED,
        key=f"decision:{decision.pk}",
        scope=f"result:{_chain_of(result)[-1].pk}",
        data={
            "component": ComponentCode.MO,
            "outcome": result.outcome,
            "test_date": result.test_date.isoformat(),
            "reference": result.reference,
            "is_correction": result.corrects_id is not None,
        },
        at=at,
    )
    component = PlanComponent.objects.get(plan=plan, code=ComponentCode.MO)
    is_passed = OfficialResult.objects.filter(plan=plan, outcome=Outcome.PASSED, corrected_by__isnull=True).exists()
    if is_passed and component.status != ComponentStatus.GOAL_REACHED:
        if component.status in {ComponentStatus.EXEMPT, ComponentStatus.NOT_APPLICABLE}:
            raise DomainError(
                _("MO is “%(status)s”. Correct that first, then record the result.")
                % {"status": component.get_status_display()},
                code="not_required",
            )
        change_status(
            plan=plan,
            component=component,
            to=ComponentStatus.GOAL_REACHED,
            by=by,
            at=at,
            reason=reason,
            reference=result.reference,
        )
    elif not is_passed and component.status == ComponentStatus.GOAL_REACHED:
        change_status(
            plan=plan,
            component=component,
            to=ComponentStatus.RUNNING,
            by=by,
            at=at,
            reason=reason,
            corrects=plan.decisions.filter(
                what=DecisionKind.STATUS, subject=ComponentCode.MO, to_value=ComponentStatus.GOAL_REACHED
            )
            .order_by("-pk")
            .first(),
        )


def _find_telling(plan: Plan, result: OfficialResult) -> PlanDecision | None:
    """The line of the log that told of a result: each result of a plan wrote one, in the same order."""
    earlier = OfficialResult.objects.filter(plan=plan, pk__lt=result.pk).count()
    lines = PlanDecision.objects.filter(plan=plan, what=DecisionKind.OFFICIAL_RESULT)
    return lines.order_by("pk")[earlier : earlier + 1].first()


def _chain_of(result: OfficialResult) -> list[OfficialResult]:
    """The result and what it corrects, back to the row that was recorded first."""
    chain = [result]
    while chain[-1].corrects is not None:
        chain.append(chain[-1].corrects)
    return chain


def _assert_reference_is_free(plan: Plan, reference: str, *, but_for: Iterable[OfficialResult] = ()) -> None:
    same = OfficialResult.objects.filter(plan=plan, reference=reference)
    if same.exclude(pk__in=[result.pk for result in but_for]).exists():
        raise Conflict(_("A result with this reference was recorded already."), code="reference_taken")


def _assert_facts(reference: str, test_date: date, at: datetime) -> str:
    if not reference.strip():
        raise DomainError(_("Write down the reference of the official result."), code="reference_missing")
    if test_date > brussels_date(at):
        raise DomainError(_("The test cannot lie in the future."), code="date_out_of_range")
    return reference.strip()
