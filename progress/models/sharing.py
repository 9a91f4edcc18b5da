from django.db import models

from core.append_only import AppendOnlyModel


class ReadinessSharing(AppendOnlyModel):
    """A newcomer shows her case workers how ready she is, or shows it no longer. The last row holds; without one she does not.

    pii: whether she shows how ready she is, and since when; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="readiness_sharings")
    is_shown = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.newcomer_id} {'shows' if self.is_shown else 'hides'} since {self.at:%Y-%m-%d}"
