"""The small markup of lesson texts: a Dutch word between backticks, a fact as {fact:key}; and limited rich text.

What is stored is never trusted: every text is escaped or cleaned when it is shown, whoever put it there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from core.api import (
    SHOWN_TEXT,
    SOURCE_LANGUAGE,
    STORED_TEXT,
    TAPPED_TEXT,
    clean_html,
    get_language,
    strip_bidi_controls,
)
from curriculum import api as curriculum

FACT = re.compile(r"\{fact:([a-z0-9][a-z0-9-]*)\}")
FACT_LIKE = re.compile(r"\{\s*fact\b[^}]*\}?")
TOKEN = re.compile(r"`([^`\n]+)`|\{fact:([a-z0-9][a-z0-9-]*)\}")
FACT_LINK = re.compile(r"""<a\b(?=[^>]*\blinktype=["']fact["'])[^>]*\bid=["']([a-z0-9][a-z0-9-]*)["']""")


class WordMarks:
    """The words of the glossary in one block, each marked where it stands first."""

    def __init__(self, glossary: curriculum.Glossary) -> None:
        self.glossary = glossary
        self.seen: dict[str, None] = {}

    def take(self, entry: curriculum.GlossaryEntry | None) -> str | None:
        """The key of an entry that is met for the first time in this block; None for all others."""
        if entry is None or entry.key in self.seen:
            return None
        self.seen[entry.key] = None
        return entry.key


@dataclass(frozen=True)
class Reading:
    """How a text is being read: in which language, with which facts, and whether pictures wait for a tap.

    `facts` maps keys to curriculum facts. `questions` maps block ids to what assessments shows of a question.
    `is_companion` is true for the Dutch beside a translation: it has no inputs of its own. `marks`, where words of the
    glossary can be tapped, notes which of them the text holds; None where they cannot.
    """

    language: str
    facts: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Any] = field(default_factory=dict)
    is_light: bool = False
    is_companion: bool = False
    marks: "WordMarks | None" = None

    @property
    def direction(self) -> str:
        return get_language(self.language).direction


def list_fact_keys(texts: Iterable[str]) -> list[str]:
    """The keys of all facts that these stored texts state, in order, each once."""
    keys: dict[str, None] = {}
    for text in texts:
        for match in FACT.finditer(text):
            keys[match[1]] = None
        for match in FACT_LINK.finditer(text):
            keys[match[1]] = None
    return list(keys)


def list_markup_mistakes(text: str) -> Iterator[str]:
    """What an author must mend in a text, as sentences."""
    keys = list_fact_keys([text])
    known = curriculum.list_facts(keys=keys)
    for key in keys:
        if key not in known:
            yield gettext("There is no fact “%(key)s”.") % {"key": key}
    yield from list_syntax_mistakes(text)


def list_syntax_mistakes(text: str) -> Iterator[str]:
    """What is wrong with the markup itself, whichever facts there are."""
    if text.count("`") % 2:
        yield gettext("A backtick has no partner: write Dutch words between two of them, like `huurwaarborg`.")
    for match in FACT_LIKE.finditer(text):
        if not FACT.fullmatch(match[0]):
            yield gettext("“%(text)s” is no fact: write {fact:key} without spaces.") % {"text": match[0]}


def render_inline(text: str, reading: Reading) -> SafeString:
    """One line, escaped, with Dutch words and facts marked up."""
    return SafeString(_inline_html(strip_bidi_controls(text or ""), reading))  # every piece is escaped in _inline_html


def render_plain(text: str, reading: Reading) -> str:
    """One line without any markup: for titles, alternative texts, addresses. Not escaped."""

    def replace(match: re.Match) -> str:
        return match[1] if match[1] else _fact_text(match[2], reading)[0]

    return TOKEN.sub(replace, strip_bidi_controls(text or ""))


def render_rich(source: str, reading: Reading) -> SafeString:
    """Paragraphs and lists, with Dutch words and facts marked up. The stored inner text of a fact is ignored."""
    soup = BeautifulSoup(clean_html(source or "", allow=STORED_TEXT), "html.parser")
    html = "".join(_rich_html(node, reading) for node in soup.children)
    allow = TAPPED_TEXT if reading.marks else SHOWN_TEXT
    return SafeString(clean_html(html, allow=allow))  # cleaned by core.sanitise in this very line


def _rich_html(node, reading: Reading) -> str:
    if isinstance(node, NavigableString):
        return _inline_html(str(node), reading)
    assert isinstance(node, Tag)
    if node.name == "code":
        return _dutch_html(node.get_text(), reading)
    if node.name == "a":
        if node.get("linktype") == "fact" and node.get("id"):
            return _fact_html(str(node["id"]), reading)
        return "".join(_rich_html(child, reading) for child in node.children)
    inner = "".join(_rich_html(child, reading) for child in node.children)
    tag = {"b": "strong"}.get(node.name, node.name)
    return f"<{tag}>{inner}</{tag}>"


def _inline_html(text: str, reading: Reading) -> str:
    pieces: list[str] = []
    end = 0
    for match in TOKEN.finditer(text):
        pieces.append(_plain_html(text[end : match.start()], reading))
        pieces.append(_dutch_html(match[1], reading) if match[1] else _fact_html(match[2], reading))
        end = match.end()
    pieces.append(_plain_html(text[end:], reading))
    return "".join(pieces)


def _plain_html(text: str, reading: Reading) -> str:
    """Text without markup; in Dutch its words of the glossary can be tapped."""
    if reading.marks is None or reading.language != SOURCE_LANGUAGE:
        return escape(text)
    pieces: list[str] = []
    end = 0
    for start, stop, entry in reading.marks.glossary.scan(text):
        if key := reading.marks.take(entry):
            pieces += [escape(text[end:start]), _tap_html(key, escape(text[start:stop]))]
            end = stop
    pieces.append(escape(text[end:]))
    return "".join(pieces)


def _dutch_html(word: str, reading: Reading) -> str:
    html = f'<bdi lang="{SOURCE_LANGUAGE}" dir="ltr" class="dutch">{escape(word)}</bdi>'
    key = reading.marks.take(reading.marks.glossary.find(word)) if reading.marks else None
    return _tap_html(key, html) if key else html


def _tap_html(key: str, html: str) -> str:
    return f'<a class="word-tap" href="#word-{key}">{html}</a>'


def _fact_html(key: str, reading: Reading) -> str:
    text, language = _fact_text(key, reading)
    if language == reading.language:
        return f'<bdi class="fact">{escape(text)}</bdi>'
    return f'<bdi lang="{language}" dir="{get_language(language).direction}" class="fact">{escape(text)}</bdi>'


def _fact_text(key: str, reading: Reading) -> tuple[str, str]:
    fact = reading.facts.get(key)
    value = fact.value_in(reading.language) if fact is not None else None
    if not value:
        with override(reading.language):
            return gettext("(not known at the moment)"), reading.language
    return strip_bidi_controls(value.text), value.language
