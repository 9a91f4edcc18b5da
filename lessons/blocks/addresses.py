from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ContentBlock, LineBlock, UntranslatedLineBlock


class AddressBlock(blocks.StructBlock):
    """Phone, web address and address may be a {fact:key}."""

    name = LineBlock(label=_("Name"), max_length=160)
    what = LineBlock(label=_("What you find there"))
    phone = UntranslatedLineBlock(label=_("Phone"), required=False)
    url = UntranslatedLineBlock(label=_("Web address"), required=False)
    address = UntranslatedLineBlock(label=_("Address"), required=False)


class AddressesBlock(ContentBlock):
    items = blocks.ListBlock(AddressBlock(), label=_("Addresses"), min_num=1)

    class Meta:
        icon = "mail"
        label = _("Useful addresses")
        template = "lessons/blocks/addresses.html"
        preview_value = {
            "items": [
                {
                    "name": "De woondienst van uw gemeente",
                    "what": "Informatie over huren en premies.",
                    "phone": "1700",
                    "url": "https://www.vlaanderen.be",
                    "address": "",
                }
            ]
        }

    def get_context(self, value, parent_context=None):
        from ..domain.addresses import list_shown_addresses

        context = super().get_context(value, parent_context=parent_context)
        context["addresses"] = list_shown_addresses(value["items"], context["reading"])
        return context
