from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Anchor, Confidence, Regime, RuleKind
from ..rule_values import find_problems
from .base import DatedModel


class DatedRule(DatedModel):
    """One amount, threshold, term or rule in one regime for one period, with where it comes from.

    `value` has the shape of its kind, and for completion rules of its code (curriculum.rule_values). Two rows of the
    same kind, code, regime and anchor never hold on the same day.

    pii: none.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind.choices)
    code = models.CharField(_("code"), max_length=60, validators=[validate_slug])
    regime = models.CharField(_("regime"), max_length=20, choices=Regime.choices)
    anchor = models.CharField(_("anchor"), max_length=20, choices=Anchor.choices, default=Anchor.NONE)
    value = models.JSONField(_("value"), default=dict)
    source_name = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    note = models.TextField(_("note"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(DatedModel.Meta):
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "code", "regime", "anchor", "valid_from"], name="one_rule_from_a_day_on"
            ),
            models.UniqueConstraint(
                fields=["kind", "code", "regime", "anchor"],
                condition=models.Q(valid_until__isnull=True),
                name="one_rule_without_end",
            ),
            models.CheckConstraint(condition=models.Q(regime__in=Regime.values), name="rule_regime_known"),
            models.CheckConstraint(condition=models.Q(kind__in=RuleKind.values), name="rule_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code} · {self.get_regime_display()} · {self.valid_from}"

    def clean(self) -> None:
        super().clean()
        if problems := find_problems(self.kind, self.value, code=self.code):
            raise ValidationError({"value": problems})
        if self.valid_from is None:
            return
        twins = (
            DatedRule.objects.filter(kind=self.kind, code=self.code, regime=self.regime, anchor=self.anchor)
            .exclude(pk=self.pk)
            .overlapping(valid_from=self.valid_from, valid_until=self.valid_until)
        )
        if twin := twins.first():
            raise ValidationError(
                {"valid_from": _("“%(rule)s” already holds in this period. End that one first.") % {"rule": twin}},
                code="overlap",
            )

    @property
    def is_law(self) -> bool:
        return self.confidence == Confidence.LAW
