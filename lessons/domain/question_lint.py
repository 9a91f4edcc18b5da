"""What is odd in the texts of a question: what gives its answer away, and what a translation got wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from assessments import api as assessments
from core.api import SOURCE_LANGUAGE

from .markup import TOKEN, list_fact_keys, list_markup_mistakes

Texts = Mapping[tuple[str, ...], str]

#: The right answer may be this much longer than the longest wrong one before it stands out.
STANDS_OUT = 1.5
FEWEST_LETTERS = 25  # shorter answers differ by chance
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c ]\d+)*")
_WORDS = re.compile(r"[a-zà-ÿ]{3,}(?: [a-zà-ÿ]+)+")
#: Abbreviations, addresses of sites and of mail: they are the same in every language.
_NAME = re.compile(r"\b(?:(?![IVX]+\b)[A-Z]{3,}|[\w.-]+@[\w.-]+|(?:www\.)?[\w-]+\.(?:be|org|eu|com))\b")
#: Words with which authors make an answer wrong without noticing.
_ABSOLUTE = re.compile(r"\b(altijd|nooit|niemand|iedereen|alle|geen enkele?)\b", re.IGNORECASE)
_SENTENCES = ("stem", "explanation", "feedback")


def lint_question(content: Mapping[str, Any]) -> list[assessments.Finding]:
    """Registered with assessments: see its domain/checks.py."""
    read = {code: dict(assessments.list_texts(texts)) for code, texts in content["languages"].items()}
    dutch = read[SOURCE_LANGUAGE]
    found = [assessments.Finding(SOURCE_LANGUAGE, text) for text in list_hints(content, dutch)]
    for code, texts in read.items():
        found += [assessments.Finding(code, text, is_mistake=True) for text in _list_mistakes(texts)]
        if code != SOURCE_LANGUAGE:
            found += [
                assessments.Finding(code, text, is_mistake=True) for text in _list_translation_mistakes(dutch, texts)
            ]
            found += [assessments.Finding(code, text) for text in _list_doubts(dutch, texts)]
    return found


def is_sentence(place: Sequence[str | int]) -> bool:
    """True where more stands than a name: in a stem, a feedback, an explanation, the text of a cluster."""
    return place[-1] in _SENTENCES or tuple(place) == ("text",)


def list_numbers(text: str) -> list[int]:
    """The numbers in a text, without separators, in order of size. Those of facts are not counted, nor 1 and 2, which
    languages say in words of their own (a month, the dual of Arabic)."""
    found = (re.sub(r"\D", "", number) for number in _NUMBER.findall(strip_markup(text)))
    return sorted(number for number in map(int, found) if number > 2)


def strip_markup(text: str) -> str:
    """A text without facts, Dutch words between backticks, and tags."""
    if "<" in text:
        soup = BeautifulSoup(text, "html.parser")
        for link in soup.find_all("a"):
            link.decompose()
        text = soup.get_text(" ")
    return TOKEN.sub("", text)


def reads_as_dutch(text: str, dutch: str) -> bool:
    """True for more than a name that is word for word the Dutch."""
    return text == dutch and bool(_WORDS.search(strip_markup(text)))


def list_hints(content: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    """How somebody finds the right answer of a single choice without knowing it."""
    if content["kind"] != "single":
        return
    right = set(content["key"].get("correct", ()))
    options = {place[1]: strip_markup(text) for place, text in texts.items() if place[::2] == ("options", "text")}
    rights = [text for part, text in options.items() if part in right]
    wrongs = [text for part, text in options.items() if part not in right]
    if not rights or not wrongs:
        return
    longest = max(map(len, wrongs))
    if len(rights[0]) > max(longest * STANDS_OUT, FEWEST_LETTERS):
        yield _("The right answer is much longer than the others: who guesses finds it.")
    if sum(bool(_ABSOLUTE.search(text)) for text in wrongs) == len(wrongs) and not _ABSOLUTE.search(rights[0]):
        yield _("All wrong answers say “always”, “never” or the like, and the right one does not.")
    asked = _list_long_words(strip_markup(texts.get(("stem",), "")))
    shared = [bool(asked & _list_long_words(text)) for text in wrongs]
    if asked & _list_long_words(rights[0]) and not any(shared):
        yield _("Only the right answer repeats a word of the question.")
    ends = {text.rstrip().endswith((".", "!", "?")) for text in wrongs}
    if all([*wrongs, *rights]) and len(ends) == 1 and rights[0].rstrip().endswith((".", "!", "?")) not in ends:
        yield _("Only the right answer is a sentence, or only it is none.")


def _list_mistakes(texts: Texts) -> Iterator[str]:
    for text in texts.values():
        yield from list_markup_mistakes(text)
    seen: set[tuple[str, str]] = set()
    for place, text in texts.items():
        if len(place) == 3 and place[2] != "feedback" and text.strip():
            said = (place[2], " ".join(text.casefold().split()).rstrip("."))
            if said in seen:
                yield _("Two answers read the same: “%(text)s”.") % {"text": text}
            seen.add(said)


def _list_translation_mistakes(dutch: Texts, texts: Texts) -> Iterator[str]:
    for place, text in texts.items():
        source = dutch.get(place, "")
        if not text.strip() or not source.strip():
            continue
        if list_numbers(source) != list_numbers(text):
            yield _("The Dutch has the numbers %(dutch)s, the translation has %(own)s: “%(text)s”.") % {
                "dutch": _say(list_numbers(source)),
                "own": _say(list_numbers(text)),
                "text": _shorten(text),
            }
        if sorted(list_fact_keys([source])) != sorted(list_fact_keys([text])):
            yield _("The translation states other facts than the Dutch: “%(text)s”.") % {"text": _shorten(text)}
        if is_sentence(place) and text == source and _WORDS.search(strip_markup(text)):
            yield _("This is still the Dutch: “%(text)s”.") % {"text": _shorten(text)}


def _list_doubts(dutch: Texts, texts: Texts) -> Iterator[str]:
    for place, text in texts.items():
        source = dutch.get(place, "")
        if not is_sentence(place) and reads_as_dutch(text, source):
            yield _("“%(text)s” reads as in the Dutch: is that a name?") % {"text": text}
        if text.strip() and (lost := sorted(set(_NAME.findall(strip_markup(source))) - set(_NAME.findall(text)))):
            yield _("The Dutch names %(names)s, the translation does not: “%(text)s”.") % {
                "names": ", ".join(lost),
                "text": _shorten(text),
            }


def _list_long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]{7,}", text.casefold()))


def _say(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or _("none")


def _shorten(text: str) -> str:
    plain = strip_markup(text)
    return plain if len(plain) <= 60 else plain[:59] + "…"
