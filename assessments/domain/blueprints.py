"""The tests of a bank: what each is on a day, and what it may draw from. What its data says is read by the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from curriculum import api as curriculum

from ..engine import blueprint_data as engine
from ..engine.blueprint_data import BESIDES_RULE, BadBlueprint
from ..engine.drawing import BankItem
from ..enums import OpenTo, QuestionState
from ..errors import UnknownBlueprint
from ..models import Bank, BankQuestion, Blueprint, BlueprintOpening, BlueprintVersion

PASS_RULE = "pass_rule"  # noqa: S105 (a kind of dated rule)


@dataclass(frozen=True, slots=True)
class BlueprintEntry:
    """A test as a bank hands it over; as in the models."""

    code: str
    data: Mapping[str, Any]
    uses: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None
    is_demonstration: bool = False
    open_to: str = OpenTo.NOBODY
    regime: str = ""


def check_blueprint(*, data: Mapping[str, Any]) -> None:
    """Raises BadBlueprint for one that contradicts itself, or gives beside a pass rule what only the rule may say."""
    if PASS_RULE not in data:
        engine.read_blueprint(data)
        return
    if unknown := set(data) - {PASS_RULE} - BESIDES_RULE:
        raise BadBlueprint("blueprint", "unknown", name=min(unknown))
    plain = {"sections": {"all": {"draws": [{"count": 1}]}}, "outcomes": {"passed": {"correct": 1}}}
    engine.read_blueprint(plain | {name: value for name, value in data.items() if name != PASS_RULE})


def save_blueprints(*, bank_code: str, entries: Iterable[BlueprintEntry], at: datetime) -> dict[str, str]:
    """Make the tests of a bank what its file says: what became of each, by code (created, changed, unchanged, kept). One that
    was changed by somebody is kept, one that the file no longer names too. Raises BadBlueprint."""
    bank = Bank.objects.get(code=bank_code)
    with transaction.atomic():
        return {entry.code: _save(bank, entry, at) for entry in entries}


def _save(bank: Bank, entry: BlueprintEntry, at: datetime) -> str:
    check_blueprint(data=entry.data)
    row, is_new = Blueprint.objects.get_or_create(
        code=entry.code, defaults={"bank": bank, "is_demonstration": entry.is_demonstration}
    )
    last = row.versions.order_by("-number").first()
    changed_here = row.versions.filter(Q(by__isnull=False) | Q(withdrawal__isnull=False))
    if changed_here.exists() or row.openings.filter(by__isnull=False).exists():
        return "kept"
    wanted = {
        "data": dict(entry.data),
        "uses": list(entry.uses),
        "regime": entry.regime,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }
    is_same_rule = last is not None and all(getattr(last, name) == value for name, value in wanted.items())
    if not is_same_rule:
        number = last.number + 1 if last else 1
        BlueprintVersion.objects.create(blueprint=row, number=number, by=None, at=at, **wanted)
    is_same_test = (row.bank_id, row.is_demonstration) == (bank.pk, entry.is_demonstration)
    if not is_same_test:
        row.bank, row.is_demonstration = bank, entry.is_demonstration
        row.save(update_fields=["bank", "is_demonstration"])
    is_as_open = row.open_to == entry.open_to
    if not is_as_open:
        say_who_may_sit(row, OpenTo(entry.open_to), by=None, at=at)
    if is_new:
        return "created"
    return "unchanged" if is_same_rule and is_same_test and is_as_open else "changed"


def say_who_may_sit(row: Blueprint, open_to: OpenTo, *, by, at: datetime) -> None:
    """Within a transaction of the caller, who has asked whether `by` may."""
    BlueprintOpening.objects.create(blueprint=row, open_to=open_to, by=by, at=at)
    row.open_to = open_to
    row.save(update_fields=["open_to"])


def list_standing_versions() -> QuerySet[BlueprintVersion]:
    """The versions of tests without those that were withdrawn before they began."""
    return BlueprintVersion.objects.filter(withdrawal__isnull=True)


def with_standing_versions() -> Prefetch:
    """For a query of tests."""
    return Prefetch("versions", list_standing_versions())


def pick_version(versions: Iterable[BlueprintVersion], *, regime: str, on: date) -> BlueprintVersion | None:
    """What a test is on a day: of the versions that have begun the one that began last, of those the last that was written;
    nothing when its last day is over."""
    begun = [version for version in versions if version.regime in ("", regime) and version.valid_from <= on]
    last = max(begun, key=lambda version: (version.valid_from, version.number), default=None)
    if last is None or (last.valid_until is not None and last.valid_until < on):
        return None
    return last


def get_version(*, code: str, regime: str, on: date) -> BlueprintVersion:
    """What the test of this code is on a day. Raises UnknownBlueprint."""
    rows = list_standing_versions().filter(blueprint__code=code).select_related("blueprint")
    version = pick_version(rows, regime=regime, on=on)
    if version is None:
        raise UnknownBlueprint(code)
    return version


def read_rule(data: Mapping[str, Any], *, regime: str, on: date) -> dict[str, Any]:
    """What a test is on a day, as data of a blueprint: a dated rule of the curriculum is written out.

    Raises UnknownBlueprint where no such rule holds, BadBlueprint.
    """
    data = dict(data)
    if code := data.pop(PASS_RULE, None):
        try:
            rule = curriculum.get_rule(kind=PASS_RULE, code=code, regime=regime, on=on)
        except curriculum.UnknownRule as error:
            raise UnknownBlueprint(code) from error
        data = engine.write_pass_rule(rule.value) | data
    engine.read_blueprint(data)
    return data


def list_bank_questions(bank_ids: Iterable[int]) -> list[BankQuestion]:
    """What tests of these banks may draw from, in the order of the keys: questions in use, and on trial. One query."""
    return list(BankQuestion.objects.in_tests().filter(bank__in=set(bank_ids)).order_by("bank_id", "key"))


def list_bank_items(
    questions: Iterable[BankQuestion], *, bank_id: int, language: str, uses: Iterable[str]
) -> list[BankItem]:
    """Of these questions those of a bank in a language with one of these uses, for the engine."""
    wanted = set(uses)
    return [
        BankItem(
            key=str(row.question_id),
            theme=row.theme,
            objective=row.objective,
            region=row.region,
            tags=frozenset({row.section, *row.tags}),
            is_on_trial=row.state == QuestionState.PILOT,
            cluster=str(row.cluster_id or ""),
            place=row.cluster_place,
        )
        for row in questions
        if row.bank_id == bank_id and row.use in wanted and language in row.languages
    ]
