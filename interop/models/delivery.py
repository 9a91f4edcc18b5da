import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.append_only import AppendOnlyModel
from plans.enums import ClockKind

from ..enums import OPEN_STATES, DeliveryState, TryError
from .receiver import Receiver


class DeliveryQuerySet(models.QuerySet):
    def due(self, at) -> "DeliveryQuerySet":
        """Waiting and due, or taken by a worker that let its time pass."""
        return self.filter(
            Q(state=DeliveryState.PENDING, next_try_at__lte=at) | Q(state=DeliveryState.SENDING, claimed_until__lte=at)
        )

    def to_reachable_receivers(self, at) -> "DeliveryQuerySet":
        return self.filter(
            Q(receiver__rest_until__isnull=True) | Q(receiver__rest_until__lte=at),
            receiver__is_active=True,
            receiver__is_paused=False,
        )

    def first_of_their_plan(self) -> "DeliveryQuerySet":
        """Nothing earlier of the same plan is still on its way to the same receiver."""
        earlier = Delivery.objects.filter(
            receiver_id=OuterRef("receiver_id"),
            plan_id=OuterRef("plan_id"),
            sequence__lt=OuterRef("sequence"),
            state__in=OPEN_STATES,
        )
        return self.filter(~Exists(earlier))


class Delivery(models.Model):
    """One message on its way to one receiver. This row is the truth; a task only wakes a worker to look at it.

    `webhook_id` is the message's id: it stays the same at every try, so that the receiver knows a repetition. Test
    messages have no message and no plan. A worker owns the row by its `claim` until `claimed_until`.

    pii: that news about her went to a receiver, and when; kept as long as the plan.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receiver = models.ForeignKey(Receiver, on_delete=models.PROTECT, related_name="deliveries")
    message = models.ForeignKey(
        "mo_plans.OutboxMessage", null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    plan = models.ForeignKey("mo_plans.Plan", null=True, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField(null=True)
    webhook_id = models.UUIDField()
    type = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveIntegerField(default=0)  # since it was created or last replayed
    next_try_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receiver", "webhook_id"], name="one_delivery_per_message"),
            models.UniqueConstraint(fields=["receiver", "plan", "sequence"], name="one_delivery_per_sequence"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED) ^ Q(delivered_at__isnull=True), name="delivered_has_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(claimed_until__isnull=False, claim__isnull=False),
                name="sending_has_a_claim",
            ),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state__in=OPEN_STATES), name="open_deliveries"),
            models.Index(fields=["-created_at"], name="deliveries_latest_first"),
        ]

    @property
    def about(self) -> str:
        """Which part or term of the plan it tells of; empty when its kind says it all. Reads the message."""
        data = self.message.data if self.message else {}
        clock = data.get("clock", "")
        return str(ClockKind(clock).label) if clock in ClockKind.values else data.get("component", "")

    def __str__(self) -> str:
        return f"{self.webhook_id} → {self.receiver_id}: {self.state}"


class DeliveryTry(AppendOnlyModel):
    """One try to deliver, as it ended. No address, no body, no answer: nothing personal.

    pii: none of its own; goes with the delivery.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status_code = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=12, choices=TryError.choices, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.status_code or self.error}"
