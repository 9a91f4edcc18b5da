from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LineBlock, UntranslatedLineBlock


class WordBlock(ContentBlock):
    """A Dutch word to learn. The word and its Dutch example stay Dutch in every language."""

    term = UntranslatedLineBlock(label=_("Dutch word, with its article"), max_length=80)
    meaning = LineBlock(label=_("Meaning"))
    example = LineBlock(label=_("Example"), required=False)
    example_nl = UntranslatedLineBlock(label=_("Dutch example sentence"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Word")
        template = "lessons/blocks/word.html"
        preview_value = {
            "term": "de huurwaarborg",
            "meaning": "Geld dat u geeft aan het begin, en later terugkrijgt.",
            "example": "",
            "example_nl": "Ik betaal de huurwaarborg op een aparte rekening.",
        }
