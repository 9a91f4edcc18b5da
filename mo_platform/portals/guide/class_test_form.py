"""What a test for a class is made of. All of it stands in the address, so that the same address gives the same sheets."""

import secrets

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core import api as core
from core.forms import choice_field

MOST_SEED = 99_999
_PREFIX = "n-"
_AT_FIRST = 2


class BankForm(forms.Form):
    """From which bank, and in which language; what was not asked for is the first of each."""

    bank = forms.ChoiceField(label=_("Bank of questions"))
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args, banks: list[assessments.PaperBank], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "bank").choices = [(bank.code, f"{bank.title} · {bank.organisation}") for bank in banks]
        codes = {code for bank in banks for code in bank.languages}
        found = [language for language in core.list_languages() if language.code in codes]
        choice_field(self, "language").choices = [(language.code, language.name_nl) for language in found]


class ClassTestForm(forms.Form):
    """A title, and how many questions of each theme; `themes` are pairs of key and title. `seed` says which ones."""

    title = forms.CharField(label=_("Title on the paper"), max_length=80)
    has_dutch = forms.BooleanField(label=_("Dutch beside it"), required=False)
    bank = forms.CharField(widget=forms.HiddenInput)
    language = forms.CharField(widget=forms.HiddenInput)
    seed = forms.IntegerField(min_value=1, max_value=MOST_SEED, widget=forms.HiddenInput)

    def __init__(self, *args, bank: assessments.PaperBank, language: str, themes: list, **kwargs) -> None:
        kwargs["initial"] = {
            "title": gettext("Practice test"),
            "bank": bank.code,
            "language": language,
            "seed": secrets.randbelow(MOST_SEED) + 1,
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if language == core.SOURCE_LANGUAGE:
            del self.fields["has_dutch"]
        counts = bank.counts.get(language, {})
        for key, title in themes:
            if key in counts:
                self.fields[f"{_PREFIX}{key}"] = forms.IntegerField(
                    label=title,
                    min_value=0,
                    max_value=counts[key],
                    required=False,
                    initial=min(_AT_FIRST, counts[key]),
                    help_text=gettext("0 to %(count)s questions") % {"count": counts[key]},
                )

    def clean(self):
        data = super().clean()
        if not self.errors and not any(self.read_counts().values()):
            self.add_error(None, gettext("Ask at least one question."))
        return data

    def read_counts(self) -> dict[str, int]:
        """{theme: how many}, in the order of the form."""
        return {
            name.removeprefix(_PREFIX): self.cleaned_data.get(name) or 0
            for name in self.fields
            if name.startswith(_PREFIX)
        }
