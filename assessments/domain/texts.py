"""Texts of a question on their way to a page.

A lesson's texts carry its own small markup (Dutch words, facts). Who owns that markup registers how it is shown; until
then a text is escaped. So this floor needs to know nothing of lessons, and nothing unescaped can leave it.
"""

from collections.abc import Callable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from ..errors import MissingText
from ..models import QuestionVersion

# (text, language=…, is_inline=…) -> html. `is_inline`: the text stands inside a line (an option), not as paragraphs.
TextRenderer = Callable[..., SafeString]


def _escape(text: str, *, language: str, is_inline: bool) -> SafeString:
    return escape(text)


_renderer: list[TextRenderer] = [_escape]


def register_text_renderer(renderer: TextRenderer) -> None:
    """Say how texts of questions become HTML: `renderer(text, *, language, is_inline) -> SafeString`."""
    _renderer[0] = renderer


def render(text: str, *, language: str, is_inline: bool = True) -> SafeString:
    return _renderer[0](text, language=language, is_inline=is_inline) if text else SafeString("")


def texts_in(version: QuestionVersion, language: str) -> dict[str, Any]:
    """The stored texts of a language. Raises MissingText: no other language steps in silently."""
    try:
        return version.texts[language]
    except KeyError:
        raise MissingText(f"question version {version.uuid} has no {language}") from None
