from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import ComponentCode
from .plan import Plan


class Evidence(AppendOnlyModel):
    """A completed module as evidence for a component: nominal minutes, once per completion.

    `completion_id` names the completion in progress; the facts are copied, so that the plan can be read years later.
    `is_late`: she did it on one day and it reached us on another (offline work); both moments are kept.

    pii: what she completed and when; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evidence")
    component = models.CharField(max_length=10, choices=ComponentCode.choices)
    completion_id = models.CharField(max_length=40, unique=True)
    module_key = models.UUIDField()
    titles = models.JSONField(default=dict)  # {language code: title}
    minutes = models.PositiveIntegerField()
    completed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "module_key"], name="a_module_counts_once"),
            models.CheckConstraint(condition=Q(component__in=ComponentCode.values), name="evidence_component_known"),
        ]
        indexes = [models.Index(fields=["plan", "component"], name="evidence_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.component} {self.module_key}: {self.minutes} min"


class PendingUpdate(models.Model):
    """A completion, or a task of the voortraject, that the plan could not follow at once. What she did was accepted; the sweeper
    tries again.

    `facts` is what it said: a CompletionFacts (plans.domain.completions) or PracticeFacts (plans.domain.practice) as JSON.

    pii: what she completed; deleted with the plan, kept as long as the plan.
    """

    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="pending_plan_updates")
    completion_id = models.CharField(max_length=40, unique=True)
    facts = models.JSONField()
    error = models.CharField(max_length=200)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(resolved_at__isnull=True), name="pending_updates_due"),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.error}"
