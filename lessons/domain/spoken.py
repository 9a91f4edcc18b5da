"""Everything that the published lessons say in a language: what a voice is needed for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments import api as assessments
from core.api import SOURCE_LANGUAGE, get_language
from media import api as media

from .catalogue import LessonEntry, get_catalogue
from .glossary import list_shown_words
from .serving import serve_body, serve_lesson
from .speech import list_passages


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """What the published lessons say in a language, in their order, with the modules they stand in and the words they
    use; a text as often as it stands somewhere.

    Registered with media as a source.
    """
    code = get_language(language).code
    for module in get_catalogue().modules:
        if (page := module.texts.get(code)) is not None:
            for text in _list_head(page.title, page.summary):
                yield media.SpokenText(code, text, page.title, page.url)
        for entry in module.lessons:
            if (page := entry.texts.get(code)) is not None:
                for text in list_texts_of(entry, code):
                    yield media.SpokenText(code, text, page.title, page.url)
    yield from _list_words(code)


def _list_words(language: str) -> Iterator[media.SpokenText]:
    with override(language):
        about, address = _("Words"), reverse("words")
    for word in list_shown_words(language=language):
        said: list[tuple[SafeString | str | None, str]] = [
            (word.own.text if word.own else None, language),
            (word.own_meaning, word.meaning_language),
            (word.dutch, SOURCE_LANGUAGE),
            (word.meaning, SOURCE_LANGUAGE),
        ]
        for text, spoken in said:
            if text and spoken == language:
                for part in list_passages(conditional_escape(text), language=language):
                    yield media.SpokenText(language, part.text, about, address)


def _list_head(title: str, summary: str) -> Iterator[str]:
    return filter(None, map(media.normalise_spoken, (title, summary)))


def list_texts_of(entry: LessonEntry, language: str) -> Iterator[str]:
    """What one lesson says in a language it has."""
    lesson = serve_lesson(lesson_key=entry.key, language=language)
    yield from _list_head(lesson.title, lesson.summary)
    versions = assessments.current_versions(lesson_key=entry.key)
    for fragment in serve_body(lesson=lesson, is_parallel=False, is_light=False):
        pieces: list[tuple[str, str]] = [(fragment.inner, fragment.language)]
        if fragment.version and fragment.language == language:
            explained = assessments.list_explanations(version=versions[fragment.block_id], language=language)
            pieces += [(html, language) for html in explained]
        for html, spoken in pieces:
            yield from (part.text for part in list_passages(html, language=spoken) if part.language == language)
