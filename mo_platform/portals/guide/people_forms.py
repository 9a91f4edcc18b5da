"""Small forms about people: why a dossier is opened, who takes over, whom the desk looks for, what the log is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.enums import LookPurpose

from .fields import DateField

#: What can be said outside the own caseload, in the words of who looks.
PURPOSES = (
    (LookPurpose.STAND_IN, _("I stand in for her case worker")),
    (LookPurpose.QUESTION, _("She asked me something")),
    (LookPurpose.CHECK, _("I check the quality of the work")),
)


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Why do you open this dossier?"), choices=PURPOSES, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Explanation"), max_length=200, required=False, help_text=_("She can read this too.")
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("New case worker"), queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].label_from_instance = lambda user: user.get_full_name() or user.get_username()


class IssueForm(forms.Form):
    """`replaces` names the card that stood when the page was shown: a reloaded print page asks before it prints anew."""

    replaces = forms.CharField(required=False, widget=forms.HiddenInput)


class DeskSearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name, or part of it"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    birth_date = DateField(label=_("Date of birth"), required=False)


class ReadLogForm(forms.Form):
    person = forms.CharField(label=_("Name of either person"), required=False, max_length=120)
    from_date = DateField(label=_("From"), required=False)
    until_date = DateField(label=_("Up to and including"), required=False)
