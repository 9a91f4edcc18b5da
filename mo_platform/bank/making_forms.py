"""The fields of a test, one small form for each thing that it is made of."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from assessments.enums import QuestionSection, QuestionUse
from core import languages
from core.forms import choice_field
from core.language_text import LanguageTextFormField
from curriculum.enums import Regime

from .making_draft import EVERY, SOME

FEEDBACK = [
    (assessments.Feedback.AT_END.value, _("at the end, with every mistake explained")),
    (assessments.Feedback.AT_ONCE.value, _("after each answer; then it cannot be changed")),
    (assessments.Feedback.NEVER.value, _("only how it went, no explanations")),
]
AIDS = [
    (assessments.Aid.EXTRA_TIME.value, _("more time")),
    (assessments.Aid.BREAKS.value, _("breaks that stop the clock")),
    (assessments.Aid.HELPER.value, _("somebody who helps (the result says so)")),
    (assessments.Aid.READ_ALOUD.value, _("questions read aloud")),
]
ORDERS = [
    (assessments.Order.RANDOM.value, _("another order for everybody")),
    (assessments.Order.FIXED.value, _("draw by draw, in the order of the bank")),
]
MEASURES = [
    (assessments.Measure.CORRECT.value, _("right answers")),
    (assessments.Measure.POINTS.value, _("points")),
    (assessments.Measure.PERCENT.value, _("percent of the points")),
]
JOINS = [(EVERY, _("ALL of these")), (SOME, _("ONE of these"))]
EVERYWHERE = ("", _("everywhere"))


def _date_field(label, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class HeadForm(forms.Form):
    """What a test is called, for whom and how it is sat, and from when. `base`: the version that the author saw."""

    title = LanguageTextFormField(label=_("Name"), required=False)
    description = LanguageTextFormField(label=_("What it is for, in a sentence"), required=False)
    uses = forms.MultipleChoiceField(
        label=_("Which questions it may draw"), choices=QuestionUse.choices, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=600, help_text=_("Empty: no limit of time.")
    )
    feedback = forms.ChoiceField(label=_("When it is said how it went"), choices=FEEDBACK)
    retake_days = forms.IntegerField(
        label=_("Advice: so many days before she tries again"), required=False, min_value=0, max_value=365
    )
    accommodations = forms.MultipleChoiceField(
        label=_("What helps and is allowed"),
        choices=AIDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Larger letters are always allowed."),
    )
    regime = forms.ChoiceField(label=_("Where it holds"), required=False, choices=[EVERYWHERE, *Regime.choices])
    valid_from = _date_field(_("Holds from"))
    valid_until = _date_field(_("Until and including"), required=False, help_text=_("Empty: without an end."))
    base = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean_title(self) -> dict[str, str]:
        return require_dutch(self.cleaned_data["title"])


class SectionForm(forms.Form):
    """A section; one of the parts of the real test has its name already."""

    title = LanguageTextFormField(label=_("Name of the section"), required=False)
    order = forms.ChoiceField(label=_("Order of the questions"), choices=ORDERS)
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("key") not in QuestionSection.values and not told.get("title", {}).get(languages.SOURCE_LANGUAGE):
            self.add_error("title", _("Give it a name in Dutch."))
        return told


class DrawForm(forms.Form):
    """What a section draws."""

    count = forms.IntegerField(label=_("How many questions"), min_value=1, max_value=200)
    themes = forms.MultipleChoiceField(
        label=_("About one of these themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.MultipleChoiceField(
        label=_("With all of these marks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    objectives = forms.MultipleChoiceField(
        label=_("For one of these objectives"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Hold Ctrl (⌘) to choose several; none: all."),
    )
    region = forms.ChoiceField(label=_("About"), required=False)
    points = forms.DecimalField(
        label=_("Points for a right answer"), required=False, min_value=Decimal("0.01"), max_digits=6, decimal_places=2
    )
    is_scored = forms.BooleanField(label=_("They count"), required=False, help_text=_("Off: they are only tried out."))

    def __init__(self, *args: Any, offered: dict[str, list], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            choice_field(self, name).choices = choices

    @property
    def as_data(self) -> dict[str, Any]:
        told = self.cleaned_data
        data: dict[str, Any] = {"count": told["count"]}
        data |= {name: told[name] for name in ("themes", "objectives", "tags", "region") if told[name]}
        if told["points"] not in (None, 1):
            data["points"] = plain_number(told["points"])
        return data if told["is_scored"] else data | {"is_scored": False}


class OutcomeForm(forms.Form):
    """An outcome; a rule deeper than the editor shows is `kept` as it is."""

    title = LanguageTextFormField(label=_("Name of the outcome"), required=False)
    join = forms.ChoiceField(label=_("Reached by"), choices=JOINS, required=False)
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class PartForm(forms.Form):
    """How the cuts of a part of an outcome are joined."""

    join = forms.ChoiceField(label=_("Of this part"), choices=JOINS, required=False)


class CutForm(forms.Form):
    """At least so much, in a section or in the whole test."""

    minimum = forms.DecimalField(label=_("At least"), min_value=Decimal("0.01"), max_digits=7, decimal_places=2)
    measure = forms.ChoiceField(label=_("Of what"), choices=MEASURES)
    section = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, sections: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "section").choices = [("", _("in the whole test")), *sections]

    def as_data(self, keys: dict[str, str]) -> dict[str, Any]:
        """`keys`: those of the sections, by their number."""
        told = self.cleaned_data
        cut: dict[str, Any] = {told["measure"]: plain_number(told["minimum"])}
        return cut | {"section": keys[told["section"]]} if told["section"] else cut


class OpenForm(forms.Form):
    """Who may sit a test."""

    open_to = forms.ChoiceField(choices=assessments.OpenTo.choices)


def require_dutch(texts: dict[str, str]) -> dict[str, str]:
    if not texts.get(languages.SOURCE_LANGUAGE):
        raise forms.ValidationError(_("Give it a name in Dutch."), code="no_title")
    return texts


def plain_number(number: Decimal) -> int | float:
    """As JSON holds it."""
    return int(number) if number == number.to_integral_value() else float(number)
