from django.utils.translation import gettext_lazy as _

from .base import ContentBlock, LineBlock


class WordBlock(ContentBlock):
    """A Dutch word to learn. A translation shows the Dutch word and example too: they are what is learnt."""

    term = LineBlock(label=_("Dutch word, with its article"), max_length=80)
    meaning = LineBlock(label=_("Meaning"))
    example = LineBlock(label=_("Example sentence"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Word")
        template = "lessons/blocks/word.html"
        preview_value = {
            "term": "de huurwaarborg",
            "meaning": "Geld dat u geeft aan het begin, en later terugkrijgt.",
            "example": "Ik betaal de huurwaarborg op een aparte rekening.",
        }
