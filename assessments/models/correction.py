from django.conf import settings
from django.db import models
from django.db.models import Q

from core.language_text import LanguageTextField

from ..enums import CorrectionState, Ruling
from .question import QuestionVersion

OPEN = [state.value for state in CorrectionState if state.is_open]


class KeyCorrection(models.Model):
    """The key of a version was wrong: what holds instead (`ruling`, and `key` as in a version when another answer is right),
    and why, for who sat a test with it ({language: text}, always in Dutch).

    The newest of a version is in force. What was decided is never changed; the rest of the row is the job that works the results
    out anew: a worker claims it for a while, and each result that it made says so, so a worker that dies loses at most one.

    pii: who corrected it (staff).
    """

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="corrections")
    ruling = models.CharField(max_length=10, choices=Ruling.choices)
    key = models.JSONField(null=True)
    reasons = LanguageTextField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrected_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(state__in=OPEN), name="one_open_correction_per_version"
            ),
            models.CheckConstraint(
                condition=Q(ruling=Ruling.KEY, key__isnull=False)
                | Q(ruling__in=[Ruling.EVERYBODY, Ruling.NOBODY], key__isnull=True),
                name="another_answer_has_a_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.ruling}"

    @property
    def is_open(self) -> bool:
        return CorrectionState(self.state).is_open
