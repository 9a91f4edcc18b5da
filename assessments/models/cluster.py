from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from .bank import Bank


class Cluster(models.Model):
    """A text, picture or recording of a bank that several of its questions are about.

    `key` is its identity in the bank, in every language and for good. Its questions point to it (BankQuestion.cluster) and say
    at which place they come. `current` is the version that new versions of its questions are asked with. `is_authored`: written
    or changed here, so that the files of the bank no longer say what it is.

    pii: none.
    """

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="clusters")
    key = models.CharField(max_length=100)
    current = models.ForeignKey("mo_assessments.ClusterVersion", null=True, on_delete=models.PROTECT, related_name="+")
    is_authored = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bank", "key"], name="one_cluster_per_key")]

    def __str__(self) -> str:
        return f"{self.bank_id}/{self.key}"


class ClusterVersion(AppendOnlyModel):
    """What the questions of a cluster share, as they were asked with it: never changed.

    `texts` are {language: {"title", "text"}}; `picture` and `recording` are keys of the media library. Each may be empty, but
    not all of them.

    pii: none.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    picture = models.CharField(max_length=100, blank=True)
    recording = models.CharField(max_length=100, blank=True)
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="one_cluster_version_per_number"),
            models.UniqueConstraint(fields=["cluster", "content_hash"], name="one_cluster_version_per_content"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cluster_versions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} v{self.number}"
