from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ..enums import Role
from .newcomer import Newcomer
from .organisation import Membership


class CaseloadQuerySet(models.QuerySet):
    def guiding(self) -> "CaseloadQuerySet":
        """Open, and of somebody who may sign in and still is a case worker of the newcomer's office."""
        still_works_there = Membership.objects.filter(
            user=OuterRef("case_worker"), organisation=OuterRef("newcomer__organisation"), role=Role.CASE_WORKER
        )
        return self.filter(Exists(still_works_there), ended_at__isnull=True, case_worker__is_active=True)


class CaseloadEntry(models.Model):
    """Who guides whom, since when, and who arranged it. A handover closes one row and opens the next; nothing is
    overwritten. An open row of somebody who left guides nobody (`guiding`).

    pii: who guides whom; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="caseload_entries")
    case_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caseload_entries")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CaseloadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newcomer"], condition=Q(ended_at__isnull=True), name="one_case_worker_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="caseload_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["case_worker", "ended_at"], name="caseload_of_a_worker")]

    def __str__(self) -> str:
        return f"{self.newcomer} · {self.case_worker}"
