"""Who reads a lesson aloud: the names of people, and of machines, for the end of its page."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from core.api import SOURCE_LANGUAGE, Language, get_language
from media import api as media

from .generation import get_voices
from .memory import remember
from .serving import ServedLesson
from .spoken import list_texts_of

type Voices = list[tuple[Language, list[media.Speaker]]]


def show_speakers(*, lesson: ServedLesson) -> SafeString:
    """Nothing where nothing can be heard, and in a preview."""
    if lesson.entry is None:
        return SafeString("")

    def render() -> SafeString:
        with override(lesson.language):
            return render_to_string("lessons/includes/speakers.html", {"voices": list_speakers(lesson)})

    return remember(("speakers", lesson.lesson_key, lesson.language), render)


def list_all_speakers(*, language: str) -> list[media.Speaker]:
    """Who is heard in a language, wherever."""
    return remember(("speakers of the site", language), lambda: media.list_speakers(language=language))


def list_speakers(lesson: ServedLesson) -> Voices:
    """Per language in which the lesson can be heard: its own, and the Dutch that stands beside it."""
    assert lesson.entry is not None
    found = []
    for code in dict.fromkeys([lesson.language, SOURCE_LANGUAGE]):
        if code in get_voices().languages:  # a lesson is read through only when somebody speaks at all
            hashes = [media.hash_spoken(text) for text in list_texts_of(lesson.entry, code)]
            found.append((get_language(code), media.list_speakers(language=code, hashes=hashes)))
    return [(language, speakers) for language, speakers in found if speakers]
