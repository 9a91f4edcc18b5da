"""What a page is made of when it is served: immutable, person-free, remembered."""

from dataclasses import dataclass, field
from itertools import product
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum

from ..models import LessonPage, ModulePage
from .body import Fragment, list_fact_keys_of, render_body
from .catalogue import LessonEntry, ModuleEntry, get_lesson, get_module
from .credits import render_credits
from .errors import UnknownLesson
from .generation import forget_kept
from .glossary import show_words_of
from .memory import remember
from .pictures import BLOCK_WIDTH, show_picture
from .sound import LessonSound, describe_lesson_sound
from .sources import list_sources
from .stale import list_stale_parts
from .voice_sheet import QuietBody, VoiceSheet, take_out_voices


@dataclass(frozen=True, slots=True)
class ServedLesson:
    """Everything a lesson page shows that is not about a person."""

    lesson_key: UUID
    language: str
    title: str
    summary: str
    url: str
    minutes: int
    is_sensitive: bool
    is_draft: bool
    is_stale: bool
    picture: Any
    weight: int | None
    weight_light: int | None
    fact_keys: tuple[str, ...]
    credits: SafeString  # who made its pictures, for the end of the page
    entry: LessonEntry | None = field(default=None)  # None in a preview of an unpublished lesson

    @property
    def is_translation(self) -> bool:
        return self.language != SOURCE_LANGUAGE

    @property
    def has_pictures(self) -> bool:
        """Whether a picture can wait for a tap; a page that was not weighed may have some."""
        return self.weight is None or self.weight != self.weight_light


@dataclass(frozen=True, slots=True)
class ServedModule:
    """Everything a module page shows that is not about a person. `title_language` differs when a translation is missing."""

    module_key: UUID
    language: str
    title: str
    summary: str
    url: str
    is_draft: bool
    picture: Any
    entry: ModuleEntry | None = None


def describe_lesson(*, page: LessonPage, source: LessonPage, entry: LessonEntry | None = None) -> ServedLesson:
    text = entry.texts.get(page.language) if entry else None
    return ServedLesson(
        lesson_key=page.translation_key,
        language=page.language,
        title=page.title,
        summary=page.summary,
        url=text.url if text else "",
        minutes=source.minutes,
        is_sensitive=source.is_sensitive,
        is_draft=bool(text and text.is_draft),
        is_stale="head" in list_stale_parts(page=page, source=source),
        picture=show_picture(source.picture, language=page.language, width=BLOCK_WIDTH),
        weight=text.weigh(is_light=False) if text else None,
        weight_light=text.weigh(is_light=True) if text else None,
        fact_keys=tuple(list_fact_keys_of(page, source)),
        credits=render_credits(page=source, language=page.language),
        entry=entry,
    )


def serve_lesson(*, lesson_key: UUID, language: str) -> ServedLesson:
    """The lesson as published in a language. Raises UnknownLesson; KeyError when it has no page in the language."""
    entry = get_lesson(lesson_key)
    text = entry.texts[language]

    def read() -> ServedLesson:
        page, source = _read_pages(text.page_id, entry)
        return describe_lesson(page=page, source=source, entry=entry)

    return remember(("lesson", lesson_key, language), read)


def serve_body(*, lesson: ServedLesson, is_parallel: bool, is_light: bool) -> tuple[Fragment, ...]:
    """The published body, rendered once per change of pages, facts or words and per way of reading."""
    assert lesson.entry is not None
    entry = lesson.entry

    def render() -> tuple[Fragment, ...]:
        page, source = _read_pages(entry.texts[lesson.language].page_id, entry)
        return render_body(
            page=page, source=source, is_parallel=is_parallel and lesson.is_translation, is_light=is_light
        )

    return remember(("body", *_name_body(lesson, is_parallel, is_light)), render)


