from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..domain.rules import BadRule, check_requirements
from ..enums import CompletionKind


class CompletionRule(models.Model):
    """When a lesson or a module counts as complete: data, dated [valid from, valid until), with its source.

    `requires` for lessons: {"questions": "answered" | "correct" | "none", "end": "reached" | "none"}; for modules:
    {"lessons": "all"}. A new rule never touches what is complete already.

    pii: none.
    """

    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=CompletionKind.choices)
    requires = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source_name = models.CharField(max_length=200)
    confidence = models.CharField(max_length=20, default="assumption")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="rule_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_in_force(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def freeze(self, **asked: Any) -> dict[str, Any]:
        """The rule as a completion stores it, with what it asked for on that day."""
        return {
            "code": self.code,
            "requires": self.requires,
            "valid_from": self.valid_from.isoformat(),
            "source": self.source_name,
            "confidence": self.confidence,
            "asked": asked,
        }

    def clean(self):
        try:
            check_requirements(self.kind, self.requires)
        except BadRule as problem:
            raise ValidationError({"requires": _("This rule cannot be used: %(why)s") % {"why": problem}}) from problem
