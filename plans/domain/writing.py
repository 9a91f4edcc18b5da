"""What every change of a plan shares: permission, the lock, the log line, the message. Used inside plans only."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed

from .. import rules, signals
from ..enums import DecisionKind, MessageType
from ..models import OutboxMessage, Plan, PlanDecision


def assert_may_change(*, plan: Plan, by) -> None:
    """Raises NotAllowed unless `by` is a case worker of the newcomer's office."""
    if by is None or not rules.can_change_plan(by, plan.newcomer):
        raise NotAllowed


def assert_reason(reason: str) -> str:
    """The reason without spaces around it. Raises DomainError when nothing is left."""
    if not reason.strip():
        raise DomainError(
            _("Write down why. The newcomer and your colleagues must be able to read it."), code="reason_missing"
        )
    return reason.strip()


def lock_plan(plan_id: int) -> Plan:
    """The plan with its newcomer, locked until the transaction ends: writers of one plan queue up here."""
    return _locked().get(pk=plan_id)


def lock_plan_of(newcomer_id: int) -> Plan:
    """The same, by the newcomer. Raises Plan.DoesNotExist."""
    return _locked().get(newcomer_id=newcomer_id)


def assert_unchanged(*, plan: Plan, kinds: Collection[DecisionKind], subject: str = "", seen: int) -> None:
    """Lock the plan until the caller's transaction ends. `seen` is the number of the last line of the log that she who
    decides has read, of the `kinds` her decision is about (and of one component, when `subject` names it).

    Raises Conflict (`plan_changed`) when a later line stands there, so that nothing is taken back unseen.
    """
    lines = lock_plan(plan.pk).decisions.filter(what__in=kinds)
    if subject:
        lines = lines.filter(subject=subject)
    if (lines.aggregate(last=Max("pk"))["last"] or 0) != seen:
        raise Conflict(_("Somebody changed this at the same moment. Nothing of yours was saved."), code="plan_changed")


def _locked() -> QuerySet[Plan]:
    return Plan.objects.select_for_update(of=("self",)).select_related("newcomer__organisation")


def write_log(*, plan: Plan, what: DecisionKind, by, at: datetime, **fields: Any) -> PlanDecision:
    """Append a line to the plan's log."""
    return PlanDecision.objects.create(plan=plan, what=what, decided_by=by, at=at, **fields)


def write_message(
    *, plan: Plan, type: MessageType, key: str, data: dict[str, Any], at: datetime, scope: str = ""
) -> OutboxMessage:
    """Append a message to the outbox of a locked plan and announce it, inside the transaction of the change."""
    plan.last_sequence += 1
    Plan.objects.filter(pk=plan.pk).update(last_sequence=plan.last_sequence)
    message = OutboxMessage.objects.create(
        plan=plan,
        sequence=plan.last_sequence,
        key=key,
        type=type,
        scope=scope,
        subject=plan.newcomer.uuid,
        data=data,
        created_at=at,
    )
    signals.message_written.send(sender=OutboxMessage, message=message, organisation_id=plan.newcomer.organisation_id)
    return message
