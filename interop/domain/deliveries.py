"""Bringing messages to receivers: the rows, who takes them, how a try ends.

Nothing here trusts the broker. A row is created with the message; a worker claims it, sends, writes down the end. A
worker that dies leaves a claim that runs out; the message is then sent again under the same id, and the receiver knows
it by that id. Messages of one plan go to a receiver in their order.
"""

import random
import uuid
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.errors import DomainError

from ..enums import OPEN_STATES, DeliveryState, ReceiverChangeKind, TryError
from ..models import Delivery, DeliveryTry, Receiver, ReceiverChange
from . import policy
from .envelope import seal
from .policy import Attempt, Verdict
from .sending import post


def plan_deliveries(*, message, organisation_id: int) -> list[Delivery]:
    """Rows for every receiver that wants this message, in the transaction that writes it."""
    receivers = [
        receiver
        for receiver in Receiver.objects.active().for_office(organisation_id).order_by("pk")
        if message.type in receiver.message_types
    ]
    return Delivery.objects.bulk_create(
        Delivery(
            receiver=receiver,
            message=message,
            plan_id=message.plan_id,
            sequence=message.sequence,
            webhook_id=message.pk,
            type=message.type,
            next_try_at=message.created_at,
            created_at=message.created_at,
        )
        for receiver in receivers
    )


def deliver(*, delivery_id: int, at: datetime) -> Delivery | None:
    """Try one delivery if it is due and free. Returns the next one of that plan to send, if any."""
    delivery = claim_delivery(delivery_id=delivery_id, at=at)
    if delivery is None:
        return None
    try:
        attempt = post(delivery.receiver.url, seal(delivery, at=at))
    except Exception:
        # Ours (a secret that cannot be read, a bug): noted, retried like any other, and visible in the log.
        _finish(delivery, Attempt(error=TryError.FAULT), at)
        raise
    if not _finish(delivery, attempt, at):
        return None
    return find_next(delivery=delivery, at=at)


def claim_delivery(*, delivery_id: int, at: datetime) -> Delivery | None:
    """Take a due delivery for a while; None when it is not due, not its turn, or somebody else's."""
    delivery = (
        Delivery.objects.due(at)
        .to_reachable_receivers(at)
        .first_of_their_plan()
        .select_related("receiver", "message")
        .filter(pk=delivery_id)
        .first()
    )
    if delivery is None or not _may_knock(delivery.receiver, at):
        return None
    claim = uuid.uuid4()
    # Only own columns in the condition: of two workers that saw the same row, one finds it changed.
    taken = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, claim=delivery.claim).update(
        state=DeliveryState.SENDING,
        claim=claim,
        claimed_until=at + policy.CLAIM,
        attempts=F("attempts") + 1,
    )
    if not taken:
        return None
    if delivery.state == DeliveryState.SENDING:  # its worker died, or was far too slow
        DeliveryTry.objects.create(delivery=delivery, at=at, error=TryError.INTERRUPTED)
    delivery.state, delivery.claim, delivery.attempts = DeliveryState.SENDING, claim, delivery.attempts + 1
    return delivery


def _may_knock(receiver: Receiver, at: datetime) -> bool:
    """A receiver that rested is tried by one worker alone; the others wait for how that goes."""
    if receiver.rest_until is None:
        return True
    return bool(
        Receiver.objects.filter(pk=receiver.pk, rest_until=receiver.rest_until).update(rest_until=at + policy.CLAIM)
    )


def _finish(delivery: Delivery, attempt: Attempt, at: datetime) -> bool:
    """Write down how a try ended; True when it was delivered."""
    ended_at = at + timedelta(milliseconds=attempt.duration_ms)
    verdict = policy.judge(attempt, attempts=delivery.attempts, chance=random.random())  # noqa: S311
    with transaction.atomic():
        row = Delivery.objects.filter(pk=delivery.pk)
        if row.select_for_update(of=("self",)).values_list("pk", flat=True).first() is None:
            return verdict.is_delivered  # the person it told of was erased meanwhile: nothing is kept of her
        DeliveryTry.objects.create(
            delivery=delivery,
            at=at,
            status_code=attempt.status_code,
            duration_ms=attempt.duration_ms,
            error=attempt.error,
        )
        if verdict.is_delivered:
            # Whoever holds the claim now: it arrived, that is a fact.
            row.exclude(state=DeliveryState.DELIVERED).update(
                state=DeliveryState.DELIVERED, delivered_at=ended_at, claim=None, claimed_until=None
            )
            _supersede_parked(delivery)
        else:
            row.filter(claim=delivery.claim).update(**_after_failure(verdict, ended_at))
        _note_receiver(delivery.receiver, attempt, verdict, ended_at)
    return verdict.is_delivered


