"""Tip and warning: a text that stands out."""

from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LimitedTextBlock


class TipBlock(ContentBlock):
    text = LimitedTextBlock(label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Tip")
        template = "lessons/blocks/tip.html"
        preview_value = {"text": "<p>Neem iemand mee naar het bezoek.</p>"}


class WarningBlock(ContentBlock):
    text = LimitedTextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Warning")
        template = "lessons/blocks/warning.html"
        preview_value = {"text": "<p>Betaal niets vóór u de woning hebt bezocht.</p>"}
