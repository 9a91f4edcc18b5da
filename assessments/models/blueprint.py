from django.db import models
from django.db.models import F, Q

from .bank import Bank


class Blueprint(models.Model):
    """A test that can be sat: which questions of a bank it draws, for how long, and when it is passed.

    `data` as docs/reference/blueprints.md has it, or `{"pass_rule": code}` where a dated rule of the curriculum says the
    sections and the cuts; `minutes`, `feedback` and `retake_days` may stand beside it. `uses` are the uses of questions that it
    may draw. It holds from `valid_from` through `valid_until` (without an end when null). A demonstration is shown as one.

    pii: none.
    """

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="blueprints")
    code = models.CharField(max_length=100, unique=True)
    data = models.JSONField()
    uses = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="blueprint_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.code
