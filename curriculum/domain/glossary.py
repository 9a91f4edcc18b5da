"""The words of the glossary, as lessons look them up: by key, by the way they stand in a text. Kept in the process."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..models import GlossaryEntry
from ..models.glossary import fold_form, strip_article
from .shelves import Shelf


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries. They are shared: read them, never change them. `stamp` changes when any of them changes."""

    entries: tuple[GlossaryEntry, ...]  # by their Dutch word, the article aside
    by_key: dict[str, GlossaryEntry]
    by_form: dict[str, GlossaryEntry]
    pattern: re.Pattern | None
    stamp: str

    def find(self, word: str) -> GlossaryEntry | None:
        """The entry of a Dutch word as it stands in a text, with or without its article."""
        return self.by_form.get(fold_form(word)) or self.by_form.get(fold_form(strip_article(word)))

    def scan(self, text: str) -> Iterator[tuple[int, int, GlossaryEntry]]:
        """Where words of the glossary stand in a Dutch text, whole words only, the longest first: (start, end, entry)."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            yield match.start(), match.end(), self.by_form[fold_form(match[0])]


def get_glossary() -> Glossary:
    return shelf.read()


def glossary_stamp() -> str:
    """A short text that changes when any word changes, appears or goes. Part of cache keys."""
    return shelf.read().stamp


def _arrange(entries: list[GlossaryEntry]) -> Glossary:
    entries = sorted(entries, key=lambda entry: (strip_article(entry.term).casefold(), entry.key))
    by_form: dict[str, GlossaryEntry] = {}
    for entry in entries:
        for form in entry.list_forms():
            by_form.setdefault(form, entry)
    content = [[e.key, e.term, e.forms, e.meaning, e.terms, e.checked] for e in entries]
    stamp = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    by_key = {entry.key: entry for entry in entries}
    return Glossary(tuple(entries), by_key, by_form, _make_pattern(list(by_form)), stamp)


def _make_pattern(forms: list[str]) -> re.Pattern | None:
    if not forms:
        return None
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    alternatives = "|".join(re.escape(form).replace("\\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


shelf = Shelf(GlossaryEntry, _arrange)
forget_glossary = shelf.forget
