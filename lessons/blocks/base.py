"""What the block families share: one line of text, limited rich text, and text that is never translated."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.rich_text import RichText

from core.api import STORED_TEXT, clean_html, strip_bidi_controls

from ..domain.markup import list_markup_mistakes

PREVIEW_SHEETS = ("css/tokens.css", "css/base.css", "css/components.css", "css/forms.css", "css/lesson.css")
RICH_TEXT_FEATURES = ["bold", "ul", "code", "fact"]


class LineBlock(blocks.CharBlock):
    """One translatable line, in which `Dutch words` and {fact:keys} work."""

    def clean(self, value):
        value = super().clean(value)
        if mistakes := list(list_markup_mistakes(value or "")):
            raise ValidationError(mistakes)
        return value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return strip_bidi_controls(value) if value else value


class UntranslatedLineBlock(LineBlock):
    """One line that stays as it is in every language: a Dutch term, a phone number, an address."""

    def get_translatable_segments(self, value):
        return []


class LimitedTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists, bold, Dutch words and facts; nothing else, whoever writes it and however it comes in."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    @cached_property
    def field(self):
        field = super().field
        field.widget.options["ariaLabel"] = self.meta.label  # the label beside it names a hidden field
        return field

    def clean(self, value):
        value = super().clean(value)
        if mistakes := list(list_markup_mistakes(value.source if value else "")):
            raise ValidationError(mistakes)
        return value

    def get_prep_value(self, value):
        return clean_html(value.source, allow=STORED_TEXT) if value and value.source else ""

    def normalize(self, value):
        value = super().normalize(value)
        return RichText(clean_html(value.source, allow=STORED_TEXT)) if value and value.source else RichText("")


class ContentBlock(blocks.StructBlock):
    """Every block of a lesson: a struct with the fields of a content pack (docs/reference/content-packs.md)."""

    is_interactive = False
    has_dutch_by_line = False  # beside a translation the Dutch stands under each line, not after the whole block

    class Meta:
        preview_template = "lessons/block_preview.html"

    def get_preview_context(self, value, parent_context=None):
        return super().get_preview_context(value, parent_context=parent_context) | {"preview_sheets": PREVIEW_SHEETS}

    def get_context(self, value, parent_context=None):
        from ..domain.markup import Reading

        context = super().get_context(value, parent_context=parent_context)
        context.setdefault("reading", Reading(language=context.get("LANGUAGE_CODE") or "nl"))
        context.setdefault("block_id", "preview")
        return context


def pair_rows(own, dutch) -> list[tuple]:
    """The items of a list, each with the Dutch one of the same id (None when there is none)."""
    by_id = {} if dutch is None else {item.id: item for item in dutch.bound_blocks}
    return [(item, by_id.get(item.id)) for item in own.bound_blocks]
