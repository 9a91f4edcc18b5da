"""What is asked about a person when she is registered, and when that is put right."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .fields import language_choices

LANGUAGE_NAMES = [f"language_{number}" for number in range(1, 6)]
OLDEST = 120  # years


def add_language_fields(form: forms.Form) -> None:
    """Her languages, best first; only the first must be there."""
    for number, name in enumerate(LANGUAGE_NAMES, start=1):
        form.fields[name] = forms.ChoiceField(
            label=_("Language she reads best") if number == 1 else _("Language %(number)s") % {"number": number},
            choices=language_choices(),
            required=number == 1,
        )


def list_languages(form: forms.Form) -> list[str]:
    """The codes that were chosen, in order; empty lines between them do not matter."""
    return [code for name in LANGUAGE_NAMES if (code := form.cleaned_data.get(name))]


def refuse_repeated_languages(form: forms.Form) -> None:
    """For `clean()`: a language that stands in two lines is a slip; the second line says so."""
    chosen: set[str] = set()
    for name in LANGUAGE_NAMES:
        code = form.cleaned_data.get(name)
        if code in chosen:
            form.add_error(name, _("This language stands there already. Choose another one or leave this line empty."))
        elif code:
            chosen.add(code)


def check_birth_date(born: date | None, *, today: date) -> date | None:
    """Raises ValidationError for a day in the future or of more than a long life ago."""
    if born and not (today.year - OLDEST <= born.year and born <= today):
        raise ValidationError(_("Look at the date of birth again."), code="birth_date_impossible")
    return born
