"""What is odd in a bank although its files can be read: things that give an answer away or that a translation got wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from core.api import SOURCE_LANGUAGE

from ..domain.question_lint import is_sentence, list_numbers, reads_as_dutch
from .problems import Place

if TYPE_CHECKING:
    from .banks_shapes import ReadQuestion

MOST_LONGEST = 45  # percent of the questions with one right answer in which that may be the longest
FEWEST = 20  # of so few questions no habit can be told
_WORD = re.compile(r"\w+")


def list_same_parts(texts: Mapping[Place, str]) -> Iterator[Place]:
    """The parts that read the same as an earlier part beside them."""
    seen: set[tuple[str | int, str]] = set()
    for place, text in texts.items():
        if len(place) == 3 and place[2] != "feedback":
            said = (place[2], " ".join(text.casefold().split()).rstrip("."))
            if said in seen:
                yield place
            seen.add(said)


def list_language_mistakes(dutch: Mapping[Place, str], texts: Mapping[Place, str]) -> Iterator[tuple[Place, str]]:
    """What is wrong with the texts of a question in another language, and where: numbers that are not those of the Dutch,
    sentences that still are Dutch."""
    for place, text in texts.items():
        own, its = list_numbers(dutch[place]), list_numbers(text)
        if own != its:
            yield place, f"the Dutch has the numbers {_say(own)}, this has {_say(its)}."
        if is_sentence(place) and text == dutch[place]:
            yield place, "this is still the Dutch."


def list_same_as_dutch(questions: Iterable["ReadQuestion"]) -> Iterator[str]:
    """Answers of more than a name that read as the Dutch does: a Dutch name, or a forgotten translation."""
    for question in questions:
        dutch = question.texts[SOURCE_LANGUAGE]
        for code, texts in question.texts.items():
            for place, text in texts.items():
                if code != SOURCE_LANGUAGE and reads_as_dutch(text, dutch[place]):
                    yield f"{question.asked.id} has “{text}” in “{code}” as in the Dutch: is that a name?"


def list_longest(questions: Iterable["ReadQuestion"]) -> Iterator[str]:
    """That the right answer is too often the longest, if it is."""
    longest, single = 0, 0
    for question in questions:
        options = question.asked.options or []
        if question.asked.kind != "single":
            continue
        lengths = {option.correct: 0 for option in options}
        for option in options:
            lengths[option.correct] = max(lengths[option.correct], len(option.text))
        single += 1
        longest += lengths[True] > lengths[False]
    if single >= FEWEST and longest * 100 > single * MOST_LONGEST:
        yield f"the right answer is the longest in {longest} of {single} questions: who guesses finds it."


def list_given_away(questions: Iterable["ReadQuestion"]) -> Iterator[str]:
    """Answers to type that stand in their own question."""
    for question in questions:
        for code, answers in question.answers.items():
            words = f" {' '.join(_WORD.findall(question.texts[code]['stem',].casefold()))} "
            for answer in answers:
                if f" {' '.join(_WORD.findall(answer.casefold()))} " in words:
                    yield f"{question.asked.id} says “{answer}” in its question in “{code}”."


def _say(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
