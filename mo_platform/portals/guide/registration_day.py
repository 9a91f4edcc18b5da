"""Asking once more about a day of registration that looks like a slip."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from .terms import say_doubts


def ask_again(form: forms.Form, *, registered_on: date, regime: str, today: date) -> None:
    """For the `clean()` of a form with `registered_on`: a surprising day needs a tick, which appears only then."""
    doubts = say_doubts(registered_on=registered_on, regime=regime, today=today)
    if not doubts:
        return
    form.fields["is_day_right"] = forms.BooleanField(label=_("Yes, this day of registration is right."), required=False)
    if not form.data.get("is_day_right"):
        form.add_error("registered_on", _("%(doubts)s Is the day right? Then tick that below.") % {"doubts": doubts})
