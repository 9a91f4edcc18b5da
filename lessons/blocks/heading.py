from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LineBlock


class HeadingBlock(ContentBlock):
    """Level 2; the lesson's title is level 1."""

    text = LineBlock(label=_("Heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "lessons/blocks/heading.html"
        preview_value = {"text": "Een woning zoeken"}
