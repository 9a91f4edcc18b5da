"""Forms of the roof's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import SiteMessage, Topic


class SiteMessageForm(forms.Form):
    topic = forms.ChoiceField(label=_("What is it about?"), choices=Topic.choices, widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("You may write in any language."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("How can we answer you?"),
        help_text=_("A phone number or an e-mail address. You do not have to fill this in."),
        max_length=SiteMessage._meta.get_field("contact").max_length,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    page = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[
            ("auto", _("As my phone has it")),
            ("light", _("Light: dark letters on a light page")),
            ("dark", _("Dark: light letters on a dark page")),
        ],
        widget=forms.RadioSelect,
    )
    saver = forms.ChoiceField(
        label=_("Pictures and video"),
        choices=[
            ("auto", _("As my phone and connection ask")),
            ("on", _("Use little data: I press to see a picture or video")),
            ("off", _("Show everything")),
        ],
        widget=forms.RadioSelect,
    )
    meter = forms.ChoiceField(
        label=_("Count data"),
        choices=[("off", _("Do not count")), ("on", _("Count what this site uses on this phone"))],
        widget=forms.RadioSelect,
    )
