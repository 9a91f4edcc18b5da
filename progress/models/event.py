from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import ClockFlag, EventType


class Event(AppendOnlyModel):
    """One thing a newcomer did in a lesson, as her device reported it. Added, never changed.

    `event_id` is the client's. `claimed_at` is what the device's clock said; `occurred_at` the same, clamped to what is
    possible; `received_at` when we heard of it; `clock_flag` says why the first two differ.

    pii: what she did, when and in which language; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="events", db_index=False)
    event_id = models.UUIDField()
    type = models.CharField(max_length=20, choices=EventType.choices)
    lesson_key = models.UUIDField()
    block_id = models.UUIDField(null=True)
    language = models.CharField(max_length=10)
    data = models.JSONField(default=dict)  # checklist.ticked: {"item", "checked"}
    device = models.UUIDField(null=True)
    claimed_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_flag = models.CharField(max_length=10, choices=ClockFlag.choices, default=ClockFlag.NONE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newcomer", "event_id"], name="an_event_counts_once"),
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="event_type_is_known"),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=models.F("received_at")), name="nothing_happens_after_we_heard_of_it"
            ),
        ]
        indexes = [models.Index(fields=["newcomer", "lesson_key"], name="events_of_a_lesson")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Answer(AppendOnlyModel):
    """An answer to a question, scored by the version that was seen. Added, never changed.

    `number` counts the answers of one newcomer to one question, in the order in which they reached us.

    pii: what she answered and whether it was right; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="answers", db_index=False)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="answer")
    question = models.ForeignKey("mo_assessments.Question", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("mo_assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    response = models.JSONField()
    is_correct = models.BooleanField()
    points = models.DecimalField(max_digits=5, decimal_places=2)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newcomer", "question", "number"], name="one_answer_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="answer_numbers_start_at_one"),
            models.CheckConstraint(
                condition=Q(points__gte=0) & Q(points__lte=models.F("max_points")), name="points_within_the_maximum"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.number} to {self.question_id}"
