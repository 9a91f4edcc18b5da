"""Answers that are typed: what is accepted, and when two texts say the same.

How a text is written does not count: compatible forms of letters, case, spaces, invisible marks, punctuation around it, and
the digits of other scripts are brought into one form. A typing mistake counts, unless the question forgives it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .mistakes import Mistake

#: Of an answer, typed or accepted.
MAX_LETTERS = 100
#: Accepted answers of one language.
MAX_ANSWERS = 50
#: In a shorter word another letter makes another word.
FORGIVEN_FROM = 5

_ETHIOPIC = re.compile("[\u1369-\u137c]+")
_HUNDRED, _MYRIAD = 100, 10_000


class BadAnswers(Mistake):
    """What is accepted cannot be compared with anything."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """`answers` as their author wrote them, of all languages: an answer that is right in one of them is right.
    `forgives_typo`: one mistake in a word of FORGIVEN_FROM letters or more is no mistake."""

    answers: tuple[str, ...]
    forgives_typo: bool = False
    forms: frozenset[str] = field(default=frozenset(), compare=False)


def read_accepted(key: Mapping[str, Any]) -> Accepted:
    """From {"accepted": {language: [answers]}} and optionally "forgives_typo". Raises BadAnswers."""
    by_language, forgives = key.get("accepted"), key.get("forgives_typo", False)
    if set(key) - {"accepted", "forgives_typo"} or not isinstance(forgives, bool):
        raise BadAnswers("a key says what is accepted, and whether a typing mistake is forgiven")
    if not isinstance(by_language, Mapping) or not by_language:
        raise BadAnswers("the key says in each language what is accepted")
    answers: dict[str, str] = {}
    for listed in by_language.values():
        for form, answer in read_answers(listed).items():
            answers.setdefault(form, answer)
    return Accepted(tuple(answers.values()), forgives, frozenset(answers))


def read_answers(listed: Any) -> dict[str, str]:
    """The answers of one language by their form. Raises BadAnswers."""
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_ANSWERS:
        raise BadAnswers("1 to %(most)s answers are accepted in a language", most=MAX_ANSWERS)
    found: dict[str, str] = {}
    for answer in listed:
        if not isinstance(answer, str) or len(answer) > MAX_LETTERS or not is_line(answer):
            raise BadAnswers("an accepted answer is one line of at most %(most)s letters", most=MAX_LETTERS)
        form = normalise(answer)
        if not form:
            raise BadAnswers("an accepted answer has letters or digits")
        if form in found:
            raise BadAnswers("“%(one)s” and “%(other)s” are the same answer", one=answer, other=found[form])
        found[form] = answer
    return found


def is_line(text: str) -> bool:
    """True for what can be typed into one line and stored: no control characters but tabs, no half characters."""
    return not any(letter != "\t" and unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)


def is_accepted(accepted: Accepted, text: str) -> bool:
    given = normalise(text)
    if given in accepted.forms:
        return True
    return accepted.forgives_typo and any(_is_typo(given, form) for form in accepted.forms)


def normalise(text: str) -> str:
    """The form in which answers are compared. Empty for a text without letters and digits; the form of a form is itself."""
    shown = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    folded = unicodedata.normalize("NFKC", shown.casefold()).replace("i\u0307", "i").replace("ı", "i")  # of Turkish
    letters = [_tell_digit(letter) for letter in _ETHIOPIC.sub(lambda found: _tell_ethiopic(found[0]), folded)]
    while letters and _is_around(letters[0]):
        letters.pop(0)
    while letters and _is_around(letters[-1]):
        letters.pop()
    return " ".join("".join(letters).split())


def _is_around(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter).startswith("P")


def _tell_digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _tell_ethiopic(numerals: str) -> str:
    """A number in Ethiopic numerals, which have no zero: ones and tens are added up, a hundred or a myriad multiplies them."""
    total = group = 0
    for numeral in numerals:
        value = int(unicodedata.numeric(numeral))
        if value == _HUNDRED:
            group = (group or 1) * value
        elif value == _MYRIAD:
            total, group = (total + group or 1) * value, 0
        else:
            group += value
    return str(total + group)


def _is_typo(given: str, form: str) -> bool:
    """True when one letter was left out, added, mistaken, or changed places with the next, in one word that is long enough and
    holds no digit."""
    words, wanted = given.split(), form.split()
    if len(words) != len(wanted):
        return False
    different = [(word, other) for word, other in zip(words, wanted, strict=True) if word != other]
    if len(different) != 1:
        return False
    ((word, other),) = different
    return len(other) >= FORGIVEN_FROM and not re.search(r"\d", word + other) and _is_one_off(word, other)


def _is_one_off(word: str, other: str) -> bool:
    start = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), None)
    if start is None:
        return abs(len(word) - len(other)) == 1
    one, two = word[start:], other[start:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])
