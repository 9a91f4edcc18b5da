import uuid

from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import StudyForm
from .screening import Screening


class Advice(AppendOnlyModel):
    """The study form that a screening speaks for, frozen when she first heard it.

    `grounds`: {"beliefs": {skill: {"chances": [of level 0, 1, 2], "tries": number}}, "rules": [{"form", "rank", "needs",
    "certainty", "regime", "valid_from", "source", "confidence", "revision", "stands": {skill: Standing}}]}, by rank.
    `together_with`: the case worker with whom she looked at it first; empty: she opened it by herself.

    pii: what she can do with her device and which study form suits her; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    screening = models.OneToOneField(Screening, on_delete=models.CASCADE, related_name="advice")
    form = models.CharField(max_length=20, choices=StudyForm)
    grounds = models.JSONField()
    heard_at = models.DateTimeField()
    together_with = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.form} of screening {self.screening_id}"
