from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ContentBlock, LineBlock, pair_rows


class TurnBlock(blocks.StructBlock):
    speaker = LineBlock(label=_("Who speaks"), max_length=60)
    text = LineBlock(label=_("What they say"))


class DialogueBlock(ContentBlock):
    has_dutch_by_line = True

    title = LineBlock(label=_("Title"), required=False, max_length=120)
    lines = blocks.ListBlock(TurnBlock(), label=_("Lines"), min_num=2)

    class Meta:
        icon = "comment"
        label = _("Dialogue")
        template = "lessons/blocks/dialogue.html"
        preview_value = {
            "title": "Aïcha belt voor een bezoek",
            "lines": [
                {"speaker": "Aïcha", "text": "Goedemorgen, is het appartement nog vrij?"},
                {"speaker": "Meneer Peeters", "text": "Ja, het is nog vrij."},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        dutch = context.get("dutch")
        context["rows"] = pair_rows(value["lines"], dutch and dutch["lines"])
        context["first_voice"] = value["lines"][0]["speaker"] if value["lines"] else ""
        return context
