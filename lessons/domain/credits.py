"""Who made the pictures, the sound and the films of a lesson, and how they may be shared: for the end of the page."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from .weight import list_block_pictures


@dataclass(frozen=True, slots=True)
class Credit:
    """Works of one maker under one licence. `url` is where they come from, or empty."""

    author: str
    licence: str
    url: str
    titles: tuple[str, ...]


def list_credits(*, page) -> tuple[Credit, ...]:
    """The makers in the order in which the (Dutch) lesson first shows their work; each work once."""
    works: dict[tuple[str, str, str], dict[str, None]] = {}
    for work in _list_works(page):
        if work.author or work.licence:
            url = work.source_url if urlsplit(work.source_url).scheme in ("https", "http") else ""
            works.setdefault((work.author, work.licence, url), {})[work.title] = None
    return tuple(Credit(*key, titles=tuple(titles)) for key, titles in works.items())


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
