from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LimitedTextBlock


class TextBlock(ContentBlock):
    text = LimitedTextBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "lessons/blocks/text.html"
        preview_value = {
            "text": "<p>De eigenaar vraagt een <code>huurwaarborg</code>.</p><ul><li><b>Privé huren</b></li></ul>"
        }
