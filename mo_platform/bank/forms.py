"""Forms of the banks of questions."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from assessments.enums import QuestionKind, QuestionSection, QuestionState, QuestionStep, QuestionUse
from core import languages
from curriculum import api as curriculum
from curriculum.enums import Regime
from interop import api as interop
from lessons import api as lessons
from plans import api as plans

from .facts import FactsField

#: A shared text that is still to be written.
NEW = "new"
NOT_SAID = ("", _("not said yet"))
#: The names by which their users know the formats.
FORMATS = {
    "gift": "GIFT",
    "moodle-xml": "Moodle XML",
    "aiken": "Aiken",
    "qti": "QTI 3.0",
    "csv": "CSV",
    "xlsx": "Excel (XLSX)",
}


_NEEDED_LABEL = '{}<span class="w-required-mark">*</span>'
#: The field for what a short text accepts; no place in a question has this name.
ANSWERS = "answers"


class QuestionForm(forms.Form):
    """A question in Dutch, what it is about and what it is for. All but the question itself may wait; what is NEEDED, until it
    goes to a reviewer."""

    NEEDED = ("objective", "section", "use", "fact_keys")
    _ELSEWHERE = ("question", "keeps_translations")

    question = lessons.make_question_field()
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    section = forms.ChoiceField(
        label=_("Part of the test"), required=False, choices=[NOT_SAID, *QuestionSection.choices]
    )
    use = forms.ChoiceField(label=_("What it is for"), required=False, choices=[NOT_SAID, *QuestionUse.choices])
    region = forms.ChoiceField(
        label=_("Where it holds"), required=False, choices=[("", _("everywhere")), *Regime.choices]
    )
    fact_keys = FactsField(
        label=_("Facts that it rests on"),
        required=False,
        help_text=_("A question states nothing that is not a fact with a source."),
    )
    shared = forms.ChoiceField(
        label=_("Shared text"),
        required=False,
        help_text=_("A text, a picture, an audio or a video that it is about together with other questions."),
    )
    title = forms.CharField(label=_("Title, for authors only"), required=False, max_length=255)
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=500, help_text=_("Words with commas between them.")
    )
    review_by = forms.DateField(
        label=_("Look at it again by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    keeps_translations = forms.BooleanField(
        label=_("Only a slip of the pen: the translations stay true"), required=False
    )
    base = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, offered: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        """`offered`: the shared texts of the bank; None where it is about one already."""
        super().__init__(*args, **kwargs)
        _offer(self, "objective", [NOT_SAID, *list_objectives()])
        if offered is None:
            del self.fields["shared"]
        else:
            _offer(self, "shared", [("", _("none")), (NEW, _("a new one, to write after saving")), *offered])

    @classmethod
    def of(
        cls, editing: assessments.Editing, data: Any = None, *, offered: list[tuple[str, str]] | None
    ) -> "QuestionForm":
        about = editing.about
        initial = {
            **about,
            "tags": ", ".join(about["tags"]),
            "question": lessons.fill_question_form(editing.content),
            "base": editing.revision,
        }
        return cls(data, initial=initial, offered=offered)

    def clean_tags(self) -> list[str]:
        return [tag for tag in (word.strip() for word in self.cleaned_data["tags"].split(",")) if tag]

    def draw_question(self) -> str:
        """The editor, with what is wrong beside the fields that it is about."""
        bound = self["question"]
        widget = bound.field.widget
        return widget.render_with_errors(  # type: ignore[attr-defined]  # the stubs know no BlockWidget
            bound.html_name, bound.value(), attrs={"id": bound.auto_id}, errors=bound.errors
        )

    def list_about(self) -> list[tuple[forms.BoundField, str]]:
        """The fields besides the question, each with its label; what a reviewer cannot do without is marked."""
        return [
            (bound, format_html(_NEEDED_LABEL, bound.label) if bound.name in self.NEEDED else str(bound.label))
            for bound in self.visible_fields()
            if bound.name not in self._ELSEWHERE
        ]

    def list_mistakes(self) -> list[tuple[str, str]]:
        """All that is wrong: the id of the place on the page, and a sentence."""
        found = []
        for name, errors in self.errors.as_data().items():
            bound = self[name]
            for error in errors:
                if name == "question":
                    found += lessons.list_question_mistakes(error, name=bound.html_name)
                else:
                    found.append((bound.auto_id, f"{bound.label}: {' '.join(error.messages)}"))
        return found

    @property
    def content(self) -> dict[str, Any]:
        return lessons.read_question_form(self.cleaned_data["question"])

    @property
    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in assessments.ABOUT if name in self.cleaned_data}


class TranslationForm(forms.Form):
    """The texts of a question in one language, each named by its place in the Dutch."""

    base = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, editing: assessments.Editing, language: str) -> None:
        texts = editing.content["languages"].get(language, {})
        self.places = {
            "--".join(place): place for place, text in assessments.list_texts(_dutch_of(editing)) if text.strip()
        }
        own = dict(assessments.list_texts(texts))
        initial = {name: own.get(place, "") for name, place in self.places.items()} | {"base": editing.revision}
        super().__init__(data, initial=initial)
        for name, place in self.places.items():
            is_explanation = place == ("explanation",)
            self.fields[name] = (
                lessons.ExplanationField(label=str(_("Explanation, shown after the answer")))
                if is_explanation
                else lessons.LineField(language=language)
            )

        if editing.content["kind"] == QuestionKind.SHORT_TEXT:
            accepted = editing.content["key"].get("accepted", {}).get(language, ())
            self.initial[ANSWERS] = "\n".join(accepted)
            label = str(_("Answers that are accepted, one a line"))
            self.fields[ANSWERS] = lessons.AnswersField(language=language, label=label)

    @property
    def answers(self) -> list[str] | None:
        """What a short text accepts in this language; None for other kinds."""
        return self.cleaned_data.get(ANSWERS)

    @property
    def texts(self) -> dict[str, Any]:
        """As one language of freeze_question."""
        return assessments.arrange_texts({place: self.cleaned_data[name] for name, place in self.places.items()})


class FilterForm(forms.Form):
    """Which questions of a bank are looked for."""

    text = forms.CharField(label=_("Search"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    state = forms.ChoiceField(label=_("Status"), required=False)
    use = forms.ChoiceField(label=_("What it is for"), required=False)
    section = forms.ChoiceField(label=_("Part of the test"), required=False)
    without = forms.ChoiceField(label=_("Not yet in"), required=False)
    is_due = forms.BooleanField(label=_("To be looked at again"), required=False)

    def __init__(self, *args: Any, themes: dict[str, str], counts: dict[QuestionState, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("all"))
        choices: dict[str, list] = {
            "theme": list(themes.items()),
            "state": [(state.value, f"{state.label} ({count})") for state, count in counts.items()],
            "use": QuestionUse.choices,
            "section": QuestionSection.choices,
            "without": [
                (language.code, language.name_nl)
                for language in languages.list_languages()
                if language.code != languages.SOURCE_LANGUAGE
            ],
        }
        for name, offered in choices.items():
            _offer(self, name, [everything, *offered])

    @property
    def wanted(self) -> assessments.BankFilter:
        """What is not understood asks nothing."""
        self.is_valid()
        told = dict(self.cleaned_data)
        due_on = plans.brussels_date(timezone.now()) if told.pop("is_due", False) else None
        return assessments.BankFilter(**told, due_on=due_on)


class FileForm(forms.Form):
    """A file of questions of another system, in one language."""

    form = forms.ChoiceField(label=_("Format"), choices=[(form, FORMATS[form]) for form in interop.QUESTION_READERS])
    language = forms.ChoiceField(label=_("Language"))
    file = forms.FileField(label=_("File"), max_length=255)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted(languages.list_languages(), key=lambda language: language.code != languages.SOURCE_LANGUAGE)
        _offer(self, "language", [(language.code, language.name_nl) for language in offered])


class StepForm(forms.Form):
    """A step of a question; `base` is the revision that was seen."""

    step = forms.ChoiceField(choices=QuestionStep.choices)
    remark = forms.CharField(required=False, max_length=2000)
    base = forms.IntegerField()


def _offer(form: forms.Form, name: str, choices: list) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def list_objectives() -> list[tuple[str, list[tuple[str, str]]]]:
    """The objectives that hold today, by theme."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in curriculum.list_objectives(on=plans.brussels_date(timezone.now())):
        theme = str(row.theme.title_in(languages.SOURCE_LANGUAGE))
        groups.setdefault(theme, []).append((row.key, str(row.title_in(languages.SOURCE_LANGUAGE))))
    return list(groups.items())


def _dutch_of(editing: assessments.Editing) -> dict[str, Any]:
    return editing.content["languages"].get(languages.SOURCE_LANGUAGE, {})
