"""Who made the pictures, the sound and the films of a lesson, and how they may be shared: for the end of the page."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from .weight import list_block_pictures


@dataclass(frozen=True, slots=True)
class Credit:
    """What one maker gave under one licence. `url` is where it comes from, or empty."""

    author: str
    licence: str
    url: str


def list_credits(*, page) -> tuple[Credit, ...]:
    """The makers, each once, in the order in which the (Dutch) lesson first shows their work."""
    credits = (
        Credit(work.author, work.licence, _web_address(work.source_url))
        for work in _list_works(page)
        if work.author or work.licence
    )
    return tuple(dict.fromkeys(credits))


def _web_address(text: str) -> str:
    return text if urlsplit(text).scheme in ("https", "http") else ""


def render_credits(*, page, language: str) -> SafeString:
    with override(language):
        return render_to_string("lessons/includes/credits.html", {"credits": list_credits(page=page)})


def _list_works(page):
    if page.picture:
        yield page.picture
    yield from (picture for picture, _width in list_block_pictures(page.body))
    for block in page.body:
        for kind in ("audio", "video"):
            if work := block.value.get(kind):
                yield work
