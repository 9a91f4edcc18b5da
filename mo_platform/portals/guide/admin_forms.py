"""What an administrator writes: about her organisation, and about a colleague."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core import api as core
from core.dates import name_of_weekday
from people import api as people
from people.enums import OrganisationKind, Role

from .fields import phone_field, say_saved

DAYS = range(1, 8)
_SPAN = re.compile(r"\s*(\d{1,2})(?:[:.uh](\d{2})?)?\s*[-–—]\s*(\d{1,2})(?:[:.uh](\d{2})?)?\s*")


class HoursField(forms.CharField):
    """The opening hours of one day as people write them, "9:00-12:00, 13u-16u30"; empty is closed.

    Cleaned to a list of ["HH:MM", "HH:MM"].
    """

    default_error_messages = {"unreadable": _("Write hours like 9:00-12:00, 13:00-16:30.")}

    def clean(self, value) -> list[list[str]]:  # type: ignore[override]  # a list instead of the text
        text = super().clean(value)
        return [self._read(part) for part in re.split(r"[,;]", text) if part.strip()]

    def _read(self, part: str) -> list[str]:
        match = _SPAN.fullmatch(part)
        if match is None:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        opens_hour, opens_minute, closes_hour, closes_minute = (int(number or 0) for number in match.groups())
        if max(opens_hour, closes_hour) > 23 or max(opens_minute, closes_minute) > 59:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        return [f"{opens_hour:02}:{opens_minute:02}", f"{closes_hour:02}:{closes_minute:02}"]


class OrganisationForm(forms.Form):
    """`name_of_day`: one field per weekday, so that a mistake stands beside its own day.

    With an organisation, `seen` names its state as shown, so that nobody overwrites what she has not read.
    """

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = phone_field()
    email = forms.EmailField(label=_("E-mail"), required=False)
    shows_draft_translations = forms.BooleanField(
        label=_("Show translations of our lessons that no native speaker has checked yet"),
        help_text=_("They are labelled as drafts. Without this they are hidden until somebody has signed them off."),
        required=False,
    )

    def __init__(self, *args, organisation=None, **kwargs) -> None:
        if organisation is not None:
            kwargs["initial"] = self._describe(organisation)
        super().__init__(*args, **kwargs)
        if organisation is not None:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput)
        for day in DAYS:
            self.fields[f"day_{day}"] = HoursField(label=name_of_weekday(day), required=False, max_length=80)

    def compare_with_saved(self, organisation) -> None:
        """When a colleague saved since this was shown: beside each line that differs, what is saved now."""
        self.initial = self._describe(organisation)
        if self.data.get("seen") == self.initial["seen"]:
            return
        self.data = {name: self.data[name] for name in self.data} | {"seen": self.initial["seen"]}
        say_saved(self)

    def _describe(self, organisation) -> dict:
        return (
            {name: getattr(organisation, name) for name in self.base_fields}
            | {f"day_{day}": write_hours(organisation.opening_hours, day) for day in DAYS}
            | {"seen": people.name_state(organisation=organisation)}
        )

    @property
    def own_fields(self) -> list:
        return [field for field in self.visible_fields() if not field.name.startswith("day_")]

    @property
    def day_fields(self) -> list:
        return [self[f"day_{day}"] for day in DAYS]

    def list_changes(self) -> dict:
        """What `people.change_organisation` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith("day_")}
        hours = [[day, *span] for day in DAYS for span in self.cleaned_data[f"day_{day}"]]
        return data | {"opening_hours": hours}


class NewOrganisationForm(OrganisationForm):
    kind = forms.TypedChoiceField(
        label=_("What it is"),
        choices=[
            (OrganisationKind.AGENCY, _("an agency: its offices guide newcomers")),
            (OrganisationKind.PARTNER, _("a partner: it writes and teaches lessons")),
        ],
        coerce=OrganisationKind,
        widget=forms.RadioSelect,
    )


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return obj.name


def role_field(roles) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in roles], coerce=Role, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    """A role in one of the organisations that the user administers; the organisation is asked when there are several."""

    def __init__(self, *args, organisations, roles, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(
            label=_("Organisation"), queryset=organisations, empty_label=None, to_field_name="code"
        )
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = organisations[0].code
        self.fields["role"] = role_field(roles)


def _list_languages() -> list[tuple[str, str]]:
    others = (language for language in core.list_languages() if language.code != core.SOURCE_LANGUAGE)
    return [(language.code, language.name_nl) for language in others]


class LanguagesForm(forms.Form):
    """The languages into which a translator translates."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("Choose none when she translates into every language."),
        required=False,
        choices=_list_languages,
        widget=forms.CheckboxSelectMultiple,
    )


class ColleagueForm(RoleForm):
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail"), max_length=150, help_text=_("She signs in with this address. Use one that is hers alone.")
    )


def write_hours(rows, day: int) -> str:
    """The hours of one weekday as `HoursField` reads them."""
    return ", ".join(f"{opens}-{closes}" for weekday, opens, closes in sorted(rows) if weekday == day)
