"""What a lesson weighs before it is opened: its compressed text, and the pictures in it."""

import gzip

from ..models import LessonPage
from .body import render_body
from .glossary import show_words_of
from .pictures import BLOCK_WIDTH, STEP_WIDTH, show_picture

FRAME_BYTES = 6_000  # the page around the body, compressed; style sheets and fonts come once and are kept


def store_weight(*, page) -> None:
    """Weigh a page that was just published, and remember it on its row."""
    text, pictures = FRAME_BYTES, _weigh_pictures([(page.picture, BLOCK_WIDTH)], page.language)
    if isinstance(page, LessonPage):
        source = page.get_source()
        if source is None:
            return
        fragments = render_body(page=page, source=source)
        words = show_words_of(fragments, language=page.language)
        html = "".join(fragment.html for fragment in fragments) + words
        text += len(gzip.compress(html.encode(), mtime=0))
        pictures += _weigh_pictures(list_block_pictures(source.body), page.language)
    type(page).objects.filter(pk=page.pk).update(weight_text=text, weight_pictures=pictures)


def list_block_pictures(body):
    """(picture, width) of every picture in the body."""
    for block in body:
        value = block.value
        if value.get("picture"):
            yield value["picture"], BLOCK_WIDTH
        for item in value.get("items") or []:
            if item.get("picture"):
                yield item["picture"], STEP_WIDTH


def _weigh_pictures(pictures, language: str) -> int:
    sizes = {}
    for picture, width in pictures:
        shown = show_picture(picture, language=language, width=width)
        if shown is not None:
            sizes[shown.url] = shown.bytes
    return sum(sizes.values())
