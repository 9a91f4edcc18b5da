"""Texts of a question on their way to a page.

A lesson's texts carry its own small markup (Dutch words, facts). Who owns that markup registers how it is shown; until
then a text is escaped. So this floor needs to know nothing of lessons, and nothing unescaped can leave it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from ..errors import MissingText
from ..models import QuestionVersion

# (text, is_inline) -> html. `is_inline`: the text stands inside a line (an option), not as paragraphs.
Render = Callable[[str, bool], SafeString]
# (texts about to be shown, language) -> Render: one call per question, so that facts are fetched once.
RendererFactory = Callable[[list[str], str], Render]


def _escape_all(texts: list[str], language: str) -> Render:
    return lambda text, is_inline: escape(text)


_factory: list[RendererFactory] = [_escape_all]


def register_text_renderer(make_renderer: RendererFactory) -> None:
    """Say how texts of questions become HTML: `make_renderer(texts, language)` gives `render(text, is_inline)`."""
    _factory[0] = make_renderer


def renderer_for(texts: Any, *, language: str, render: Render | None = None) -> Callable[..., SafeString]:
    """How the texts of one language of a question are shown: `show(text, is_inline=True)`. Empty stays empty."""
    chosen = render or _factory[0](list(_list_strings(texts)), language)

    def show(text: str, *, is_inline: bool = True) -> SafeString:
        return chosen(text, is_inline) if text else SafeString("")

    return show


def _list_strings(texts: Any) -> Iterator[str]:
    if isinstance(texts, str):
        yield texts
    else:
        for value in texts.values():
            yield from _list_strings(value)


def say_truth(is_true: bool, *, language: str) -> str:
    """What somebody chooses who finds a statement true, or not true."""
    with override(language or None):
        return gettext("True") if is_true else gettext("Not true")


def texts_in(version: QuestionVersion, language: str) -> dict[str, Any]:
    """The stored texts of a language. Raises MissingText: no other language steps in silently."""
    try:
        return version.texts[language]
    except KeyError:
        raise MissingText(f"question version {version.uuid} has no {language}") from None
