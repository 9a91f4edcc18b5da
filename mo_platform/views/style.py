"""The living style page: every part in every state, left to right and right to left side by side."""

from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from core.languages import Language, get_language, list_languages
from mo_platform.navigation import LanguageLink
from mo_platform.templatetags.looks import list_icons
from people import api as people

from .style_samples import COLOURS, SAMPLES

SECTIONS = (
    ("colours", "Colours"),
    ("type", "Text"),
    ("buttons", "Buttons"),
    ("navigation", "Finding the way"),
    ("cards", "Cards and rows"),
    ("progress", "Progress"),
    ("notices", "Notices, chips, labels"),
    ("forms", "Forms"),
    ("sign_in", "Signing in"),
    ("lesson", "Lesson blocks"),
    ("questions", "Questions"),
    ("plan", "Plan"),
    ("states", "Empty and broken"),
    ("staff", "Staff"),
)


@dataclass(frozen=True)
class Side:
    """One direction of the page: its language, its sample words, and a prefix that keeps ids apart."""

    language: Language
    words: SimpleNamespace
    key: str
    form: forms.Form
    broken_form: forms.Form
    digits_form: forms.Form
    pin_choices: list[SimpleNamespace]
    page: Page
    unspoken: Language


class SampleForm(forms.Form):
    """Every kind of field."""

    def __init__(self, *args, words: SimpleNamespace, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("a", words.option_a), ("b", words.option_b)]
        self.fields["name"] = forms.CharField(label=words.field_name, help_text=words.field_hint)
        self.fields["phone"] = forms.CharField(
            label=words.field_phone, required=False, widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"})
        )
        self.fields["choice"] = forms.ChoiceField(label=words.field_choice, choices=choices, widget=forms.RadioSelect)
        self.fields["select"] = forms.ChoiceField(label=words.field_select, choices=choices)
        self.fields["text"] = forms.CharField(label=words.field_text, widget=forms.Textarea(attrs={"rows": 3}))
        self.fields["agree"] = forms.BooleanField(label=words.field_agree)


class DigitsForm(forms.Form):
    def __init__(self, *args, words: SimpleNamespace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["digits"] = forms.CharField(
            label=words.field_digits,
            max_length=60,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
        )


def _make_side(code: str) -> Side:
    words = SimpleNamespace(**SAMPLES[code])
    pins = ("apple", "bicycle", "key", "tree", "umbrella", "cup")
    return Side(
        language=get_language(code),
        words=words,
        key=code,
        form=SampleForm(words=words, prefix=f"good-{code}"),
        broken_form=SampleForm({}, words=words, prefix=f"bad-{code}"),
        digits_form=DigitsForm(words=words, prefix=f"digits-{code}"),
        pin_choices=[
            SimpleNamespace(value=name, label=label, url=static(f"art/pin-{name}.svg"))
            for name, label in zip(pins, words.pins, strict=True)
        ],
        page=Paginator(range(90), 10).page(4),
        unspoken=get_language({"nl": "uk", "ar": "ps"}[code]),
    )


@people.everybody
@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """For those who build and translate; not indexed, linked from nowhere, holds nothing of anybody."""
    sides = [_make_side("nl"), _make_side("ar")]
    context = {
        "sections": [SimpleNamespace(key=key, title=title, template=f"style/{key}.html") for key, title in SECTIONS],
        "sides": sides,
        "colours": COLOURS,
        "icons": sorted(list_icons()),
        "theme_names": ("light", "dark"),
        "language_links": [
            LanguageLink(get_language(code), f"/{code}/", is_current=code == "nl") for code in ("nl", "ar", "en", "fr")
        ],
        "many_links": [LanguageLink(language, "#", is_current=False) for language in list_languages()],
    }
    response = render(request, "style/page.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
