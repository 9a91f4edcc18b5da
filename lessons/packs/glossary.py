"""The words of a pack: `glossary.yaml`, where an entry is written out or points at the card of a lesson that says it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.api import SOURCE_LANGUAGE

from .contents import PackLesson
from .schema import Word
from .slots import make_id


@dataclass(frozen=True, slots=True)
class PackWord:
    """A word as the curriculum takes it: `values` are fields of a glossary entry."""

    key: str
    values: dict[str, Any]


def find_card(card: str, lessons: list[PackLesson]):
    """The lesson and the word block that `<lesson key>/<block id>` names, or None."""
    lesson_key, _slash, block_id = card.partition("/")
    for packed in lessons:
        for block in packed.lesson.blocks:
            if packed.lesson.key == lesson_key and block.id == block_id and block.type == "word":
                return packed, block
    return None


def read_card(card: str, lessons: list[PackLesson]) -> tuple[str, dict[str, str], dict[str, str]]:
    """The Dutch word, the meanings and the words in other languages as the card says them. The card must exist."""
    found = find_card(card, lessons)
    assert found is not None
    packed, block = found
    path = f"body.{make_id(packed.page_key, block.id)}"
    meanings, terms = {SOURCE_LANGUAGE: block.meaning}, {}
    for code, texts in packed.translations.items():
        if meaning := texts.by_path.get(f"{path}.meaning"):
            meanings[code] = meaning
        term = texts.by_path.get(f"{path}.term")
        if term and term != block.term:  # a language that has no word of its own keeps the Dutch one
            terms[code] = term
    return block.term, meanings, terms


def make_word(word: Word, lessons: list[PackLesson], *, source_name: str) -> PackWord:
    term, meanings, terms = read_card(word.card, lessons) if word.card else (word.term, {}, {})
    values = {
        "term": term,
        "forms": "\n".join(word.forms),
        "meaning": meanings | (word.meaning or {}),
        "terms": terms | word.terms,
        "source_name": source_name,
    }
    return PackWord(word.key, values)


def list_missing_languages(words: list[PackWord], languages: list[str]) -> Iterator[str]:
    """What a pack does not say yet, as sentences: a language is no reason to keep a word from all others."""
    missing = Counter(code for word in words for code in languages if code not in word.values["meaning"])
    for code, count in sorted(missing.items()):
        yield f"glossary.yaml: {count} word{'s' * (count != 1)} without “{code}” yet."
