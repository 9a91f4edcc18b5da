"""Sentences with a value in them, as voices say them: the words and the values in turn, each with a voice of its own.

No such sentence is ever spoken, kept or sent to a voice as a whole: what is recorded are words that stand on the page of
everybody, and numbers, months and days. So a voice tells nothing of anybody. A value without a voice (a large amount, a
telephone number) is passed over: it stands there to be seen.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

from babel import Locale
from babel.dates import get_day_names, get_month_names

from core import languages
from core.dates import format_days

#: What is asked, counted and paid: how many of each, and the years of our dates.
NUMBERS = (*range(101), *range(200, 1001, 100), *range(2024, 2036))
#: Where a text of a catalogue has a value, or the HTML around one.
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|<[^>]*>")
NUMBER = r"\d+(?:[ \u00a0\u202f.,:]\d+)*"  # "41", "1.250,50", "14:30", "0800 65 0 65": a number with others in it is one value
DATE_STYLES = ("long", "full")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: words that must be heard, or a value that may be passed over."""

    text: str
    is_value: bool


def list_words(forms: Iterable[str]) -> Iterator[str]:
    """What stands between the values of these texts of a catalogue."""
    for form in forms:
        yield from filter(None, map(strip_signs, PLACES.split(unescape(form))))


def list_values(code: str) -> Iterator[str]:
    """The values themselves: numbers, months, days of the week, and how days are counted."""
    yield from map(str, NUMBERS)
    locale = Locale.parse(languages.get_language(code).babel)
    yield from _list_names(locale)
    for days in range(101):
        yield from (part.text for part in split_sentence(format_days(days, language=code), code) if not part.is_value)


def split_sentence(text: str, code: str) -> tuple[Part, ...]:
    """The parts of a sentence in the order in which they are said; of one without a value the sentence itself."""
    parts, end = [], 0
    for found in _find_values(code).finditer(text):
        parts += [Part(strip_signs(text[end : found.start()]), is_value=False), *_split_value(found[0], code)]
        end = found.end()
    parts.append(Part(strip_signs(text[end:]), is_value=False))
    return tuple(part for part in parts if part.text)


def strip_signs(text: str) -> str:
    """The text without the signs and spaces at its ends; vowel signs are no signs."""
    first, last = 0, len(text)
    while first < last and unicodedata.category(text[first])[0] in "PSZC":
        first += 1
    while first < last and unicodedata.category(text[last - 1])[0] in "PSZC":
        last -= 1
    return text[first:last]


def _split_value(value: str, code: str) -> Iterator[Part]:
    """A number is one part. Of a date each number and name is one; what joins them is not said."""
    if re.fullmatch(NUMBER, value):
        yield Part(value, is_value=True)
        return
    for found in _find_parts_of_date(code).finditer(value):
        yield Part(found[0], is_value=True)


@cache
def _find_values(code: str) -> re.Pattern:
    """Dates in words, as we write them in this language, and numbers."""
    locale = Locale.parse(languages.get_language(code).babel)
    dates = sorted((_describe_date(locale, style) for style in DATE_STYLES), key=len, reverse=True)
    return re.compile("|".join([*dates, NUMBER]))


def _describe_date(locale: Locale, style: str) -> str:
    months, days = map(_either, (_list_months(locale), _list_days(locale)))
    known = {"%(d)s": r"\d{1,2}", "%(dd)s": r"\d{2}", "%(y)s": r"\d{4}", "%(MMMM)s": months, "%(EEEE)s": days}
    pieces = re.split(r"(%\(\w+\)s)", locale.date_formats[style].format)
    return "".join(known[piece] if piece in known else re.escape(piece) for piece in pieces)


@cache
def _find_parts_of_date(code: str) -> re.Pattern:
    locale = Locale.parse(languages.get_language(code).babel)
    return re.compile(rf"\d+|{_either(_list_names(locale))}")


def _either(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))})"


def _list_names(locale: Locale) -> list[str]:
    return [*_list_months(locale), *_list_days(locale)]


def _list_months(locale: Locale) -> list[str]:
    return list(get_month_names("wide", "format", locale=locale).values())


def _list_days(locale: Locale) -> list[str]:
    return list(get_day_names("wide", "format", locale=locale).values())
