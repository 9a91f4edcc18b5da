"""The sheets of a test for a class, as they are printed: questions, an answer sheet, and the key for the teacher.

Staff print the questions and learners read them: their sentences are translated like every other sentence of theirs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import api as assessments
from core import languages
from core.languages import SOURCE_LANGUAGE
from lessons import api as lessons

from .shared_stem import show_above


@dataclass(frozen=True, slots=True)
class PaperText:
    """A text in one language of the sheet, as HTML."""

    language: languages.Language
    html: SafeString | str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line with its letter or number, once for each language of the sheet."""

    label: str
    texts: tuple[PaperText, ...]


@dataclass(frozen=True, slots=True)
class PaperShared:
    """What the questions from `first` to `last` are about, in one language, above the first of them."""

    language: languages.Language
    kind: str
    first: int
    last: int
    html: SafeString


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """`shared` stands above the first question that it is for, in each language. `lines` carry letters; `left` (match only)
    carries numbers, for each of which a letter is asked. `marks` are the labels of what the answer sheet asks, of the kind
    `mark`: a bubble, a box for a letter, or a line. `most`: how many to choose. `picture`: drawn with the letters of its lines
    (hotspot only)."""

    number: int
    kind: str
    shared: tuple[PaperShared, ...]
    stem: tuple[PaperText, ...]
    lines: tuple[PaperLine, ...]
    left: tuple[PaperLine, ...]
    mark: str
    marks: tuple[str, ...]
    most: int | None
    picture: SafeString | str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What is right in one question, by its letters and in words, and why; in Dutch where it exists in Dutch."""

    number: int
    language: languages.Language
    letters: str
    stem: SafeString
    answers: tuple[SafeString | str, ...]
    explanation: SafeString


def list_questions(test: assessments.PaperTest, *, codes: Iterable[str], seed: int) -> list[PaperQuestion]:
    """The questions in these languages, beside each other; the first holds them all."""
    spoken = [languages.get_language(code) for code in codes]
    return [
        _show(test, number, version, [language for language in spoken if language.code in version.languages], seed)
        for number, version in enumerate(test.versions, start=1)
    ]


def list_key(test: assessments.PaperTest, *, language: str, seed: int) -> list[KeyLine]:
    """The key, in Dutch for the teacher, else in `language`."""
    lines = []
    for number, version in enumerate(test.versions, start=1):
        spoken = languages.get_language(SOURCE_LANGUAGE if SOURCE_LANGUAGE in version.texts else language)
        solution = assessments.show_solution(version=version, language=spoken.code)
        letters = assessments.tell_right_letters(version=version, seed=seed)
        lines.append(
            KeyLine(
                number,
                spoken,
                _join_letters(version.kind, letters),
                solution["stem"],
                _tell_answers(solution["solution"], spoken),
                solution["explanation"],
            )
        )
    return lines


def _show(
    test: assessments.PaperTest, number: int, version, spoken: list[languages.Language], seed: int
) -> PaperQuestion:
    shown = {
        language: assessments.show_on_paper(version=version, language=language.code, seed=seed) for language in spoken
    }
    kind = version.kind
    lines = _list_statements(spoken) if kind == "true_false" else ()
    for place in ("options", "items", "right"):
        lines = lines or _list_lines(shown, place, ascii_uppercase)
    left = _list_lines(shown, "left", [str(place) for place in range(1, 27)])
    mark, marks = "bubble", tuple(line.label for line in left or lines)
    if kind in ("order", "match"):
        mark = "box"
    elif kind == "short_text":
        mark, marks = "line", ("",)
    return PaperQuestion(
        number,
        kind,
        _list_shared(test, number, spoken),
        tuple(PaperText(language, parts["stem"]) for language, parts in shown.items()),
        lines,
        left,
        mark,
        marks,
        most=next(iter(shown.values())).get("most") if kind == "choose" else None,
        picture=_draw_picture(shown),
    )


def _list_shared(test: assessments.PaperTest, number: int, spoken: list[languages.Language]) -> tuple[PaperShared, ...]:
    told = []
    for language in spoken:
        above = show_above(
            lambda place: test.versions[place - 1],
            number,
            len(test.versions),
            language=language.code,
            can_listen=False,
        )
        if above is not None and above.first == number:
            told.append(PaperShared(language, above.kind, above.first, above.last, above.html))
    return tuple(told)


def _draw_picture(shown: Mapping[languages.Language, Mapping[str, Any]]) -> SafeString | str:
    """The picture that is asked about, once for all languages of the sheet."""
    language, parts = next(iter(shown.items()))
    return lessons.draw_areas(picture=parts["picture"], language=language.code) if "picture" in parts else ""


def _list_lines(shown: Mapping[languages.Language, Mapping[str, Any]], place: str, labels) -> tuple[PaperLine, ...]:
    """The parts at a place of the question, the same part of every language in one line."""
    columns = [
        [PaperText(language, part["text"]) for part in parts.get(place, ())] for language, parts in shown.items()
    ]
    return tuple(PaperLine(label, texts) for label, texts in zip(labels, zip(*columns, strict=True), strict=False))


def _list_statements(spoken: list[languages.Language]) -> tuple[PaperLine, ...]:
    told = []
    for language in spoken:
        with translation.override(language.code.lower()):
            told.append((PaperText(language, _("True")), PaperText(language, _("Not true"))))
    return tuple(PaperLine(label, texts) for label, texts in zip("AB", zip(*told, strict=True), strict=True))


def _join_letters(kind: str, letters: tuple[str, ...]) -> str:
    if kind == "match":
        return ", ".join(f"{place} {letter}" for place, letter in enumerate(letters, start=1))
    return {"order": " → ", "single": " / ", "hotspot": " / "}.get(kind, ", ").join(letters)


def _tell_answers(solution, language: languages.Language) -> tuple[SafeString | str, ...]:
    """The right answers in words: options, steps in their order, pairs, or that a statement is true."""
    if isinstance(solution, bool):
        is_true, is_not = (line.texts[0].html for line in _list_statements([language]))
        return (is_true if solution else is_not,)
    return tuple(format_html("{}: {}", *part) if isinstance(part, list) else part for part in solution)
