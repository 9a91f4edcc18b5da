from django.conf import settings
from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import QuestionStep
from .bank import BankQuestion
from .cluster import Cluster, ClusterVersion
from .question import QuestionVersion


class WorkingCopy(models.Model):
    """What authors make of a question of a bank until it is accepted; readers go on with its current version.

    `content` as for freeze_question, but anything may still be missing. `about`: what the question shall be about and for,
    the columns of BankQuestion by name. `stale`: the languages whose texts were made from an earlier Dutch. `revision`
    counts the saves, so that two windows do not overwrite each other. `submitted_at`: since when it waits for a reviewer.

    pii: who of the staff wrote last; kept until it is accepted.
    """

    question = models.OneToOneField(BankQuestion, on_delete=models.CASCADE, related_name="working_copy")
    content = models.JSONField()
    about = models.JSONField()
    stale = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(revision__gte=1), name="working_copies_count_from_one")]

    def __str__(self) -> str:
        return f"working copy {self.revision} of {self.question_id}"


class QuestionEvent(AppendOnlyModel):
    """A step in the life of a question of a bank: who did what, in which language (empty: all), and said what with it.
    `version`: the one that was accepted.

    pii: who of the staff did it; kept as long as the question.
    """

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=20, choices=QuestionStep.choices)
    language = models.CharField(max_length=10, blank=True)
    version = models.ForeignKey(QuestionVersion, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(step__in=QuestionStep.values), name="question_step_is_known")]

    def __str__(self) -> str:
        return f"{self.step} of {self.question_id}"


class ClusterCopy(models.Model):
    """What authors make of a cluster until it is accepted; readers go on with its current version.

    `content` as for freeze_cluster, but anything may still be missing, and `questions`, the keys of those that are about it, in
    their order. `stale`, `revision`, `submitted_at` as in WorkingCopy.

    pii: who of the staff wrote last; kept until it is accepted.
    """

    cluster = models.OneToOneField(Cluster, on_delete=models.CASCADE, related_name="copy")
    content = models.JSONField()
    stale = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(revision__gte=1), name="cluster_copies_count_from_one")]

    def __str__(self) -> str:
        return f"copy {self.revision} of cluster {self.cluster_id}"


class ClusterEvent(AppendOnlyModel):
    """A step in the life of a cluster: who did what, in which language (empty: all), and said what with it. `version`: the one
    that was accepted.

    pii: who of the staff did it; kept as long as the cluster.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=20, choices=QuestionStep.choices)
    language = models.CharField(max_length=10, blank=True)
    version = models.ForeignKey(ClusterVersion, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(step__in=QuestionStep.values), name="cluster_step_is_known")]

    def __str__(self) -> str:
        return f"{self.step} of cluster {self.cluster_id}"
