from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..domain.rules import BadRule, check_requirements
from ..enums import CompletionKind


class RuleQuerySet(models.QuerySet):
    def in_force(self, *, on):
        """Rules of that day, the newest of a kind first."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on).order_by(
            "kind", "-valid_from", "-pk"
        )


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

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="rule_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self):
        try:
            check_requirements(self.kind, self.requires)
        except BadRule as problem:
            raise ValidationError({"requires": _("This rule cannot be used: %(why)s") % {"why": problem}}) from problem
