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
            raise forms.ValidationError(
                _("The card has %(wanted)s numbers. You typed %(typed)s."),
                code="wrong_length",
                params={"wanted": CARD_DIGITS, "typed": len(digits)},
            )
        return digits
