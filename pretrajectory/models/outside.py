import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F

from core.append_only import AppendOnlyModel

from ..enums import Skill


class Instrument(AppendOnlyModel):
    """How others measure digital skills, as an organisation wrote it down: nobody here checked it. A later row of the same
    name takes its place from `valid_from` on.

    `source`: where its scale is described; `areas`: what it gives scores for, empty: our skills; `labels`: {score as text:
    what it means}.

    pii: none but who wrote it down.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("mo_people.Organisation", on_delete=models.PROTECT, related_name="instruments")
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    areas = models.JSONField(default=list)
    lowest = models.DecimalField(max_digits=8, decimal_places=2)
    highest = models.DecimalField(max_digits=8, decimal_places=2)
    labels = models.JSONField(default=dict)
    valid_from = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name", "valid_from"], name="an_instrument_once_a_day"),
            models.CheckConstraint(condition=models.Q(lowest__lt=F("highest")), name="a_scale_goes_up"),
        ]

    def __str__(self) -> str:
        return self.name

    def list_areas(self) -> list[tuple[str, str]]:
        """[(key, words)]: what a score can be of."""
        return [(area, area) for area in self.areas] or [(skill.value, str(skill.label)) for skill in Skill]

    def describe(self, score: Decimal) -> str:
        """What a score means, empty where nobody wrote it down."""
        return next((text for key, text in self.labels.items() if Decimal(key) == score), "")


class OutsideScore(AppendOnlyModel):
    """What another instrument found, beside our screening: it changes nothing of that. The row with the highest `number` holds of
    the same instrument, area and day; `score` None: it was taken back.

    pii: how well she did with another instrument, when, and what was noted of it; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="outside_scores")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=80)
    taken_on = models.DateField()
    number = models.PositiveIntegerField()
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    note = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newcomer", "instrument", "area", "taken_on", "number"], name="an_outside_score_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} of {self.newcomer_id}"
