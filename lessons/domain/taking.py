"""A lesson as a phone may take it along: its text with the Dutch beside it, and which files belong to it.

Nothing of a person is in it, and no token: what is kept on a phone is the same for everybody (docs/decisions/0007-offline.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.safestring import SafeString

from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum

from ..enums import BlockType
from ..models import LessonPage
from .catalogue import PageText, get_lesson, get_module
from .glossary import show_words_of
from .memory import remember
from .page_body import assemble_body
from .pictures import BLOCK_WIDTH, show_clip, show_picture
from .serving import ServedLesson, serve_body, serve_lesson, show_sources
from .weight import list_block_pictures

#: A kept text ends by itself: a phone in a drawer must not go on teaching what the law has overtaken. A month is the term in
#: which a plan moves, so a longer copy would only be forgotten; taking it again is one press.
KEPT_DAYS = 30
#: A fact whose day of review has passed may have changed already: its lesson is kept for a week.
OVERDUE_DAYS = 7


@dataclass(frozen=True, slots=True)
class FileToTake:
    """`bytes` is what fetching it costs."""

    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class LessonToTake:
    """`body`, `words` and `sources` are safe HTML without a person. Sounds are an extra choice; films are never taken along.

    `stamp` changes when a fact or a word in it does.
    """

    lesson: ServedLesson
    module: PageText
    number: int
    total: int
    body: SafeString
    words: SafeString
    sources: SafeString
    pictures: tuple[FileToTake, ...]
    sounds: tuple[FileToTake, ...]
    stamp: str

    @property
    def picture_bytes(self) -> int:
        return sum(file.bytes for file in self.pictures)

    @property
    def sound_bytes(self) -> int:
        return sum(file.bytes for file in self.sounds)


def take_lesson(*, lesson_key: UUID, language: str) -> LessonToTake:
    """The published lesson to take along. Raises UnknownLesson; KeyError when it has no page in the language."""
    entry = get_lesson(lesson_key)
    lesson = serve_lesson(lesson_key=lesson_key, language=language)
    stamp = f"{curriculum.fact_fingerprint(lesson.fact_keys)}-{curriculum.glossary_stamp()}"

    def read() -> LessonToTake:
        module = get_module(entry.module_key)
        source = LessonPage.objects.select_related("picture").get(pk=entry.texts[SOURCE_LANGUAGE].page_id)
        fragments = serve_body(lesson=lesson, is_parallel=True, is_light=False)
        pictures = [(source.picture, BLOCK_WIDTH), *list_block_pictures(source.body)]
        clips = [block.value.get("audio") for block in source.body if block.block_type == BlockType.AUDIO]
        return LessonToTake(
            lesson=lesson,
            module=module.read_in(language),
            number=entry.number,
            total=len(module.lessons),
            body=assemble_body(fragments, form_fields=SafeString(""), after_blocks={}, keeps_ticks=True),
            words=show_words_of(fragments, language=language, is_in_draft=lesson.is_draft),
            sources=show_sources(lesson=lesson, is_whole=True),
            pictures=_list_files(show_picture(picture, language=language, width=width) for picture, width in pictures),
            sounds=_list_files(show_clip(clip, language=language) for clip in clips),
            stamp=stamp,
        )

    return remember(("to_take", lesson_key, language, stamp), read)


def _list_files(shown: Iterable) -> tuple[FileToTake, ...]:
    sizes = {file.url: file.bytes for file in shown if file is not None}
    return tuple(FileToTake(url, size) for url, size in sizes.items())


def valid_until(*, fact_keys: Iterable[str], on: date) -> date:
    """The last day on which a copy made `on` may be read: a month, or the first day of review of a fact in it."""
    last = on + timedelta(days=KEPT_DAYS)
    for fact in curriculum.list_facts(keys=fact_keys).values():
        if fact.review_by is not None:
            last = min(last, fact.review_by if fact.review_by > on else on + timedelta(days=OVERDUE_DAYS))
    return last
