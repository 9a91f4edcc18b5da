from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from core.language_text import LanguageText, LanguageTextField, read_in

from ..enums import Confidence, FactKind, Region
from .base import KeyField


class FactQuerySet(models.QuerySet):
    def due_for_review(self, on) -> "FactQuerySet":
        """Never checked, or whose review day has come."""
        return self.filter(models.Q(checked_on__isnull=True) | models.Q(review_by__lte=on))


class Fact(RevisionMixin, models.Model):
    """One statement that may change: an amount, a term, an address. Lessons refer to it and never write it themselves.

    `display` is the value as it stands in a sentence, per language; `statement` the whole claim, for whoever checks it.

    pii: the name of the staff member who checked it; kept while the fact stands.
    """

    key = KeyField(unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=FactKind.choices)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices)
    display = LanguageTextField(_("as it stands in a sentence"))
    statement = LanguageTextField(_("the whole claim"))
    source = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_name = models.CharField(_("source"), max_length=200)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)  # what a pack last said of it
    changed_at = models.DateTimeField(auto_now=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by="") | models.Q(checked_on__isnull=False),
                name="fact_checker_needs_a_day",
                violation_error_message=_("Who checked it also says on which day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.display.get('nl', '')}"

    def clean(self) -> None:
        super().clean()
        if isinstance(self.display, dict) and not self.display.get("nl"):
            raise ValidationError({"display": _("The Dutch text is missing.")}, code="dutch_missing")

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None

    def value_in(self, language: str) -> LanguageText:
        """The value in `language`; where it is missing the Dutch, marked `is_missing` (render it with its own lang)."""
        return read_in(self.display, language)

    def statement_in(self, language: str) -> LanguageText:
        return read_in(self.statement, language)
