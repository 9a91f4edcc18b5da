"""What a test would draw from its bank, for who makes it: whether it can be filled in each language, and an example."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Blueprint
from ..engine.drawing import BankItem, BankTooSmall, FormItem, draw_form, find_shortages
from ..errors import BankCannotFill
from ..models import Bank, BankQuestion
from .blueprints import list_bank_items, list_bank_questions, read_rule


@dataclass(frozen=True, slots=True)
class DrawFilling:
    """A draw of a test: what it asks for, how many it wants, and how many it finds in each language."""

    section: str
    asks: tuple[str, ...]
    is_scored: bool
    wanted: int
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TestFilling:
    """What a test would draw; `languages` are those in which the bank can fill it."""

    minutes: int | None
    total: int
    draws: tuple[DrawFilling, ...]
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExamplePlace:
    """A place of a form that was drawn to try a test; `key` is that of find_editing."""

    section: str
    key: int
    name: str
    stem: str
    points: str
    is_scored: bool


def fill_test(
    *,
    data: Mapping[str, Any],
    uses: Iterable[str],
    bank: Bank,
    languages: Iterable[str],
    regime: str,
    on: date,
    questions: list[BankQuestion] | None = None,
) -> TestFilling:
    """What a test of this data would draw. `questions`: those of the bank, when they were read already.

    Raises BadBlueprint, UnknownBlueprint.
    """
    rule = read_blueprint(read_rule(data, regime=regime, on=on))
    questions = list_bank_questions([bank.pk]) if questions is None else questions
    codes = list(languages)
    items = {code: list_bank_items(questions, bank_id=bank.pk, language=code, uses=uses) for code in codes}
    return _fill(rule, items)


def draw_example(
    *,
    data: Mapping[str, Any],
    uses: Iterable[str],
    bank: Bank,
    language: str,
    regime: str,
    on: date,
    seed: int,
) -> list[ExamplePlace]:
    """A form as somebody might get it who never practised. Raises BadBlueprint, UnknownBlueprint, BankCannotFill."""
    rule = read_blueprint(read_rule(data, regime=regime, on=on))
    questions = list_bank_questions([bank.pk])
    items = list_bank_items(questions, bank_id=bank.pk, language=language, uses=uses)
    try:
        form = draw_form(rule, items, seed=seed)
    except BankTooSmall as short:
        raise BankCannotFill(language) from short
    drawn = BankQuestion.objects.filter(question__in=[int(place.item.key) for place in form])
    rows = {str(row.question_id): row for row in drawn.select_related("question__current")}
    return [_tell_place(place, rows[place.item.key], language) for place in form]


def _tell_place(place: FormItem, row: BankQuestion, language: str) -> ExamplePlace:
    version = row.question.current
    stem = version.texts[language]["stem"] if version else ""
    return ExamplePlace(place.section, row.pk, row.key, stem, f"{place.draw.points:f}", place.draw.is_scored)


def _fill(rule: Blueprint, items: Mapping[str, list[BankItem]]) -> TestFilling:
    short = {
        code: {(lack.section, lack.draw): lack.found for lack in find_shortages(rule, own)}
        for code, own in items.items()
    }
    draws = tuple(
        DrawFilling(
            section=section.key,
            asks=(*sorted(draw.themes), *sorted(draw.objectives), *filter(None, [draw.region]), *sorted(draw.tags)),
            is_scored=draw.is_scored,
            wanted=draw.count,
            found={code: short[code].get((section.key, number), draw.count) for code in items},
        )
        for section in rule.sections
        for number, draw in enumerate(section.draws)
    )
    return TestFilling(
        minutes=rule.minutes,
        total=rule.count,
        draws=draws,
        languages=frozenset(code for code in items if not short[code]),
    )
