from django.db import models
from django.db.models import Q

from core.append_only import AppendOnlyModel

from ..enums import CompletionKind


class Completion(AppendOnlyModel):
    """A newcomer completed a lesson, a module or a track. Added once, never changed, never taken back.

    What judged is frozen: `rule` holds the rule and what it asked for, `revision_id` the Dutch revision that was live.
    `title` is {language code: title}. `completed_at` is when the last thing that the rule asks for was done (a claim of
    the device, clamped), `received_at` when we heard of it. `nominal_minutes` may count as evidence.

    pii: what she completed and when; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(
        "mo_people.Newcomer", on_delete=models.CASCADE, related_name="completions", db_index=False
    )
    kind = models.CharField(max_length=10, choices=CompletionKind.choices)
    key = models.UUIDField()
    title = models.JSONField(default=dict)
    rule = models.JSONField()
    revision_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=10)
    completed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    nominal_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newcomer", "kind", "key"], name="completed_once"),
            models.CheckConstraint(condition=Q(kind__in=CompletionKind.values), name="completion_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title_in('nl')}"

    def title_in(self, language: str) -> str:
        """The title in a language, or in Dutch when there is none; the caller marks which it got (`title`)."""
        return self.title.get(language) or self.title.get("nl", "")
