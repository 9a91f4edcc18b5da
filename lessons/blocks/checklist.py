from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ContentBlock, LineBlock, pair_rows


class TaskBlock(blocks.StructBlock):
    text = LineBlock(label=_("Text"))


class ChecklistBlock(ContentBlock):
    """Do this: things to do outside the lesson, which the reader ticks."""

    is_interactive = True
    has_dutch_by_line = True

    title = LineBlock(label=_("Title"), max_length=120)
    items = blocks.ListBlock(TaskBlock(), label=_("Tasks"), min_num=1)

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "lessons/blocks/checklist.html"
        preview_value = {
            "title": "Dit kunt u deze week doen",
            "items": [{"text": "Ik zoek op waar de woondienst van mijn gemeente is."}],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        dutch = context.get("dutch")
        context["rows"] = pair_rows(value["items"], dutch and dutch["items"])
        return context
