import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import PracticeWay


class PracticeAssignment(AppendOnlyModel):
    """A case worker asks a newcomer to practise for the test. What is asked stands in its terms, the last of which hold.

    She began it when a PracticeSet of hers names it. It is no evidence, and nothing in her plan changes by it.

    pii: that she was asked to practise, and when; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey("mo_people.Newcomer", on_delete=models.CASCADE, related_name="practice_assignments")
    assigned_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class AssignmentTerms(AppendOnlyModel):
    """What an assignment asks, as it was put once. Changing it or taking it back adds a row.

    `theme` is a key of the curriculum, empty for all of them; `way` is empty for new questions first. `test` is the code of a
    test that she is asked to sit; then there is no theme, no way and no size.

    pii: what she was asked to practise or to sit, the sentence beside it and who asked; kept as long as the newcomer.
    """

    assignment = models.ForeignKey(PracticeAssignment, on_delete=models.CASCADE, related_name="terms", db_index=False)
    number = models.PositiveIntegerField()
    theme = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=20, blank=True)
    size = models.PositiveSmallIntegerField()
    test = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    sentence = models.CharField(max_length=200, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="one_row_per_change_of_an_assignment"),
            models.CheckConstraint(condition=Q(number__gte=1), name="terms_start_at_one"),
            models.CheckConstraint(
                condition=Q(way__in=["", *(way.value for way in PracticeWay)]), name="way_to_practise_is_known"
            ),
            models.CheckConstraint(
                condition=Q(test="", size__gte=1) | Q(test__gt="", theme="", way="", size=0),
                name="a_set_or_a_test_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.number} of {self.assignment_id}"
