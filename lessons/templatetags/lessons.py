"""Tags of the block templates: text with its markup, and pictures. They read `reading` (domain.markup.Reading)."""

from string import ascii_uppercase

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.api import SOURCE_LANGUAGE
from core.dates import format_date

from ..domain import pictures
from ..domain.markup import Reading, render_inline, render_plain, render_rich
from ..domain.serving import ServedLesson
from ..domain.speakers import show_speakers

register = template.Library()
WIDTHS = {"block": pictures.BLOCK_WIDTH, "step": pictures.STEP_WIDTH, "card": pictures.CARD_WIDTH}


def _reading(context) -> Reading:
    return context.get("reading") or Reading(context.get("LANGUAGE_CODE") or SOURCE_LANGUAGE)


@register.simple_tag(takes_context=True)
def line(context, text: str) -> SafeString:
    """One line of a block, with its Dutch words and facts."""
    return render_inline(text, _reading(context))


@register.simple_tag(takes_context=True)
def dutch_line(context, text: str) -> SafeString:
    """One line of the Dutch that a block was translated from."""
    return render_inline(text, context["dutch_reading"])


@register.simple_tag(takes_context=True)
def beside_line(context, text: str) -> SafeString:
    """The same under its translation, for who reads with the Dutch beside it; else nothing."""
    if not text or not context.get("is_parallel"):
        return SafeString("")
    return format_html('<span class="line-dutch" lang="nl" dir="ltr">{}</span>', dutch_line(context, text))


@register.simple_tag(takes_context=True)
def plain(context, text: str) -> str:
    """The same without markup: for attributes."""
    return render_plain(text, _reading(context))


@register.simple_tag(takes_context=True)
def rich(context, value) -> SafeString:
    """The paragraphs and lists of a block."""
    return render_rich(getattr(value, "source", value) or "", _reading(context))


@register.simple_tag(takes_context=True)
def shown_picture(context, picture, width: str = "block"):
    """The picture for the page (`url`, `alt`, `width`, `height`, `bytes`), or None."""
    return pictures.show_picture(picture, language=_reading(context).language, width=WIDTHS[width])


@register.simple_tag(takes_context=True)
def shown_clip(context, clip):
    """The audio or video for the page, or None."""
    return pictures.show_clip(clip, language=_reading(context).language)


@register.filter
def letter(number: int) -> str:
    """The letter of a place in a list, as a stylesheet counts with upper-latin: 1 is A."""
    return ascii_uppercase[number - 1]


@register.filter
def long_date(value) -> str:
    """A date in words, in the language of the page."""
    return format_date(value)


@register.simple_tag
def speakers(lesson: ServedLesson) -> SafeString:
    """Who reads the lesson aloud, for the end of its page."""
    return show_speakers(lesson=lesson)
