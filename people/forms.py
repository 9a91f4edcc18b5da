"""Forms of the people floor. Every error is a sentence for a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .domain.cards import normalise_digits
from .domain.secrets import CARD_DIGITS


class CardForm(forms.Form):
    """The digits of a card, with or without spaces, in any script's digits. `total` is how many a card has."""

    total = CARD_DIGITS
    digits = forms.CharField(
        label=_("The numbers on your card"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "enterkeyhint": "go"}
        ),
        error_messages={"required": _("Type the numbers that stand on your card.")},
    )

    def clean_digits(self) -> str:
        digits = normalise_digits(self.cleaned_data["digits"])
        if len(digits) != CARD_DIGITS:
            # No number in it: the page counts what was typed, and a sentence without a value can be read aloud.
            raise forms.ValidationError(
                _("These are not all the numbers of your card, or too many. Look at your card again."),
                code="wrong_length",
            )
        return digits
