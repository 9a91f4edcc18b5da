"""What is asked about a person: when she is registered, and when that is put right."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.enums import Obligation

from .fields import DateField, language_choices, phone_field

LANGUAGE_NAMES = [f"language_{number}" for number in range(1, 6)]
OLDEST = 120  # years


class PersonForm(forms.Form):
    """Who she is and how she is reached; her languages stand in five lines, best first. `today` is the day in Brussels."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    birth_date = DateField(label=_("Date of birth"), required=False)
    obligation = forms.ChoiceField(
        label=_("Obliged or entitled"), choices=Obligation.choices, widget=forms.RadioSelect, initial=Obligation.OBLIGED
    )
    phone = phone_field()
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["birth_date"].widget.attrs["max"] = today.isoformat()
        for number, name in enumerate(LANGUAGE_NAMES, start=1):
            self.fields[name] = forms.ChoiceField(
                label=_("Language she reads best") if number == 1 else _("Language %(number)s") % {"number": number},
                choices=language_choices(),
                required=number == 1,
            )

    def full_clean(self) -> None:
        """The first field that is wrong is the one to go on with."""
        super().full_clean()
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            for name, field in self.fields.items():
                field.widget.attrs["autofocus"] = name == wrong

    @property
    def language_lines(self) -> list[tuple[forms.BoundField, bool]]:
        """The lines after the first, and whether each is in sight: it says something, or one after it does."""
        lines = [self[name] for name in LANGUAGE_NAMES[1:]]
        says = [bool(line.value() or line.errors) for line in lines]
        return [(line, any(says[number:])) for number, line in enumerate(lines)]

    def clean_birth_date(self) -> date | None:
        born = self.cleaned_data["birth_date"]
        if born and not (self.today.year - OLDEST <= born.year and born <= self.today):
            raise ValidationError(_("Look at the date of birth again."), code="birth_date_impossible")
        return born

    def clean(self):
        """A language that stands in two lines is a slip; the second line says so."""
        data = super().clean()
        chosen: set[str] = set()
        for name in LANGUAGE_NAMES:
            code = data.get(name)
            if code in chosen:
                self.add_error(
                    name, _("This language stands there already. Choose another one or leave this line empty.")
                )
            elif code:
                chosen.add(code)
        return data

    def list_languages(self) -> list[str]:
        """The codes that were chosen, in order; empty lines between them do not matter."""
        return [code for name in LANGUAGE_NAMES if (code := self.cleaned_data.get(name))]


class DetailsForm(PersonForm):
    """Begins as what is saved of a newcomer. Languages beyond the lines of the form stay as they are."""

    reason = forms.CharField(
        label=_("What was wrong"),
        help_text=_("The newcomer can read this. Of an illness write nothing."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, newcomer, **kwargs) -> None:
        languages = dict(zip(LANGUAGE_NAMES, newcomer.profile.languages, strict=False))
        self.more_languages = newcomer.profile.languages[len(LANGUAGE_NAMES) :]
        kwargs["initial"] = {name: getattr(newcomer, name) for name in PersonForm.base_fields} | languages
        super().__init__(*args, **kwargs)
        self.fields["reason"] = self.fields.pop("reason")  # comes last

    def list_details(self) -> dict:
        """What `people.change_details` takes."""
        languages = list(dict.fromkeys([*self.list_languages(), *self.more_languages]))
        return {name: self.cleaned_data[name] for name in PersonForm.base_fields} | {"languages": languages}
