import uuid

from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import MessageType
from .plan import Plan


class OutboxMessage(AppendOnlyModel):
    """News of a plan for other systems, written in the transaction of the change it tells.

    `sequence` counts 1, 2, 3 … per plan without gaps. `key` names the effect, so that writing it twice is refused.
    `scope` names what a later message of the same scope replaces ("status:MO"); facts that add up have none.

    pii: news about her under a pseudonym (her UUID); kept as long as the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="messages")
    sequence = models.PositiveIntegerField()
    key = models.CharField(max_length=120, unique=True)
    type = models.CharField(max_length=80, choices=MessageType.choices)
    scope = models.CharField(max_length=60, blank=True)
    subject = models.UUIDField()
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "sequence"], name="one_message_per_sequence")]

    def __str__(self) -> str:
        return f"{self.type} #{self.sequence}"
