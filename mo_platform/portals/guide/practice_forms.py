"""The form with which newcomers are asked to practise, and that in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core import api as core
from core.forms import choice_field
from progress import api as progress

from ..asked_practice import find_language
from .fields import DateField

ALL, NEW = "all", "new"
WAYS: dict[str, str | Promise] = {
    NEW: _("new questions first"),
    progress.PracticeWay.MISTAKES.value: _("her own mistakes"),
    progress.PracticeWay.DUE.value: _("what she nearly forgot"),
    progress.PracticeWay.HARDEST.value: _("what is hardest for her"),
}


class AssignForm(forms.Form):
    """`themes` and `tests` are pairs of key and title; a test is asked in place of a set. `key` names the form, so that sent
    twice it asks once. `standing`: the assignment that is changed; once it was begun only its day and sentence can change."""

    test = forms.ChoiceField(
        label=_("What you ask"),
        required=False,
        help_text=_(
            "A test has its own questions: then what you choose below about themes and numbers does not count."
        ),
    )
    theme = forms.TypedChoiceField(label=_("About"), coerce=lambda theme: "" if theme == ALL else theme)
    size = forms.TypedChoiceField(
        label=_("How many questions"),
        coerce=int,
        choices=[(size, size) for size in progress.SIZES],
        initial=progress.SIZES[1],
    )
    way = forms.TypedChoiceField(
        label=_("Which questions"),
        choices=list(WAYS.items()),
        coerce=lambda way: None if way == NEW else progress.PracticeWay(way),
        help_text=_("Where she has no such questions, she gets others about the same."),
    )
    due_on = DateField(label=_("Until and including"))
    sentence = forms.CharField(
        label=_("A sentence beside it"),
        required=False,
        max_length=200,
        help_text=_("She reads it as you write it: one short Dutch sentence. Nothing about her answers."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(
        self,
        *args,
        themes: Iterable,
        tests: Iterable,
        today: date,
        standing: progress.Assignment | None = None,
        **kwargs,
    ) -> None:
        if standing is not None:
            kwargs["initial"] = _read_initial(standing.asked)
        super().__init__(*args, **kwargs)
        choice_field(self, "test").choices = [("", _("a set to practise with")), *tests]
        choice_field(self, "theme").choices = [(ALL, _("a mix of all themes")), *themes]
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()
        if standing is None:
            self.fields["key"].required = True
        else:
            del self.fields["key"]
            if standing.practice is not None:
                for name in ("test", "theme", "size", "way"):
                    self.fields[name].disabled = True

    def read_asked(self) -> progress.Asked:
        told = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        if told["test"]:
            return progress.ask_for_test(test=told["test"], due_on=told["due_on"], sentence=told["sentence"])
        return progress.Asked(**told)


def _read_initial(asked: progress.Asked) -> dict:
    return {
        "test": asked.test,
        "theme": asked.theme or ALL,
        "size": asked.size or progress.SIZES[1],
        "way": asked.way.value if asked.way else NEW,
        "due_on": asked.due_on,
        "sentence": asked.sentence,
    }


def say_asked(asked: progress.Asked, titles: dict[str, str]) -> str:
    """What is asked, in one line: the theme, how many questions, which ones; of a test its name. `titles`: of both."""
    if asked.test:
        return gettext("the test “%(title)s”") % {"title": titles.get(asked.test) or asked.test}
    title = titles.get(asked.theme, asked.theme) or gettext("A mix of all themes")
    return gettext("%(title)s, %(size)s questions, %(way)s") % {
        "title": title,
        "size": asked.size,
        "way": WAYS[asked.way.value if asked.way else NEW],
    }


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be asked of who lives somewhere: questions to practise with, and by its code each test's languages."""

    items: list[assessments.PracticeItem]
    test_languages: Mapping[str, frozenset[str]]


def list_read_languages(newcomer) -> list[str]:
    """In which language she practises: the first of these that has questions. Dutch is the last."""
    reads = [code for code in newcomer.profile.languages if core.is_known_language(code)]
    return [*reads, core.SOURCE_LANGUAGE]


def list_language_notes(newcomer, offer: Offer, *, themes: Mapping[str, str], tests: Mapping[str, str]) -> list[str]:
    """What she would not practise or sit in the language that she reads best, and in which one then: all sets or those of
    some themes, and tests. `themes` and `tests`: titles by key."""
    reads = list_read_languages(newcomer)
    return _list_practice_notes(offer.items, themes, reads) + _list_test_notes(offer.test_languages, tests, reads)


def _list_practice_notes(
    items: list[assessments.PracticeItem], themes: Mapping[str, str], reads: list[str]
) -> list[str]:
    code = find_language(items, theme="", reads=reads)
    if code is None:
        return [gettext("there are no questions to practise with")]
    if code != reads[0]:
        told = gettext("practises in %(other)s: there are no questions in %(best)s yet")
        return [told % {"other": _name(code), "best": _name(reads[0])}]
    lacking = _group((title, find_language(items, theme=theme, reads=reads)) for theme, title in themes.items())
    lacking.pop(code, None)
    return [_say_themes(other, titles, reads[0]) for other, titles in lacking.items()]


def _list_test_notes(offered: Mapping[str, frozenset[str]], tests: Mapping[str, str], reads: list[str]) -> list[str]:
    spoken = {code: next((read for read in reads if read in offered[code]), None) for code in tests}
    lacking = _group((tests[code], other) for code, other in spoken.items())
    lacking.pop(reads[0], None)
    return [_say_tests(other, titles, reads[0]) for other, titles in lacking.items()]


def _group(pairs: Iterable[tuple[str, str | None]]) -> dict[str | None, list[str]]:
    """Titles by the language in which there is something."""
    found: dict[str | None, list[str]] = {}
    for title, language in pairs:
        found.setdefault(language, []).append(title)
    return found


def _say_themes(other: str | None, titles: list[str], best: str) -> str:
    if other is None:
        return gettext("has no questions about: %(themes)s") % {"themes": ", ".join(titles)}
    told = gettext("practises in %(other)s, for lack of questions in %(best)s, about: %(themes)s")
    return told % {"other": _name(other), "best": _name(best), "themes": ", ".join(titles)}


def _say_tests(other: str | None, titles: list[str], best: str) -> str:
    if other is None:
        return gettext("cannot sit: %(tests)s") % {"tests": ", ".join(titles)}
    told = gettext("sits in %(other)s what does not exist in %(best)s: %(tests)s")
    return told % {"other": _name(other), "best": _name(best), "tests": ", ".join(titles)}


def _name(code: str) -> str:
    return core.get_language(code).name_nl
