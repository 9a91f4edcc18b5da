"""What the rows of the curriculum share: a stable key, a period, and a history that shows every change."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

KEY_PATTERN = r"^[a-z0-9][a-z0-9-]*$"


class KeyField(models.CharField):
    """A stable id: lower case letters, digits and hyphens. Records hang on it; it never changes."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("verbose_name", _("key"))
        kwargs.setdefault(
            "validators", [RegexValidator(KEY_PATTERN, _("Lower case letters, digits and hyphens only."))]
        )
        super().__init__(*args, **kwargs)


class PeriodQuerySet(models.QuerySet):
    def valid_on(self, on) -> "PeriodQuerySet":
        """Rows whose period [valid_from, valid_until) holds `on`."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)

    def overlapping(self, *, valid_from, valid_until) -> "PeriodQuerySet":
        """Rows that share at least one day with [valid_from, valid_until)."""
        rows = self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from))
        return rows if valid_until is None else rows.filter(valid_from__lt=valid_until)


class DatedModel(RevisionMixin, models.Model):
    """A row that holds from a day on, until a day (not included) or for good. Every change keeps a revision."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )

    objects = PeriodQuerySet.as_manager()

    def holds_on(self, day: date) -> bool:
        """True when the period [valid_from, valid_until) holds the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The last day must come after the first."),
            ),
        ]
