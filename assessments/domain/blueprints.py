"""The tests that can be sat, as rows; what they say is read by the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from curriculum import api as curriculum

from ..engine import blueprints as engine
from ..engine.blueprints import BadBlueprint
from ..engine.drawing import BankItem, find_shortages
from ..enums import QuestionState
from ..errors import UnknownBlueprint
from ..models import Bank, BankQuestion, Blueprint
from .banks import update_row

PASS_RULE = "pass_rule"  # noqa: S105 (a kind of dated rule)


@dataclass(frozen=True, slots=True)
class BlueprintEntry:
    """A test as a bank hands it over; as in the model."""

    code: str
    data: Mapping[str, Any]
    uses: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None
    is_demonstration: bool = False


def check_blueprint(*, data: Mapping[str, Any]) -> None:
    """Raises BadBlueprint for one that contradicts itself, or gives beside a pass rule what only the rule may say."""
    if PASS_RULE not in data:
        engine.read_blueprint(data)
        return
    if unknown := set(data) - {PASS_RULE, "minutes", "feedback", "retake_days"}:
        raise BadBlueprint("blueprint", "unknown", name=min(unknown))
    plain = {"sections": {"all": {"draws": [{"count": 1}]}}, "outcomes": {"passed": {"correct": 1}}}
    engine.read_blueprint(plain | {name: value for name, value in data.items() if name != PASS_RULE})


def save_blueprints(*, bank_code: str, entries: Iterable[BlueprintEntry]) -> dict[str, str]:
    """Make the tests of a bank what its file says: what became of each, by code (created, changed, unchanged). One that
    the file no longer names stays as it is: people sat it. Raises BadBlueprint."""
    bank = Bank.objects.get(code=bank_code)
    results: dict[str, str] = {}
    for entry in entries:
        check_blueprint(data=entry.data)
        row = Blueprint.objects.filter(code=entry.code).first() or Blueprint(code=entry.code)
        is_new = row.pk is None
        is_changed = update_row(
            row,
            {
                "bank": bank,
                "data": dict(entry.data),
                "uses": list(entry.uses),
                "is_demonstration": entry.is_demonstration,
                "valid_from": entry.valid_from,
                "valid_until": entry.valid_until,
            },
        )
        results[entry.code] = "created" if is_new else "changed" if is_changed else "unchanged"
    return results


def get_blueprint(*, code: str, on: date) -> Blueprint:
    """The test of this code that holds on a day. Raises UnknownBlueprint."""
    rows = Blueprint.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), code=code, valid_from__lte=on)
    row = rows.first()
    if row is None:
        raise UnknownBlueprint(code)
    return row


def read_rule(blueprint: Blueprint, *, regime: str, on: date) -> dict[str, Any]:
    """What the test is on a day, as data of a blueprint: a dated rule of the curriculum is written out.

    Raises UnknownBlueprint where no such rule holds, BadBlueprint.
    """
    data = dict(blueprint.data)
    if code := data.pop(PASS_RULE, None):
        try:
            rule = curriculum.get_rule(kind=PASS_RULE, code=code, regime=regime, on=on)
        except curriculum.UnknownRule as error:
            raise UnknownBlueprint(blueprint.code) from error
        data = engine.write_pass_rule(rule.value) | data
    engine.read_blueprint(data)
    return data


def list_bank_items(blueprint: Blueprint, *, language: str, uses: list[str] | None = None) -> list[BankItem]:
    """What the test may draw from in a language, in the order of the keys: questions of its bank in use, and on trial."""
    rows = (
        BankQuestion.objects.in_tests().filter(bank=blueprint.bank_id, use__in=uses or blueprint.uses).order_by("key")
    )
    return [
        BankItem(
            key=str(row.question_id),
            theme=row.theme,
            objective=row.objective,
            tags=frozenset({row.section, *row.tags}),
            is_on_trial=row.state == QuestionState.PILOT,
            cluster=str(row.cluster_id or ""),
            place=row.cluster_place,
        )
        for row in rows
        if language in row.languages
    ]


@dataclass(frozen=True, slots=True)
class TestToSit:
    """What is said before the start: how many questions, in which sections, for how long (None: no limit), and whether the
    bank can fill it in the language asked for."""

    total: int
    minutes: int | None
    is_demonstration: bool
    is_filled: bool


def describe_blueprint(*, code: str, language: str, regime: str, on: date) -> TestToSit:
    """Raises UnknownBlueprint."""
    blueprint = get_blueprint(code=code, on=on)
    rule = engine.read_blueprint(read_rule(blueprint, regime=regime, on=on))
    shortages = find_shortages(rule, list_bank_items(blueprint, language=language))
    return TestToSit(rule.count, rule.minutes, blueprint.is_demonstration, is_filled=not shortages)


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

    code: str
    minutes: int | None
    uses: tuple[str, ...]
    is_demonstration: bool
    total: int
    draws: tuple[DrawFilling, ...]
    languages: frozenset[str]


def list_fillings(*, bank: Bank, regime: str, languages: Iterable[str], on: date) -> list[TestFilling]:
    """The tests of a bank that hold on a day, by code; those for which no rule holds are left out."""
    rows = bank.blueprints.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    fillings = []
    for row in rows.order_by("code"):
        try:
            rule = engine.read_blueprint(read_rule(row, regime=regime, on=on))
        except UnknownBlueprint:
            continue
        fillings.append(_fill(row, rule, list(languages)))
    return fillings


def _fill(row: Blueprint, rule: engine.Blueprint, languages: list[str]) -> TestFilling:
    short = {
        code: {
            (lack.section, lack.draw): lack.found for lack in find_shortages(rule, list_bank_items(row, language=code))
        }
        for code in languages
    }
    draws = tuple(
        DrawFilling(
            section=section.key,
            asks=(*draw.themes, *draw.objectives, *sorted(draw.tags)),
            is_scored=draw.is_scored,
            wanted=draw.count,
            found={code: short[code].get((section.key, number), draw.count) for code in languages},
        )
        for section in rule.sections
        for number, draw in enumerate(section.draws)
    )
    return TestFilling(
        code=row.code,
        minutes=rule.minutes,
        uses=tuple(row.uses),
        is_demonstration=row.is_demonstration,
        total=rule.count,
        draws=draws,
        languages=frozenset(code for code in languages if not short[code]),
    )
