from django.utils.translation import gettext_lazy as _
from wagtail.images.blocks import ImageChooserBlock

from .base import ContentBlock, LineBlock


class ImageBlock(ContentBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = LineBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "lessons/blocks/image.html"
        preview_value = {"picture": None, "caption": "Twee mensen tekenen een huurcontract."}
