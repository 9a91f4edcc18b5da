"""What a phone that keeps a lesson may ask: is there a newer text, and does everything in it still hold?"""

from dataclasses import dataclass
from uuid import UUID

from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum

from .catalogue import get_lesson
from .serving import serve_lesson


@dataclass(frozen=True, slots=True)
class KeptText:
    """`stamp` changes when the text, the Dutch beside it or a fact in it does, and with nothing else. `has_lost_fact`: a fact
    that it refers to was withdrawn."""

    stamp: str
    has_lost_fact: bool
    is_sensitive: bool


def describe_text(*, lesson_key: UUID | str, language: str) -> KeptText:
    """The published lesson in a language. Raises UnknownLesson; KeyError when it has no page in the language."""
    entry = get_lesson(lesson_key)
    text, dutch = entry.texts[language], entry.texts[SOURCE_LANGUAGE]
    lesson = serve_lesson(lesson_key=entry.key, language=language)
    facts = curriculum.fact_fingerprint(lesson.fact_keys)
    return KeptText(
        stamp=f"{text.revision_id}-{dutch.revision_id}-{facts}",
        has_lost_fact=len(curriculum.list_facts(keys=lesson.fact_keys)) < len(set(lesson.fact_keys)),
        is_sensitive=lesson.is_sensitive,
    )
