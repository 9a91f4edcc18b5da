"""The form that registers a newcomer in a minute."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import choice_field
from curriculum import api as curriculum
from people.enums import Region

from .fields import DateField, describe_regions, region_field
from .person_form import LANGUAGE_NAMES, PersonForm
from .registration_day import ask_again


class RegisterForm(PersonForm):
    """`guides`: {office: its case workers} for the offices for which `user` may register; with one there is no choice.

    Who is a case worker there guides the newcomer herself and is asked nothing; who is not chooses one of that office.
    """

    #: As they stand on the page.
    ORDER = (
        "office",
        "first_name",
        "last_name",
        "birth_date",
        *LANGUAGE_NAMES,
        "registered_on",
        "region",
        "obligation",
    )

    office = forms.ChoiceField(label=_("Office"))
    registered_on = DateField(label=_("Registered on (aanmelding)"))
    region = region_field(initial=Region.FLANDERS)
    case_worker = forms.ChoiceField(label=_("Case worker"), required=False)
    is_another_person = forms.BooleanField(label=_("This is another person. Register her."), required=False)

    def __init__(self, *args, user, guides, today: date, **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.user = user
        self.offices = {str(office.pk): office for office in guides}
        self.guides = {office.pk: {str(guide.pk): guide for guide in found} for office, found in guides.items()}
        if all(str(user.pk) in found for found in self.guides.values()):
            del self.fields["case_worker"]
        else:
            choice_field(self, "case_worker").choices = [("", "—"), *self._list_guides()]
            guides_nowhere = not any(str(user.pk) in found for found in self.guides.values())
            self.fields["case_worker"].required = guides_nowhere and any(self.guides.values())
        choice_field(self, "office").choices = [(pk, office.name) for pk, office in self.offices.items()]
        if len(self.offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = next(iter(self.offices))
        self.fields["registered_on"].initial = today
        self.fields["registered_on"].widget.attrs["max"] = today.isoformat()
        choice_field(self, "region").choices = describe_regions(on=today)
        self.order_fields((*self.ORDER, "case_worker", "phone", "email"))

    def _list_guides(self) -> list:
        """By office when there are several."""
        by_office = [
            (office.name, [(pk, guide.get_full_name()) for pk, guide in self.guides[office.pk].items()])
            for office in self.offices.values()
        ]
        return by_office if len(by_office) > 1 else by_office[0][1]

    def clean(self):
        """Who is no case worker of the chosen office names one of it. A surprising day of registration is asked again."""
        data = super().clean()
        if data.get("registered_on") and data.get("region"):
            regime = curriculum.regime_of(data["region"])
            ask_again(self, registered_on=data["registered_on"], regime=regime, today=self.today)
        office = data.get("office")
        if office is None or "case_worker" in self.errors:
            return data
        of_office = self.guides[office.pk]
        chosen = of_office.get(data.get("case_worker") or str(self.user.pk))
        if chosen is None:
            none_there = _("This office has no case worker yet. Give a colleague that role first.")
            message = _("Choose a case worker of this office.") if of_office else none_there
            self.add_error("case_worker", ValidationError(message, code="case_worker_missing"))
        data["case_worker"] = chosen
        return data

    def clean_office(self):
        return self.offices[self.cleaned_data["office"]]
