"""The form with which newcomers are asked to practise, and that in words."""

from collections.abc import Iterable, Mapping
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


def list_language_notes(newcomer, items: Iterable[assessments.PracticeItem], titles: Mapping[str, str]) -> list[str]:
    """In which language she will practise, where that is not the one she reads best: all of it, or the themes of `titles`
    that lack questions in it. `items`: what may be practised with where she lives."""
    items = list(items)
    reads = [code for code in newcomer.profile.languages if core.is_known_language(code)]
    spoken = [*reads, core.SOURCE_LANGUAGE]
    code = find_language(items, theme="", reads=spoken)
    if code is None:
        return [gettext("there are no questions to practise with")]
    best = core.get_language(spoken[0]).name_nl
    if code != spoken[0]:
        told = gettext("practises in %(other)s: there are no questions in %(best)s yet")
        return [told % {"other": core.get_language(code).name_nl, "best": best}]
    lacking: dict[str | None, list[str]] = {}
    for theme, title in titles.items():
        lacking.setdefault(find_language(items, theme=theme, reads=spoken), []).append(title)
    return [_say_themes(other, themes, best) for other, themes in lacking.items() if other != code]


def _say_themes(other: str | None, themes: list[str], best: str) -> str:
    if other is None:
        return gettext("has no questions about: %(themes)s") % {"themes": ", ".join(themes)}
    told = gettext("practises in %(other)s, for lack of questions in %(best)s, about: %(themes)s")
    return told % {"other": core.get_language(other).name_nl, "best": best, "themes": ", ".join(themes)}
