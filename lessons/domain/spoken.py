"""Everything that the published lessons say in a language: what a voice is needed for."""

from collections.abc import Iterator

from assessments import api as assessments
from core.api import get_language
from media import api as media

from .catalogue import LessonEntry, get_catalogue
from .serving import serve_body, serve_lesson
from .speech import list_passages


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """What the published lessons say in a language, in their order; a text as often as it stands somewhere.

    Registered with media as a source.
    """
    code = get_language(language).code
    for module in get_catalogue().modules:
        for entry in module.lessons:
            if (page := entry.texts.get(code)) is not None:
                for text in list_texts_of(entry, code):
                    yield media.SpokenText(code, text, page.title, page.url)


def list_texts_of(entry: LessonEntry, language: str) -> Iterator[str]:
    """What one lesson says in a language it has."""
    lesson = serve_lesson(lesson_key=entry.key, language=language)
    yield from filter(None, map(media.normalise_spoken, (lesson.title, lesson.summary)))
    versions = assessments.current_versions(lesson_key=entry.key)
    for fragment in serve_body(lesson=lesson, is_parallel=False, is_light=False):
        pieces: list[tuple[str, str]] = [(fragment.inner, fragment.language)]
        if fragment.version and fragment.language == language:
            explained = assessments.list_explanations(version=versions[fragment.block_id], language=language)
            pieces += [(html, language) for html in explained]
        for html, spoken in pieces:
            yield from (part.text for part in list_passages(html, language=spoken) if part.language == language)
