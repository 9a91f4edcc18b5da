import uuid

from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from .assignment import PracticeAssignment


class PracticeSet(AppendOnlyModel):
    """Questions of a bank that a newcomer took to practise with: hers alone, and nothing that counts.

    `versions` are the public ids of the question versions, in the order in which they are asked. `theme` is a key of the
    curriculum, empty for a mix. `assignment`: the one that she does with it, if a case worker asked for it.

    pii: what she practised, when and in which language; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="practice_sets")
    language = models.CharField(max_length=10)
    theme = models.CharField(max_length=100, blank=True)
    versions = models.JSONField()
    started_at = models.DateTimeField()
    assignment = models.OneToOneField(
        PracticeAssignment, null=True, on_delete=models.PROTECT, related_name="practice_set"
    )

    def __str__(self) -> str:
        return str(self.uuid)


class PracticeAnswer(AppendOnlyModel):
    """Her answer to one question of a set; `number` is its place, from 1. The first one stands.

    pii: what she answered and whether it was right; kept as long as the newcomer.
    """

    practice_set = models.ForeignKey(PracticeSet, on_delete=models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveIntegerField()
    version = models.ForeignKey("mo_assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    response = models.JSONField()
    is_correct = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_set", "number"], name="one_answer_per_place"),
            models.CheckConstraint(condition=Q(number__gte=1), name="places_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"answer to place {self.number} of {self.practice_set_id}"
