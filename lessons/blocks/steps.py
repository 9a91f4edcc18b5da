from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .base import ContentBlock, LineBlock, pair_rows


class StepBlock(blocks.StructBlock):
    text = LineBlock(label=_("Text"))
    picture = ImageChooserBlock(label=_("Picture"), required=False)


class StepsBlock(ContentBlock):
    has_dutch_by_line = True

    title = LineBlock(label=_("Title"), required=False, max_length=120)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps with pictures")
        template = "lessons/blocks/steps.html"
        preview_value = {
            "title": "Zo zoekt u een woning",
            "items": [
                {"text": "Reken eerst. Hoeveel kunt u elke maand betalen?", "picture": None},
                {"text": "Zoek op veel plaatsen.", "picture": None},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        dutch = context.get("dutch")
        context["rows"] = pair_rows(value["items"], dutch and dutch["items"])
        return context
