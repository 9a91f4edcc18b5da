"""How the questions of a bank do: worked out from the tests that newcomers sat, and kept without anybody in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from ..engine.items import OPTION_KINDS, BadResponse, Kind
from ..engine.statistics import (
    FEWEST_IN_CELL,
    Described,
    ItemStatistics,
    Observation,
    describe_by_language,
    find_exposure,
    find_kr20,
)
from ..models import Attempt, FormStatistic, ItemStatistic, QuestionVersion
from .presenting import read_response
from .sitting import list_standing

#: Who takes longer than this for a question did something else meanwhile: her time is not known.
LONGEST_SECONDS = 600
_CHUNK = 200
#: The language of the row over all languages.
OVER_ALL = ""


@dataclass(slots=True)
class _Collected:
    """What the closed tests tell. People are numbers of rows here, and go no further than this."""

    observations: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    sat_with: Counter[str] = field(default_factory=Counter)
    sat: Counter[int] = field(default_factory=Counter)
    banks: dict[str, int] = field(default_factory=dict)
    forms: dict[tuple[int, str], dict[int, list[bool]]] = field(default_factory=lambda: defaultdict(dict))
    met: set[tuple[int, int]] = field(default_factory=set)


def compute_statistics(*, at: datetime) -> int:
    """Work out the statistics of all questions anew, and replace those that are kept. How many questions have some.

    Counted are closed tests of newcomers with one answer at least, never those of guests; of each person the first time that
    she met a question, in the version of that time. May run twice, also at once.
    """
    collected = _Collected()
    versions = {str(version.uuid): version for version in QuestionVersion.objects.select_related("question")}
    for attempt in _list_sat():
        _collect(attempt, versions, collected)
    items = [
        row
        for uuid in sorted(collected.sat_with, key=lambda uuid: versions[uuid].pk)
        for row in _describe_item(versions[uuid], collected, at)
    ]
    forms = [row for key in sorted(collected.forms) if (row := _describe_form(key, collected.forms[key], at))]
    with transaction.atomic():
        _replace(ItemStatistic, items, identity=("question_version", "language"), at=at)
        _replace(FormStatistic, forms, identity=("blueprint", "form_hash"), at=at)
    return len({row.question_version_id for row in items})


def _list_sat() -> Iterator[Attempt]:
    rows = Attempt.objects.filter(closed_at__isnull=False, newcomer__isnull=False)
    rows = rows.select_related("blueprint").prefetch_related("results", "answers")
    return rows.order_by("started_at", "pk").iterator(chunk_size=_CHUNK)


def _collect(attempt: Attempt, versions: Mapping[str, QuestionVersion], collected: _Collected) -> None:
    results = sorted(attempt.results.all(), key=lambda result: result.number)
    person = attempt.newcomer_id
    standing = list_standing(attempt)
    if person is None or not results or not standing:
        return
    marks, unscored = results[-1].marks, set(results[-1].unscored)
    bank = attempt.blueprint.bank_id
    collected.sat[bank] += 1
    scored = {
        number: is_correct
        for number, (place, (is_correct, *_rest)) in enumerate(zip(attempt.form, marks, strict=True), start=1)
        if place["is_scored"] and number not in unscored
    }
    seconds = _find_seconds(attempt)
    for number, (place, (is_correct, _share, is_answered)) in enumerate(zip(attempt.form, marks, strict=True), start=1):
        uuid = place["version"]
        collected.sat_with[uuid] += 1
        collected.banks[uuid] = bank
        if (person, place["question"]) in collected.met:
            continue
        collected.met.add((person, place["question"]))
        if number in unscored:
            continue
        others = len(scored) - (number in scored)
        right_elsewhere = sum(scored.values()) - scored.get(number, False)
        collected.observations[uuid].append(
            Observation(
                is_correct=is_correct,
                language=attempt.language,
                rest=right_elsewhere / others if others else None,
                chosen=_read_chosen(versions[uuid], standing[number].response if number in standing else None),
                is_answered=is_answered,
                seconds=seconds.get(number),
            )
        )
    right = {attempt.form[number - 1]["version"]: is_correct for number, is_correct in scored.items()}
    _collect_form(attempt, person, right, collected)


def _collect_form(attempt: Attempt, person: int, right: Mapping[str, bool], collected: _Collected) -> None:
    """Her first test with exactly these scored questions, whatever their order was."""
    form_hash = sha256(" ".join(sorted(right)).encode()).hexdigest()
    people = collected.forms[attempt.blueprint_id, form_hash]
    people.setdefault(person, [right[uuid] for uuid in sorted(right)])


def _find_seconds(attempt: Attempt) -> dict[int, float]:
    """How long the first answer to each place took: since the answer before it, wherever that was, or since the start.

    Left out: what took longer than LONGEST_SECONDS, and tests in which the clock could be stopped.
    """
    if attempt.accommodations.get("has_breaks"):
        return {}
    before, took = attempt.started_at, {}
    for answer in sorted(attempt.answers.all(), key=lambda answer: (answer.answered_at, answer.pk)):
        if answer.revision == 1:
            took[answer.number] = (answer.answered_at - before).total_seconds()
        before = answer.answered_at
    return {number: seconds for number, seconds in took.items() if seconds <= LONGEST_SECONDS}


def _list_options(version: QuestionVersion) -> list[str]:
    """The ids of what may be chosen; empty for an order, a match, or what is typed."""
    if version.kind == Kind.TRUE_FALSE:
        return ["true", "false"]
    return list(version.part_ids) if version.kind in OPTION_KINDS else []


def list_right_options(version: QuestionVersion) -> set[str]:
    """Which of what may be chosen is right; empty for an order, a match, or what is typed."""
    if version.kind == Kind.TRUE_FALSE:
        return {str(version.key["value"]).lower()}
    return set(version.key["correct"]) if version.kind in OPTION_KINDS else set()


def _read_chosen(version: QuestionVersion, response: Mapping[str, Any] | None) -> tuple[str, ...]:
    try:
        read = read_response(version, response or {})
    except BadResponse:
        return ()
    match version.kind:
        case Kind.SINGLE | Kind.HOTSPOT:
            return (read["choice"],) if "choice" in read else ()
        case Kind.MULTIPLE | Kind.CHOOSE:
            return tuple(read.get("choices", ()))
        case Kind.TRUE_FALSE:
            return (str(read["value"]).lower(),) if "value" in read else ()
    return ()


def _describe_item(version: QuestionVersion, collected: _Collected, at: datetime) -> list[ItemStatistic]:
    uuid = str(version.uuid)
    observations = collected.observations.get(uuid, [])
    known: Described = describe_by_language(observations, _list_options(version))
    rows = [
        ItemStatistic(question_version=version, language=language, computed_at=at, **_as_fields(statistics))
        for language, statistics in {OVER_ALL: known.total, **known.by_language}.items()
    ]
    sat = collected.sat[collected.banks[uuid]]
    over_all = rows[0]
    if sat >= FEWEST_IN_CELL:
        over_all.exposure = find_exposure(sat_with=collected.sat_with[uuid], sat=sat)
    over_all.reasons = [reason.value for reason in known.reasons]
    over_all.languages_far_off = list(known.languages_far_off)
    return rows


def _as_fields(known: ItemStatistics | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {name: getattr(known, name) for name in known.__slots__}


def _describe_form(key: tuple[int, str], people: Mapping[int, list[bool]], at: datetime) -> FormStatistic | None:
    rows = list(people.values())
    if len(rows) < FEWEST_IN_CELL:
        return None
    return FormStatistic(
        blueprint_id=key[0],
        form_hash=key[1],
        items=len(rows[0]),
        people=len(rows),
        reliability=find_kr20(rows),
        computed_at=at,
    )


def _replace(model: type[ItemStatistic] | type[FormStatistic], rows: list, *, identity: tuple[str, str], at) -> None:
    values = [one.name for one in model._meta.concrete_fields if not one.primary_key and one.name not in identity]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=identity, update_fields=values, batch_size=500)
    model.objects.filter(computed_at__lt=at).delete()
