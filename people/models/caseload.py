from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .newcomer import Newcomer


class CaseloadEntry(models.Model):
    """Who guides whom, and since when. A handover closes one row and opens the next; nothing is overwritten.

    pii: who guides whom; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="caseload_entries")
    case_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caseload_entries")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

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
