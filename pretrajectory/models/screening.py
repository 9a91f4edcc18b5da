import uuid

from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import Device, ScreeningEnd, Skill
from .task import TaskVersion


class Screening(models.Model):
    """Some twenty minutes in which a newcomer shows what she can do. At most one is open; she may stop and go on.

    `is_assisted`: somebody sits beside her, so nothing of it counts as done alone. `trains`: the skill that she practises, for as
    long as she likes; empty: she is screened.

    pii: that she was screened or practised what, when, on which device and whether she was helped; kept as long as the
    newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="screenings")
    device = models.CharField(max_length=10, choices=Device)
    is_assisted = models.BooleanField(default=False)
    trains = models.CharField(max_length=20, choices=Skill, blank=True)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=ScreeningEnd, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newcomer"], condition=Q(closed_at__isnull=True), name="one_open_screening_each"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, ended_by="") | Q(closed_at__isnull=False) & ~Q(ended_by=""),
                name="a_closed_screening_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class TaskTry(AppendOnlyModel):
    """A task that was given: the page names it, and one report answers it.

    pii: which task she was given, in which language and when; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="tries")
    version = models.ForeignKey(TaskVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class TaskReport(AppendOnlyModel):
    """What she did, as the server played it again. `steps`: [[milliseconds, what, on what, typed right]]: never what she typed.

    `hints`: 0 to 3, as far as she asked for help; `watched`: how often she looked again how it goes; `doubt`: why it does not
    count (engine.judging.Doubt); `fingerprint`: by which a copy of it is known (engine.judging.fingerprint).

    pii: what she did in a task and whether it worked; kept as long as the newcomer.
    """

    task_try = models.OneToOneField(TaskTry, on_delete=models.CASCADE, related_name="report")
    report_id = models.UUIDField(editable=False)
    steps = models.JSONField()
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True)
    hints = models.PositiveSmallIntegerField()
    watched = models.PositiveSmallIntegerField()
    gave_up = models.BooleanField()
    is_done = models.BooleanField()
    doubt = models.CharField(max_length=20, blank=True)
    reported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report of {self.task_try_id}"
