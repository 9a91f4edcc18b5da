from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.enums import MessageType

from . import rules
from .domain.receivers import ALL_FIELDS
from .enums import TEST_MESSAGE_TYPE, DeliveryState

_ALL = ("", _("all"))


class DeliveryFilter(forms.Form):
    """What to show of the deliveries; anything unknown is shown as "all"."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ALL, *DeliveryState.choices])
    receiver = forms.ChoiceField(label=_("Receiver"), required=False)
    type = forms.ChoiceField(
        label=_("News"),
        required=False,
        choices=[_ALL, *MessageType.choices, (TEST_MESSAGE_TYPE, _("test message"))],
    )
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args, receivers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [_ALL, *((item.code, item.name) for item in receivers)]
        self.fields["receiver"] = forms.ChoiceField(label=_("Receiver"), required=False, choices=choices)

    def narrow(self, deliveries):
        """The deliveries that fit."""
        self.is_valid()
        values = self.cleaned_data
        if values.get("state"):
            deliveries = deliveries.filter(state=values["state"])
        if values.get("receiver"):
            deliveries = deliveries.filter(receiver__code=values["receiver"])
        if values.get("type"):
            deliveries = deliveries.filter(type=values["type"])
        if values.get("since"):
            deliveries = deliveries.filter(created_at__date__gte=values["since"])
        return deliveries


class ReceiverForm(forms.Form):
    """What a receiver gets."""

    name = forms.CharField(label=_("Name"), max_length=120)
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("Starts with https://. Redirects are not followed.")
    )
    legal_basis = forms.CharField(
        label=_("Purpose and legal basis"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Which public task, law or protocol allows it. The newcomer reads this in her data."),
    )
    message_types = forms.MultipleChoiceField(
        label=_("Which news"), choices=MessageType.choices, widget=forms.CheckboxSelectMultiple
    )
    fields_sent = forms.MultipleChoiceField(
        label=_("Which fields"),
        choices=[(name, name) for name in ALL_FIELDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("No more than the receiver needs. Her name and number are never sent, only a pseudonym."),
    )


class ChangeReceiverForm(ReceiverForm):
    is_active = forms.BooleanField(
        label=_("Active"), required=False, help_text=_("Without it no further messages are written for this receiver.")
    )


class NewReceiverForm(ReceiverForm):
    code = forms.SlugField(label=_("Code"), help_text=_("Short name in addresses: letters, digits, hyphens."))
    organisation = forms.ChoiceField(label=_("Which newcomers"))
    field_order = ["code", "name", "organisation"]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {
            str(item.organisation_id): item.organisation
            for item in user.list_memberships()
            if item.role in rules.MANAGERS
        }
        choices: list[tuple[str, Any]] = [(key, office.name) for key, office in self.offices.items()]
        if rules.is_platform_admin(user):
            choices.insert(0, ("all", _("those of all offices")))
        self.fields["organisation"] = forms.ChoiceField(label=_("Which newcomers"), choices=choices)

    def clean_code(self) -> str:
        if self.cleaned_data["code"] == "new":
            raise forms.ValidationError(_("Choose another code."))
        return self.cleaned_data["code"]

    def clean_organisation(self):
        return self.offices.get(self.cleaned_data["organisation"])
