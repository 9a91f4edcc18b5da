"""Small forms about people: why a dossier is opened, who takes over, whom the desk looks for, what the log is asked."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import api as core
from core.forms import choice_field
from people.enums import LookPurpose

from .fields import DateField
from .quarters import Quarter, list_quarters

#: What can be said outside the own caseload, in the words of who looks.
PURPOSES = (
    (LookPurpose.STAND_IN, _("I stand in for her case worker")),
    (LookPurpose.QUESTION, _("She asked me something")),
    (LookPurpose.CHECK, _("I check the quality of the work")),
)


class PurposeForm(forms.Form):
    purpose = forms.TypedChoiceField(
        label=_("Why do you open this dossier?"), choices=PURPOSES, coerce=LookPurpose, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("Explanation"), max_length=200, required=False, help_text=_("She can read this too.")
    )


class CardPurposeForm(PurposeForm):
    """The same question about her card. The desk guides nobody: it stands in for no case worker and checks no work."""

    HELPING = (
        (LookPurpose.SIGN_IN, _("I help her sign in: a card, her pictures, her phone")),
        (LookPurpose.QUESTION, _("She asked me something else")),
    )
    GUIDING = (PURPOSES[0], PURPOSES[2])

    purpose = forms.TypedChoiceField(label=_("Why do you open her card?"), coerce=LookPurpose, widget=forms.RadioSelect)

    def __init__(self, *args, is_desk: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "purpose").choices = self.HELPING if is_desk else (*self.HELPING, *self.GUIDING)


class ColleagueField(forms.ModelChoiceField):
    """Colleagues by the name they are called by."""

    def label_from_instance(self, obj) -> str:
        return obj.get_full_name() or obj.get_username()


class HandOverForm(forms.Form):
    to = ColleagueField(label=_("New case worker"), queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, ColleagueField)
        field.queryset = colleagues


class IssueForm(forms.Form):
    """`replaces` names the card that stood when the page was shown: a reloaded print page asks before it prints anew."""

    replaces = forms.CharField(required=False, widget=forms.HiddenInput)
    keeps_phones = forms.BooleanField(label=_("She has her phones with her: leave them signed in."), required=False)


class StopCardForm(forms.Form):
    """`replaces` as in IssueForm: a card made meanwhile is not stopped unseen."""

    replaces = forms.CharField(required=False, widget=forms.HiddenInput)
    keeps_phones = forms.BooleanField(label=_("She has her phones with her: leave them signed in."), required=False)


class DeskSearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name, or part of it"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    birth_date = DateField(label=_("Date of birth"), required=False)


class ReportForm(forms.Form):
    """`quarter` becomes a Quarter, one of those that can be chosen on the day `on`."""

    quarter = forms.TypedChoiceField(
        label=_("Period"),
        error_messages={
            "required": _("Choose a quarter from the list."),
            "invalid_choice": _("Choose a quarter from the list."),
        },
    )

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        quarters = {str(quarter): quarter for quarter in list_quarters(on=on)}
        field = self.fields["quarter"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(code, say_quarter(quarter)) for code, quarter in quarters.items()]
        field.coerce = quarters.__getitem__


def say_quarter(quarter: Quarter) -> str:
    """The quarter in words, as in a list."""
    return gettext("Quarter %(number)s of %(year)s") % {"number": quarter.number, "year": quarter.year}


class ReadLogForm(forms.Form):
    person = forms.CharField(label=_("Name of either person"), required=False, max_length=120)
    from_date = DateField(label=_("From"), required=False)
    until_date = DateField(label=_("Up to and including"), required=False)


class ItemStatisticsForm(forms.Form):
    """`language` is a code, or empty for all."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all together")), *((one.code, one.name_nl) for one in core.list_languages())]
