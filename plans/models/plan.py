import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.append_only import AppendOnlyModel

from ..enums import ComponentCode, ComponentStatus, DecisionKind, Outcome


class Plan(models.Model):
    """The personal plan of a newcomer (*inburgeringsplan*).

    `registered_on` is the registration with the agency (*aanmelding*), the anchor of its clocks.
    `last_sequence` counts the messages of the outbox; raising it also locks the plan for the writer.

    pii: that she has a plan, its dates and regime; kept until she is erased (people.domain.own_data).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.OneToOneField("mo_people.Newcomer", on_delete=models.PROTECT, related_name="plan")
    regime = models.CharField(max_length=20)
    registered_on = models.DateField()
    contract_signed_on = models.DateField(null=True, blank=True)
    last_sequence = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contract_signed_on__isnull=True) | Q(contract_signed_on__gte=F("registered_on")),
                name="contract_after_registration",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.uuid}"


class PlanComponent(models.Model):
    """A component of the plan (*onderdeel*) and where it stands. How it came there is told by PlanDecision.

    `changed_at` is when that was written down, `since` the day on which it was decided, which may lie before; empty for
    what nobody decided, and in rows older than the field.

    pii: where she stands; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="components")
    code = models.CharField(max_length=10, choices=ComponentCode.choices)
    status = models.CharField(max_length=20, choices=ComponentStatus.choices, default=ComponentStatus.UNDECIDED)
    changed_at = models.DateTimeField()
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_row_per_component"),
            models.CheckConstraint(condition=Q(status__in=ComponentStatus.values), name="component_status_known"),
            models.CheckConstraint(condition=Q(code__in=ComponentCode.values), name="component_code_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"


class PlanDecision(AppendOnlyModel):
    """One line of the plan's log: what changed, from what to what, why, by whom. A correction names what it corrects.

    `subject` is a component or clock code. `decided_on` is the day of a decision that was written down later (`at`); empty
    when it is the same day, or the line tells no decision of a day of its own. `decided_by` is empty when the platform
    followed a fact (first evidence).

    pii: decisions about her with their reasons, and who decided; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions")
    what = models.CharField(max_length=20, choices=DecisionKind.choices)
    subject = models.CharField(max_length=30, blank=True)
    from_value = models.CharField(max_length=60, blank=True)
    to_value = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrections")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["plan", "at"], name="log_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}: {self.from_value} → {self.to_value}"


class OfficialResult(AppendOnlyModel):
    """The confirmed result of the real MO test, as the agency gave it. Only this can bring MO to its goal.

    pii: the result of a test; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="official_results")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    test_date = models.DateField()
    reference = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reference"], condition=Q(corrects__isnull=True), name="one_result_per_reference"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="result_has_a_reference"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="result_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.test_date}: {self.outcome}"
