"""Forms of the tasks besides their worlds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core import languages
from core.forms import choice_field
from pretrajectory import api as pretrajectory

from .parts import LONGEST_WORDS

#: DigComp 2.2 (Vuorikari, Kluzer, Punie, JRC 2022): the competences, in short.
COMPETENCES = (
    ("1.1", _("browsing and searching")),
    ("1.2", _("judging what is found")),
    ("1.3", _("keeping and finding again")),
    ("2.1", _("talking to others")),
    ("2.2", _("sharing")),
    ("2.3", _("taking part as a citizen")),
    ("2.4", _("working together")),
    ("2.5", _("good manners")),
    ("2.6", _("managing who one is online")),
    ("3.1", _("making content")),
    ("3.2", _("changing and combining content")),
    ("3.3", _("copyright and licences")),
    ("3.4", _("programming")),
    ("4.1", _("protecting devices")),
    ("4.2", _("protecting personal data")),
    ("4.3", _("protecting health")),
    ("4.4", _("protecting the environment")),
    ("5.1", _("solving technical problems")),
    ("5.2", _("choosing tools for what is needed")),
    ("5.3", _("using tools creatively")),
    ("5.4", _("knowing what one still has to learn")),
)
NOT_SAID = ("", _("not said"))
EVERYTHING = ("", _("all"))
_LEVELS = [(str(level), str(level)) for level in (1, 2)]
_LASLLIAM = [(str(level), str(level)) for level in (1, 2, 3, 4)]


def _words(label, help_text) -> forms.CharField:
    widget = forms.TextInput({"lang": languages.SOURCE_LANGUAGE})
    return forms.CharField(label=label, max_length=LONGEST_WORDS, widget=widget, help_text=help_text)


class HeadForm(forms.Form):
    """What a task asks and shows, and where it stands. `base`: the revision that the author saw."""

    instruction = _words(_("What she is asked to do"), _("Short. It is shown above the little world and read aloud."))
    can_do = _words(_("What it shows that she can do"), _("In the first person: “I open an e-mail”."))
    skill = forms.ChoiceField(label=_("Skill"), choices=[NOT_SAID, *pretrajectory.Skill.choices])
    level = forms.ChoiceField(label=_("Level"), choices=[NOT_SAID, *_LEVELS])
    devices = forms.MultipleChoiceField(
        label=_("On which devices"), choices=pretrajectory.Device.choices, widget=forms.CheckboxSelectMultiple
    )
    digcomp = forms.ChoiceField(
        label=_("Competence of DigComp 2.2"),
        required=False,
        choices=[NOT_SAID, *((code, f"{code} {name}") for code, name in COMPETENCES)],
    )
    digcomp_level = forms.ChoiceField(label=_("Level of DigComp"), required=False, choices=[NOT_SAID, *_LEVELS])
    laslliam = forms.ChoiceField(
        label=_("Level of LASLLIAM (reading and writing)"), required=False, choices=[NOT_SAID, *_LASLLIAM]
    )
    keeps_translations = forms.BooleanField(
        label=_("Only a slip of the pen: the translations stay true"), required=False
    )
    base = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    REFS = ("digcomp", "digcomp_level", "laslliam")

    @property
    def refs(self) -> dict[str, str]:
        """Where it stands in the frameworks that the form knows."""
        told = self.cleaned_data
        return {name: told[name] for name in self.REFS if told.get(name)}


class TranslationForm(forms.Form):
    """The texts of a task in one language, in the order of the Dutch."""

    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, texts: Mapping[str, Mapping[str, str]], language: languages.Language, base: int
    ) -> None:
        """`texts`: {name: {language: text}}."""
        self.names = {f"text{number}": name for number, name in enumerate(texts)}
        initial = {field: texts[name].get(language.code, "") for field, name in self.names.items()} | {"base": base}
        super().__init__(data, initial=initial)
        for field in self.names:
            widget = forms.Textarea({"rows": 2, "lang": language.code, "dir": language.direction})
            self.fields[field] = forms.CharField(required=False, max_length=LONGEST_WORDS, widget=widget)

    @property
    def texts(self) -> dict[str, str]:
        """By name."""
        return {name: self.cleaned_data[field] for field, name in self.names.items()}


class FilterForm(forms.Form):
    """Which tasks are looked for."""

    world = forms.ChoiceField(label=_("Little world"), required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False, choices=[EVERYTHING, *pretrajectory.Skill.choices])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[EVERYTHING, *_LEVELS])
    device = forms.ChoiceField(label=_("Device"), required=False, choices=[EVERYTHING, *pretrajectory.Device.choices])
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[EVERYTHING, ("own", _("our own")), ("starter", _("starter content of the platform"))],
    )
    state = forms.ChoiceField(label=_("Status"), required=False)
    without = forms.ChoiceField(label=_("Not yet in"), required=False)

    def __init__(self, data: Any, *, worlds: list, states: list) -> None:
        super().__init__(data)
        others = [one for one in languages.list_languages() if one.code != languages.SOURCE_LANGUAGE]
        choices = {"world": worlds, "state": states, "without": [(one.code, one.name_nl) for one in others]}
        for name, offered in choices.items():
            choice_field(self, name).choices = [EVERYTHING, *offered]

    @property
    def wanted(self) -> dict[str, str]:
        """What is not understood asks nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StepForm(forms.Form):
    """A step of a task; `base` is the revision that was seen."""

    step = forms.ChoiceField(choices=pretrajectory.TaskStep.choices)
    base = forms.IntegerField()
