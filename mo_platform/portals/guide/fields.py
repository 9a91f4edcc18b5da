"""Form fields of the staff screens, and the one way in which a form meets the domain."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import api as core
from core.dates import format_date
from curriculum import api as curriculum
from people.enums import Region

from .terms import say_terms

#: Codes of DomainErrors that belong to one field, when the form has it.
_FIELDS_OF_ERRORS = {
    "reason_missing": "reason",
    "reference_missing": "reference",
    "reference_taken": "reference",
    "not_next": "status",
    "only_official_result": "status",
    "ends_before_start": "until_date",
    "before_registration": "from_date",
    "term_over": "from_date",
    "overlap": "from_date",
    "registered_in_future": "registered_on",
    "registered_before_birth": "registered_on",
    "region_unknown": "region",
    "name_missing": "first_name",
    "language_missing": "language_1",
    "purpose_missing": "purpose",
    "search_too_wide": "name",
    "organisation_name": "name",
    "organisation_taken": "name",
    "has_role": "role",
    "no_name": "checked_by_name",
    "email_taken": "email",
    "username_taken": "email",
    "account_stopped": "email",
    "bad_sound": "sound",
    "unplayable": "sound",
    "silent": "sound",
    "too_long": "sound",
    "no_such_phrase": "sound",
    "voice_of_others": "sound",
    "day_past": "due_on",
    "day_too_far": "due_on",
}


class DateField(forms.DateField):
    """A day, picked in the browser's calendar or typed."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


def reason_field(**kwargs) -> forms.CharField:
    """Why: a sentence that colleagues read in the dossier, and the newcomer on her plan page (portals.plan_decisions)."""
    kwargs.setdefault("label", _("Why"))
    kwargs.setdefault(
        "help_text",
        _(
            "The newcomer reads this on her plan page behind a tap, perhaps on a shared phone; your colleagues too. Of an "
            "illness write “om medische redenen” and nothing more."
        ),
    )
    kwargs.setdefault("required", False)
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


def phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        validators=[RegexValidator(r"^[+]?[0-9 ()/.-]{6,}$", _("A phone number has digits only, at least six."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


def region_field(**kwargs) -> forms.ChoiceField:
    """Where she lives, and so whose rules hold; describe_regions() names their terms."""
    kwargs.setdefault("label", _("In which region does she live? The rules there hold."))
    return forms.ChoiceField(choices=Region.choices, widget=forms.RadioSelect, **kwargs)


def describe_regions(*, on: date) -> list[tuple[str, SafeString]]:
    """The choices of a region_field, each with the terms that hold there on a day."""
    return [
        (
            region.value,
            format_html(
                '{}<br><span class="field-hint">{}</span>',
                region.label,
                say_terms(regime=curriculum.regime_of(region), on=on),
            ),
        )
        for region in Region
    ]


def language_choices() -> list[tuple[str, str]]:
    """Sorted by the Dutch name; the isolates keep right-to-left names in their place."""
    found = [
        (
            language.code,
            language.name_nl
            if language.endonym == language.name_nl
            else f"{language.name_nl} · \u2068{language.endonym}\u2069",
        )
        for language in core.list_languages()
    ]
    return [("", "—"), *sorted(found, key=lambda choice: choice[1])]


def refuse(form: forms.Form, message: str, *, standing: Iterable[str] = ()) -> None:
    """Say only this about a bound form whose page shows what no longer stands. What was typed stays, for another try;
    the `standing` fields, which showed what stood there, show what stands there now."""
    assert isinstance(form.data, QueryDict), "the form is bound to what a browser sent"
    data = form.data.copy()
    for name in standing:
        data[name] = str(form.fields[name].initial)
    form.data = data
    form.errors.clear()
    form.add_error(None, message)


def say_saved(form: forms.Form, *, but_for: str = "") -> None:
    """Beside each line of a bound form that differs from what is saved now (its initial value): what that is. The field
    `but_for` shows nothing that is saved."""
    for name in form.changed_data:
        if name == but_for:
            continue
        field = form.fields[name]
        value = form.get_initial_for_field(field, name)
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            shown = dict(choices).get(value or "", value)
        elif isinstance(value, date):
            shown = format_date(value)
        elif isinstance(value, bool):
            shown = gettext("yes") if value else gettext("no")
        else:
            shown = value or "—"
        form.add_error(name, gettext("Saved now: %(value)s") % {"value": shown})


def obeys_domain(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run `act` on a valid form. A refusal of the domain becomes an error of the form (False), beside its field.

    NotAllowed goes on: the view's door turns it into 404.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except core.NotAllowed:
        raise
    except core.DomainError as error:
        field = _FIELDS_OF_ERRORS.get(error.code)
        form.add_error(field if field in form.fields else None, str(error))
        return False
    return True
