from django.conf import settings
from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import SupportCode, SupportStatus
from .plan import Plan, PlanDecision


class PlanSupport(models.Model):
    """Support in a plan and where it stands. It is no component: no clock, no duty, in no count of statuses (decision 11).

    The row exists once somebody decided about it or she did something of it. How it came there is told by PlanDecision.

    pii: whether she practises with her phone or computer; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="supports")
    code = models.CharField(max_length=20, choices=SupportCode)
    status = models.CharField(max_length=20, choices=SupportStatus, default=SupportStatus.NOT_STARTED)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_row_per_support"),
            models.CheckConstraint(condition=Q(status__in=SupportStatus.values), name="support_status_known"),
            models.CheckConstraint(condition=Q(code__in=SupportCode.values), name="support_code_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"


class SupportEvidence(AppendOnlyModel):
    """A task that she did, in a screening or practising: its time, once per `source_id` (the try in pretrajectory).

    pii: when, with which skill and how long she practised; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="support_evidence")
    code = models.CharField(max_length=20, choices=SupportCode)
    source_id = models.CharField(max_length=40, unique=True)
    skill = models.CharField(max_length=20)
    seconds = models.PositiveIntegerField()
    completed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["plan", "code"], name="support_evidence_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.code} {self.source_id}: {self.seconds} s"


class TalkWish(models.Model):
    """She wants to talk about how it was decided that she learns. At most one waits; who talked with her marks it.

    pii: that she asked for a talk, and when it was; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="talk_wishes")
    decision = models.ForeignKey(PlanDecision, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(done_at__isnull=True), name="one_wish_to_talk_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"
