import secrets
import uuid

from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..engine.items import Item, build_item
from ..enums import QuestionKind


def make_salt() -> str:
    return secrets.token_hex(16)


class Question(models.Model):
    """A check question of a lesson or a question of a bank: one identity in all languages and all versions.

    `lesson_key` and `block_id` say where it stands: a lesson and its block, or (domain/banks.py) a bank and its key; no
    lesson bears the key of a bank. `current` is the version that is shown. `salt` hides the authors' option ids in pages;
    it stays the same for all versions, so that a stored answer can still be shown after a typo was mended.

    pii: none.
    """

    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    salt = models.CharField(max_length=32, default=make_salt, editable=False)
    current = models.ForeignKey("mo_assessments.QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson_key", "block_id"], name="one_question_per_block")]

    def __str__(self) -> str:
        return f"{self.lesson_key}/{self.block_id}"


class QuestionVersion(AppendOnlyModel):
    """A question as it was published: kind, key, and its texts in every language it was published in. Never changed.

    `uuid` is its public id. `part_ids` are the options, items or pairs in the author's order; `key`, `texts` and `picture`
    (of a hotspot) as described in the app's README. `shared`: what it shares with the other questions of its cluster.

    pii: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    part_ids = models.JSONField(default=list)
    key = models.JSONField()
    texts = models.JSONField()
    picture = models.JSONField(default=dict)
    shared = models.ForeignKey(
        "mo_assessments.ClusterVersion", null=True, on_delete=models.PROTECT, related_name="question_versions"
    )
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number"),
            models.UniqueConstraint(fields=["question", "content_hash"], name="one_version_per_content"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="version_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

    @property
    def item(self) -> Item:
        """The question as the engine knows it."""
        return build_item(kind=self.kind, ids=self.part_ids, key=self.key, accepts_several=True)

    @property
    def languages(self) -> list[str]:
        """Those in which it can be asked: it has them, and so has what it is about."""
        return sorted(set(self.texts) & set(self.shared.texts) if self.shared else self.texts)
