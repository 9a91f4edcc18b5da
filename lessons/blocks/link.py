from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LineBlock, UntranslatedLineBlock


class LinkBlock(ContentBlock):
    """A page elsewhere. The reader sees where the link goes before following it."""

    text = LineBlock(label=_("Text of the link"), max_length=160)
    url = UntranslatedLineBlock(label=_("Web address"), help_text=_("https://… or a {fact:key}"))
    about = LineBlock(label=_("What you find there"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Link")
        template = "lessons/blocks/link.html"
        preview_value = {"text": "Lees meer over huren", "url": "https://www.vlaanderen.be/huren", "about": ""}

    def clean(self, value):
        value = super().clean(value)
        url = value["url"]
        is_awaited = self.is_deferred_validation and not url
        if not is_awaited and not url.startswith(("https://", "http://", "{fact:")):
            raise ValidationError(_("A web address starts with https://"))
        return value

    def get_context(self, value, parent_context=None):
        from ..domain.addresses import WebAddress

        context = super().get_context(value, parent_context=parent_context)
        context["address"] = WebAddress.read(value["url"], context["reading"])
        return context