def serve_quiet_body(*, lesson: ServedLesson, is_parallel: bool, is_light: bool) -> QuietBody:
    """The same for a page on the screen, with its words, and the names of the voices apart from it."""

    def read() -> QuietBody:
        fragments = serve_body(lesson=lesson, is_parallel=is_parallel, is_light=is_light)
        words = show_words_of(fragments, language=lesson.language, is_in_draft=lesson.is_draft)
        return take_out_voices(fragments, words)

    facts_of_words = curriculum.facts_stamp()
    return remember(("quiet body", *_name_body(lesson, is_parallel, is_light), facts_of_words), read)


def _name_body(lesson: ServedLesson, is_parallel: bool, is_light: bool) -> tuple:
    """What a body is remembered by, besides the stamp of the content."""
    facts, words = curriculum.fact_fingerprint(lesson.fact_keys), curriculum.glossary_stamp()
    return lesson.lesson_key, lesson.language, is_parallel and lesson.is_translation, is_light, facts, words


def find_voice_sheet(*, lesson: ServedLesson, digest: str) -> VoiceSheet | None:
    """The sheet of a page of this lesson, however it is read; None when its texts or voices are others by now."""
    for is_parallel, is_light in product((False, True), repeat=2):
        sheet = serve_quiet_body(lesson=lesson, is_parallel=is_parallel, is_light=is_light).sheet
        if sheet.digest == digest:
            return sheet
    return None


def serve_sound(*, lesson: ServedLesson, body: QuietBody, is_parallel: bool) -> LessonSound | None:
    """What can be heard of the lesson with this body, its title included; None without any voice."""
    blocks = tuple(fragment.sound for fragment in body.fragments)

    def describe() -> LessonSound | None:
        return describe_lesson_sound(
            blocks,
            title=lesson.title,
            summary=lesson.summary,
            language=lesson.language,
            sheet=body.sheet.digest,
        )

    return remember(("sound", lesson.lesson_key, lesson.language, is_parallel, blocks, body.sheet.digest), describe)


def show_sources(*, lesson: ServedLesson, is_whole: bool) -> SafeString:
    """Where the lesson comes from, for the end of a page: the list itself (`is_whole`), or how many with a link to their
    page. Rendered once per change of the facts."""

    def render() -> SafeString:
        with override(lesson.language):
            context = describe_sources(lesson=lesson) | {"lesson": lesson, "is_whole": is_whole}
            return render_to_string("lessons/includes/sources.html", context)

    fingerprint = curriculum.fact_fingerprint(lesson.fact_keys)
    return remember(("sources", lesson.lesson_key, lesson.language, lesson.fact_keys, fingerprint, is_whole), render)


def describe_sources(*, lesson: ServedLesson) -> dict[str, Any]:
    """The sources of a lesson and how many of them were checked, as templates show them."""
    sources = list_sources(fact_keys=list(lesson.fact_keys))
    return {"sources": sources, "checked": sum(source.checked_on is not None for source in sources)}


def _read_pages(page_id: int, entry: LessonEntry) -> tuple[LessonPage, LessonPage]:
    source_id = entry.texts[SOURCE_LANGUAGE].page_id
    pages = LessonPage.objects.select_related("locale", "picture").in_bulk({page_id, source_id})
    if len(pages) < len({page_id, source_id}):  # another process took it away within the last half second
        forget_kept()
        raise UnknownLesson(str(entry.key))
    return pages[page_id], pages[source_id]


def serve_module(*, module_key: UUID, language: str) -> ServedModule:
    """The module as published in a language. Raises UnknownLesson; KeyError when it has no page in the language."""
    entry = get_module(module_key)
    text = entry.texts[language]

    def read() -> ServedModule:
        page = ModulePage.objects.select_related("picture").get(pk=entry.texts[SOURCE_LANGUAGE].page_id)
        return ServedModule(
            module_key=module_key,
            language=language,
            title=text.title,
            summary=text.summary,
            url=text.url,
            is_draft=text.is_draft,
            picture=show_picture(page.picture, language=language, width=BLOCK_WIDTH),
            entry=entry,
        )

    return remember(("module", module_key, language), read)
