"""The tests that somebody may sit, as they are told before the start."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.language_text import LanguageText, read_in
from curriculum.enums import Regime

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Aid, Cut, Every, Feedback, Rule, Section
from ..engine.drawing import find_shortages
from ..enums import OpenTo
from ..errors import UnknownBlueprint
from ..models import Blueprint, BlueprintVersion
from .blueprints import (
    PASS_RULE,
    get_version,
    list_bank_items,
    list_bank_questions,
    list_standing_versions,
    pick_version,
    read_rule,
    with_standing_versions,
)
from .sitting import Taker


@dataclass(frozen=True, slots=True)
class TestCut:
    """At least `minimum` of a measure (`correct`, `points` or `percent`). `is_needed`: without it nothing is reached; else
    another one may do."""

    measure: str
    minimum: str
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class TestPart:
    """A section before the start; `title` is empty where its key says enough."""

    key: str
    title: LanguageText
    total: int
    cuts: tuple[TestCut, ...]


@dataclass(frozen=True, slots=True)
class TestToSit:
    """What is said of a test before the start. `minutes`: None without a limit. `follows_rule`: its shape is a dated rule of
    the curriculum. `cuts`: those on the whole test. `refused_aids`: the accommodations that it does not allow."""

    code: str
    title: LanguageText
    description: LanguageText
    total: int
    minutes: int | None
    parts: tuple[TestPart, ...]
    cuts: tuple[TestCut, ...]
    feedback: Feedback
    retake_days: int
    refused_aids: frozenset[Aid]
    follows_rule: bool
    is_demonstration: bool


def is_open_to(blueprint: Blueprint, taker: Taker, *, asked: Collection[str]) -> bool:
    """A guest sits what is open to everybody; `asked` are the codes of tests that a newcomer was asked to sit."""
    if blueprint.open_to == OpenTo.EVERYBODY:
        return True
    if taker.newcomer is None:
        return False
    return blueprint.open_to == OpenTo.NEWCOMERS or (blueprint.open_to == OpenTo.ASKED and blueprint.code in asked)


def list_tests_to_sit(
    *, taker: Taker, language: str, regime: str, on: date, asked: Collection[str] = ()
) -> list[TestToSit]:
    """The tests that hold on a day, are open to her and can be filled in a language, by title. Three queries."""
    rows = Blueprint.objects.exclude(open_to=OpenTo.NOBODY).prefetch_related(with_standing_versions())
    found = [
        (blueprint, version)
        for blueprint in rows
        if is_open_to(blueprint, taker, asked=asked)
        and (version := pick_version(blueprint.versions.all(), regime=regime, on=on)) is not None
    ]
    questions = list_bank_questions(blueprint.bank_id for blueprint, _version in found) if found else []
    tests = []
    for blueprint, version in found:
        try:
            rule = read_rule(version.data, regime=regime, on=on)
        except UnknownBlueprint:
            continue
        items = list_bank_items(questions, bank_id=blueprint.bank_id, language=language, uses=version.uses)
        if not find_shortages(read_blueprint(rule), items):
            tests.append(_describe(blueprint, version, rule, language))
    return sorted(tests, key=lambda test: (test.title.text, test.code))


def find_test_language(*, code: str, languages: Iterable[str], regime: str, on: date) -> str | None:
    """The first of these languages in which a test can be filled on a day, whoever may sit it; None where none can."""
    return next(iterate_test_languages(code=code, languages=languages, regime=regime, on=on), None)


def iterate_test_languages(*, code: str, languages: Iterable[str], regime: str, on: date) -> Iterator[str]:
    """All of these languages in which a test can be filled on a day, in their order. Queries as for one."""
    try:
        version = get_version(code=code, regime=regime, on=on)
        rule = read_blueprint(read_rule(version.data, regime=regime, on=on))
    except UnknownBlueprint:
        return
    bank = version.blueprint.bank_id
    questions = list_bank_questions([bank])
    for language in dict.fromkeys(languages):
        items = list_bank_items(questions, bank_id=bank, language=language, uses=version.uses)
        if not find_shortages(rule, items):
            yield language


def list_tests_to_ask(*, on: date) -> dict[str, Mapping[str, str]]:
    """The titles by language of every test that newcomers can be asked to sit on a day, by code."""
    rows = Blueprint.objects.exclude(open_to=OpenTo.NOBODY).order_by("code").prefetch_related(with_standing_versions())
    found = {
        row.code: pick_version(row.versions.all(), regime=regime, on=on) for regime in Regime.values for row in rows
    }
    return {code: version.data.get("title", {}) for code, version in found.items() if version is not None}


def name_tests(*, codes: Collection[str]) -> dict[str, Mapping[str, str]]:
    """The titles by language that tests have now, whether somebody may sit them or not, by code. One query."""
    rows = list_standing_versions().filter(blueprint__code__in=codes).order_by("number")
    return {code: data.get("title", {}) for code, data in rows.values_list("blueprint__code", "data")}


def _describe(blueprint: Blueprint, version: BlueprintVersion, rule: Mapping[str, Any], language: str) -> TestToSit:
    read = read_blueprint(rule)
    cuts = [found for outcome in read.outcomes.values() for found in _list_cuts(outcome)]
    return TestToSit(
        code=blueprint.code,
        title=read_in(read.title, language),
        description=read_in(read.description, language),
        total=read.count,
        minutes=read.minutes,
        parts=tuple(
            TestPart(section.key, read_in(section.title, language), section.count, _cuts_on(section, cuts))
            for section in read.sections
        ),
        cuts=_cuts_on(None, cuts),
        feedback=read.feedback,
        retake_days=read.retake_days,
        refused_aids=frozenset(Aid) - read.accommodations,
        follows_rule=PASS_RULE in version.data,
        is_demonstration=blueprint.is_demonstration,
    )


def _list_cuts(rule: Rule, *, is_needed: bool = True) -> list[tuple[Cut, bool]]:
    if isinstance(rule, Cut):
        return [(rule, is_needed)]
    stays = is_needed and (isinstance(rule, Every) or len(rule.rules) == 1)
    return [found for part in rule.rules for found in _list_cuts(part, is_needed=stays)]


def _cuts_on(section: Section | None, cuts: list[tuple[Cut, bool]]) -> tuple[TestCut, ...]:
    key = section.key if section else None
    found = (TestCut(cut.measure.value, f"{cut.minimum:f}", needed) for cut, needed in cuts if cut.section == key)
    return tuple(dict.fromkeys(found))
