"""A fact is found by its words, its key or its theme: for the editor of texts, and as what a question rests on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments import api as assessments
from core import languages
from curriculum import api as curriculum

from .access import author_required
from .chosen import Chosen
from .showing import name_themes

PER_PAGE = 10


class ChosenFacts(Chosen):
    look_for = _("Look for a fact")

    def list_chosen(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(fact.key, tell_fact(fact)["claim"]) for fact in curriculum.list_facts(keys=keys).values()]

    def tell_chooser(self) -> dict[str, Any]:
        return tell_fact_chooser()


class FactsField(forms.MultipleChoiceField):
    """Keys of facts that there are."""

    widget = ChosenFacts

    def valid_value(self, value: str) -> bool:
        return bool(curriculum.list_facts(keys=[value]))


class FactSearchForm(forms.Form):
    """Which facts are looked for. `for_text`: only those that have words to stand in a sentence."""

    q = forms.CharField(label=_("Words, key or theme"), required=False, max_length=200)
    for_text = forms.BooleanField(required=False)


def tell_fact_chooser() -> dict[str, Any]:
    return {"address": reverse("find_facts"), "title": _("Choose a fact")}


@author_required
@require_safe
def find_facts(request):
    """The facts that fit, a page of them: what the dialog shows, as {"html"}."""
    form = FactSearchForm(request.GET)
    form.is_valid()
    themes = _name_themes_of_facts(request.user)
    words = form.cleaned_data.get("q", "").casefold().split()
    found = [
        {"key": key, "themes": ", ".join(sorted(themes.get(key, ()))), **tell_fact(fact)}
        for key, fact in curriculum.list_facts(keys=curriculum.list_fact_keys()).items()
        if fact.display.get(languages.SOURCE_LANGUAGE) or not form.cleaned_data.get("for_text")
    ]
    fitting = [told for told in found if all(word in _gather_words(told) for word in words)]
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("p"))
    context = {"form": form, "page": page, "count": len(fitting)}
    return JsonResponse({"html": render_to_string("cms/bank/facts.html", context, request)})


def tell_fact(fact) -> dict[str, str]:
    """A fact for authors: what stands in a sentence (where nothing can, the whole claim), and the claim; its key comes second."""
    claim = fact.statement.get(languages.SOURCE_LANGUAGE, "")
    words = fact.display.get(languages.SOURCE_LANGUAGE, "")
    return {"key": fact.key, "words": words or claim, "claim": claim or words}


def _gather_words(told: dict[str, str]) -> str:
    return " ".join(told.values()).casefold()


def _name_themes_of_facts(user) -> dict[str, set[str]]:
    """The titles of the themes of each fact: of the questions of one's banks that rest on it."""
    titles = name_themes()
    used = assessments.list_themes_of_facts(banks=assessments.list_banks_for(user=user))
    return {key: {titles.get(theme, theme) for theme in themes} for key, themes in used.items()}