def _after_failure(verdict: Verdict, at: datetime) -> dict:
    state = DeliveryState.PARKED if verdict.parks else DeliveryState.PENDING
    return {
        "state": state,
        "next_try_at": at + verdict.wait,
        "claim": None,
        "claimed_until": None,
        "woken_at": None,
    }


def _supersede_parked(delivery: Delivery) -> None:
    """An older message that this one replaces will not be sent any more: it could only turn a status back."""
    if delivery.message is None or delivery.plan_id is None or not delivery.message.scope:
        return
    Delivery.objects.filter(
        receiver_id=delivery.receiver_id,
        plan_id=delivery.plan_id,
        sequence__lt=delivery.sequence,
        state=DeliveryState.PARKED,
        message__scope=delivery.message.scope,
    ).update(state=DeliveryState.SUPERSEDED)


def _note_receiver(receiver: Receiver, attempt: Attempt, verdict: Verdict, at: datetime) -> None:
    row = Receiver.objects.filter(pk=receiver.pk)
    if verdict.is_delivered:
        if receiver.failures or receiver.rest_until:
            row.update(failures=0, rest_until=None)
            Delivery.objects.filter(receiver=receiver, state=DeliveryState.PENDING).update(woken_at=None)
    elif verdict.pauses_receiver:
        row.update(is_paused=True)
        ReceiverChange.objects.create(receiver=receiver, what=ReceiverChangeKind.GONE, at=at)
    elif attempt.is_receivers_trouble:
        rest = policy.rest_after(receiver.failures + 1)
        row.update(failures=F("failures") + 1, rest_until=at + rest if rest else None)
    elif receiver.rest_until:
        row.update(rest_until=None)


def find_next(*, delivery: Delivery, at: datetime) -> Delivery | None:
    """The delivery that waited for this one: the next of the same plan to the same receiver."""
    if delivery.plan_id is None:
        return None
    following = (
        Delivery.objects.filter(receiver_id=delivery.receiver_id, plan_id=delivery.plan_id, state__in=OPEN_STATES)
        .order_by("sequence")
        .first()
    )
    is_due = following is not None and following.state == DeliveryState.PENDING and following.next_try_at <= at
    return following if is_due else None


def list_to_wake(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of deliveries that a worker should look at now, each handed out once in a while. For the sweeper."""
    lost_before = at - policy.WAKE_AGAIN
    due = (
        Delivery.objects.due(at)
        .to_reachable_receivers(at)
        .first_of_their_plan()
        .filter(Q(woken_at__isnull=True) | Q(woken_at__lte=lost_before))
        .order_by("next_try_at", "pk")
    )
    if not due.exists():  # outside a transaction: an idle sweep must not take SQLite's write lock
        return []
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        ids = list(due.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=ids).update(woken_at=at)
    return ids


def replay(*, delivery: Delivery, at: datetime) -> DeliveryState:
    """Send a parked delivery again, unless later news replaced it. The callers have checked who asks."""
    with transaction.atomic():
        parked = Delivery.objects.select_for_update(of=("self",)).select_related("message").get(pk=delivery.pk)
        if parked.state != DeliveryState.PARKED:
            raise DomainError(_("Only a parked message can be sent again."), code="not_parked")
        parked.state = DeliveryState.SUPERSEDED if _is_replaced(parked) else DeliveryState.PENDING
        parked.attempts, parked.next_try_at, parked.woken_at = 0, at, None
        parked.save(update_fields=["state", "attempts", "next_try_at", "woken_at"])
    return DeliveryState(parked.state)


def _is_replaced(delivery: Delivery) -> bool:
    if delivery.message is None or delivery.plan_id is None or not delivery.message.scope:
        return False
    return Delivery.objects.filter(
        receiver_id=delivery.receiver_id,
        plan_id=delivery.plan_id,
        sequence__gt=delivery.sequence,
        message__scope=delivery.message.scope,
        state=DeliveryState.DELIVERED,
    ).exists()
