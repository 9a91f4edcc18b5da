import uuid

from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import AttemptEnd
from .blueprint import Blueprint


class Attempt(models.Model):
    """A test that somebody sits or sat: its form as it was drawn, and what is answered so far.

    Of a newcomer, or of a guest: then `guest` is the hash of a secret that only her browser has, and the row is swept away.
    `number` counts the attempts of a newcomer at a test. `form` is a list of places ({"section", "question", "version", "points",
    "is_scored"}), drawn by `seed`; it, `rule` (the blueprint as data), `regime` and `accommodations` never change, but for the
    size of letters. Places count from 1: `flags` are those that she wants to come back to, `place` is where she went last, at
    `placed_at`, unless she answered since. `due_at`: when the time is over, null without a limit; while `paused_at` is set it
    stands still. Every change but an answer is made under a lock of the row.

    pii: which test, when, in which language, with which help; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey("mo_people.Newcomer", null=True, on_delete=models.CASCADE, related_name="attempts")
    guest = models.CharField(max_length=64, blank=True)
    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10)
    regime = models.CharField(max_length=20)
    seed = models.BigIntegerField()
    rule = models.JSONField()
    form = models.JSONField()
    accommodations = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    place = models.PositiveIntegerField(default=1)
    placed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, blank=True, choices=AttemptEnd.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newcomer", "blueprint", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["newcomer", "blueprint"], condition=Q(closed_at__isnull=True), name="one_open_attempt_per_test"
            ),
            models.UniqueConstraint(
                fields=["guest", "blueprint"],
                condition=Q(closed_at__isnull=True, newcomer__isnull=True),
                name="one_open_attempt_per_guest_and_test",
            ),
            models.CheckConstraint(
                condition=Q(newcomer__isnull=True, guest__gt="") | Q(newcomer__isnull=False, guest=""),
                name="an_attempt_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, ended_by="")
                | Q(closed_at__isnull=False, ended_by__in=AttemptEnd.values),
                name="what_is_closed_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="attempts_that_run"),
            models.Index(fields=["started_at"], condition=Q(newcomer__isnull=True), name="attempts_of_guests"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class AttemptAnswer(AppendOnlyModel):
    """One answer as it was acknowledged: `revision` counts those at the place `number`, the last stands. `save_id` is the
    sender's own name for it, so that what is sent again is stored once.

    pii: what she answered and when; kept as long as the newcomer.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    save_id = models.UUIDField()
    question_version = models.ForeignKey("mo_assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    response = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number", "revision"], name="one_answer_per_revision"),
            models.UniqueConstraint(fields=["attempt", "save_id"], name="one_answer_per_save"),
            models.CheckConstraint(condition=Q(number__gte=1, revision__gte=1), name="answers_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"answer {self.revision} to place {self.number} of {self.attempt_id}"


class AttemptResult(AppendOnlyModel):
    """What an attempt earned under its rule. The first is made when it ends; one that is corrected later gets the next
    number and says why, and the earlier ones stay.

    `marks` is a list of [is_correct, share of the points from "0" to "1", is_answered] by place; `sections` {section: {"correct",
    "items", "points", "most"}} over what is scored; `outcomes` {outcome: reached}. `corrections` are those by which it was
    judged, the first result too; `unscored` the places that count for nobody by one of them.

    pii: how she did; kept as long as the newcomer.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="results", db_index=False)
    number = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)
    reason_language = models.CharField(max_length=10, blank=True)
    corrections = models.ManyToManyField("mo_assessments.KeyCorrection", related_name="results")
    unscored = models.JSONField(default=list)
    marks = models.JSONField()
    sections = models.JSONField()
    outcomes = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "number"], name="one_result_per_number")]

    def __str__(self) -> str:
        return f"result {self.number} of {self.attempt_id}"
