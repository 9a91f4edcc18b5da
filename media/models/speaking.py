from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import JobState

OPEN = [state.value for state in JobState if state.is_open]


class SpeakingJob(models.Model):
    """A machine reads everything in one language that has no voice yet. The row says how far it is; each text that was
    spoken is a `Narration`, so a worker that dies loses at most the sentence it was busy with.

    pii: who asked for it (staff).
    """

    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)  # what the voice said of the last text it could not speak
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language"], condition=models.Q(state__in=OPEN), name="one_open_speaking_job_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.done}/{self.total}"

    @property
    def is_open(self) -> bool:
        return JobState(self.state).is_open
