import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from core.language_text import LanguageText, LanguageTextField, read_in

from .base import KeyField

ARTICLE = re.compile(r"^(?:de|het|een)\s+", re.IGNORECASE)


def strip_article(term: str) -> str:
    """The Dutch word without its article."""
    return ARTICLE.sub("", term.strip())


def fold_form(form: str) -> str:
    """A Dutch word or group of words as it is compared: without case, with single spaces."""
    return " ".join(form.split()).casefold()


class GlossaryEntry(RevisionMixin, models.Model):
    """A Dutch word that newcomers meet (*begrip*): what it means in plain Dutch, and the word and meaning per language.

    `forms` are the other ways in which the word stands in a text, one per line. In `meaning` {fact:keys} and `Dutch
    words` work as in lessons. `checked` says per language who of those who speak it has checked the entry, and when;
    without it the language is shown as a draft.

    pii: the name of the one who checked a language; kept while the entry stands.
    """

    key = KeyField(unique=True)
    term = models.CharField(_("Dutch word, with its article"), max_length=80)
    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_("How the word can stand in a text, one form per line: the plural, a verb that is bent."),
    )
    meaning = LanguageTextField(_("meaning"), help_text=_("One or two plain sentences; the Dutch is needed."))
    terms = LanguageTextField(_("the word in other languages"), blank=True)
    checked = LanguageTextField(
        _("checked by a native speaker"),
        blank=True,
        help_text=_("Per language: who, and when. A language without a check is shown as a draft."),
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)  # what a pack last said of it
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return f"{self.key}: {self.term}"

    def list_forms(self) -> list[str]:
        """Every way in which the word stands in a text, folded: without its article, and its other forms."""
        found = [strip_article(self.term), *self.forms.splitlines()]
        return list(dict.fromkeys(form for text in found if (form := fold_form(text))))

    def clean(self) -> None:
        super().clean()
        if isinstance(self.meaning, dict) and not self.meaning.get("nl"):
            raise ValidationError({"meaning": _("The Dutch text is missing.")}, code="dutch_missing")
        if isinstance(self.terms, dict) and "nl" in self.terms:
            raise ValidationError({"terms": _("The Dutch word stands above; do not repeat it here.")})
        own = set(self.list_forms())
        for other in type(self).objects.exclude(pk=self.pk):
            if double := sorted(own & set(other.list_forms())):
                message = _("“%(form)s” already belongs to “%(entry)s”.")
                params = {"form": double[0], "entry": other.key}
                raise ValidationError({"forms": ValidationError(message, code="form_twice", params=params)})

    def meaning_in(self, language: str) -> LanguageText:
        """The meaning in `language`; where it is missing the Dutch, marked `is_missing`."""
        return read_in(self.meaning, language)

    def term_in(self, language: str) -> LanguageText:
        """The word in `language`; where it is missing the Dutch word, marked `is_missing`."""
        return read_in({**self.terms, "nl": self.term}, language)

    def is_checked_in(self, language: str) -> bool:
        return language == "nl" or bool(self.checked.get(language))
