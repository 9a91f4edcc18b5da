from django.db import models
from django.db.models import Q

from .blueprint import Blueprint
from .question import QuestionVersion


class ItemStatistic(models.Model):
    """How a question does, as it was asked in one version: in one language, or over all (`language` is empty).

    Numbers as in engine/statistics.py. `people` and with it all others are null where fewer than ten people would be told.
    `exposure`, `reasons` (why somebody should look, the gravest first) and `languages_far_off` stand in the row over all.
    Worked out anew by a task; nothing else writes it.

    pii: none.
    """

    question_version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="statistics")
    language = models.CharField(max_length=10, blank=True)
    people = models.PositiveIntegerField(null=True)
    facility = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    choices = models.JSONField(default=dict)
    unanswered = models.FloatField(null=True)
    seconds = models.FloatField(null=True)
    exposure = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    languages_far_off = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_version", "language"], name="one_statistic_per_language"),
            models.CheckConstraint(
                condition=Q(
                    people__isnull=True, facility__isnull=True, discrimination__isnull=True, seconds__isnull=True
                )
                | Q(people__gte=10, facility__gte=0, facility__lte=1),
                name="few_people_are_not_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_version_id} {self.language}"


class FormStatistic(models.Model):
    """How well the questions of a test hang together, for those who all had the same ones (`form_hash`): KR-20.

    `reliability` is null when it cannot be known. Written by the same task.

    pii: none.
    """

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="statistics")
    form_hash = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    reliability = models.FloatField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "form_hash"], name="one_statistic_per_form"),
            models.CheckConstraint(condition=Q(people__gte=10), name="few_sitters_are_not_told"),
        ]

    def __str__(self) -> str:
        return f"{self.blueprint_id} {self.form_hash[:8]}"
