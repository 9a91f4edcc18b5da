"""What a test is made of and when it is passed, as data. No texts, no person, no clock, no database.

A blueprint has sections; a section draws items from a bank; an outcome is a rule over what was earned. One attempt may have
several outcomes: the same 33 questions end a course at 15 right answers and open naturalisation at 17.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any


class BadBlueprint(ValueError):
    """The blueprint contradicts itself. `place`: where, as in `sections.values.draws.0`; `code`: what, for programs."""

    def __init__(self, place: str, code: str, **details: Any) -> None:
        super().__init__(f"{place}: {code}" + "".join(f" {name}={value}" for name, value in details.items()))
        self.place, self.code, self.details = place, code, details


class Order(StrEnum):
    FIXED = "fixed"  # the draws one after the other, each in the order of the bank
    RANDOM = "random"


class Feedback(StrEnum):
    AT_ONCE = "at_once"
    AT_END = "at_end"
    NEVER = "never"


class Measure(StrEnum):
    CORRECT = "correct"  # items that are wholly right
    POINTS = "points"
    PERCENT = "percent"  # of the points that could be earned


@dataclass(frozen=True, slots=True)
class Draw:
    """`count` items that have one of the `themes`, one of the `objectives`, the `region` and every one of the `tags`;
    what is empty asks nothing. `points`: what a wholly right answer earns. An unscored item is being tried out."""

    count: int
    themes: frozenset[str] = frozenset()
    objectives: frozenset[str] = frozenset()
    region: str = ""
    tags: frozenset[str] = frozenset()
    points: Decimal = Decimal(1)
    is_scored: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    draws: tuple[Draw, ...]
    order: Order = Order.RANDOM

    @property
    def count(self) -> int:
        return sum(draw.count for draw in self.draws)


@dataclass(frozen=True, slots=True)
class Cut:
    """At least `minimum` of a measure, in one section or (`section` is None) in the whole test."""

    measure: Measure
    minimum: Decimal
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Every:
    rules: "tuple[Rule, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the rules."""

    rules: "tuple[Rule, ...]"


type Rule = Cut | Every | Some


@dataclass(frozen=True, slots=True)
class Blueprint:
    """`minutes`: the time limit, None without one. `outcomes`: a rule per name. `retake_days`: how long to wait, as advice."""

    sections: tuple[Section, ...]
    outcomes: Mapping[str, Rule]
    minutes: int | None = None
    feedback: Feedback = Feedback.AT_END
    retake_days: int = 0

    @property
    def count(self) -> int:
        return sum(section.count for section in self.sections)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was earned: wholly right items and points, of how many of each."""

    correct: int = 0
    items: int = 0
    points: Decimal = Decimal(0)
    most: Decimal = Decimal(0)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.correct + other.correct, self.items + other.items, self.points + other.points, self.most + other.most
        )

    def reaches(self, measure: Measure, minimum: Decimal) -> bool:
        match measure:
            case Measure.CORRECT:
                return self.correct >= minimum
            case Measure.POINTS:
                return self.points >= minimum
            case _:  # no division: 26 of 34 against 76.47 % must not hang on a rounding
                return self.points * 100 >= minimum * self.most

    def count_of(self, measure: Measure) -> Decimal:
        """As a figure to show; a percentage has two decimals."""
        match measure:
            case Measure.CORRECT:
                return Decimal(self.correct)
            case Measure.POINTS:
                return self.points
            case _:
                return (self.points * 100 / self.most).quantize(Decimal("0.01")) if self.most else Decimal(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one item of the form earned: `share` from 0 to 1 of its points; `is_correct` means all of it."""

    section: str
    is_correct: bool
    share: Decimal
    points: Decimal = Decimal(1)
    is_scored: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missed`: per outcome that was not reached the cuts that stood in the way."""

    sections: Mapping[str, Tally]
    outcomes: Mapping[str, bool]
    missed: Mapping[str, tuple[Cut, ...]] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        return sum(self.sections.values(), Tally())


def judge(blueprint: Blueprint, marks: Iterable[Mark]) -> Verdict:
    """What an attempt earned and which outcomes it reached. Items without an answer are marks too, with a share of 0."""
    sections = {section.key: Tally() for section in blueprint.sections}
    for mark in marks:
        if mark.is_scored:
            sections[mark.section] += Tally(int(mark.is_correct), 1, mark.share * mark.points, mark.points)
    outcomes = {name: is_reached(rule, sections) for name, rule in blueprint.outcomes.items()}
    missed = {
        name: tuple(cut for cut in list_cuts(blueprint.outcomes[name]) if not is_reached(cut, sections))
        for name, reached in outcomes.items()
        if not reached
    }
    return Verdict(sections, outcomes, missed)


def is_reached(rule: Rule, sections: Mapping[str, Tally]) -> bool:
    match rule:
        case Every(rules):
            return all(is_reached(part, sections) for part in rules)
        case Some(rules):
            return any(is_reached(part, sections) for part in rules)
        case Cut(measure, minimum, section):
            tally = sum(sections.values(), Tally()) if section is None else sections[section]
            return tally.reaches(measure, minimum)


def list_cuts(rule: Rule) -> Iterator[Cut]:
    if isinstance(rule, Cut):
        yield rule
    else:
        for part in rule.rules:
            yield from list_cuts(part)


def find_needed_share(blueprint: Blueprint, section: str) -> float | None:
    """The share of a section's items that must be right: by a cut of its own, else by one of the whole test. None when only
    points are counted."""
    counts = {part.key: sum(draw.count for draw in part.draws if draw.is_scored) for part in blueprint.sections}
    cuts = [cut for rule in blueprint.outcomes.values() for cut in list_cuts(rule) if cut.measure == Measure.CORRECT]
    for whose, count in ((section, counts[section]), (None, sum(counts.values()))):
        if found := [cut.minimum for cut in cuts if cut.section == whose]:
            return float(max(found)) / count
    return None


# --- from data ---


def read_blueprint(data: Mapping[str, Any]) -> Blueprint:
    """A blueprint from plain data (docs/reference/blueprints.md). Raises BadBlueprint: what cannot be drawn, passed or
    failed is refused here, and not when somebody sits the test."""
    _check_names("blueprint", data, {"sections", "outcomes"}, {"minutes", "feedback", "retake_days"})
    sections = tuple(_read_section(key, value) for key, value in _mapping("sections", data["sections"]).items())
    outcomes = {
        name: _read_rule(f"outcomes.{name}", value) for name, value in _mapping("outcomes", data["outcomes"]).items()
    }
    minutes = data.get("minutes")
    blueprint = Blueprint(
        sections,
        outcomes,
        minutes=None if minutes is None else _whole("minutes", minutes, least=1),
        feedback=_choice("feedback", data.get("feedback", Feedback.AT_END), Feedback),
        retake_days=_whole("retake_days", data.get("retake_days", 0)),
    )
    _check_cuts(blueprint)
    return blueprint


def read_pass_rule(value: Mapping[str, Any]) -> Blueprint:
    """The blueprint of a dated pass rule of the curriculum (see `write_pass_rule`)."""
    return read_blueprint(write_pass_rule(value))


def write_pass_rule(value: Mapping[str, Any]) -> dict[str, Any]:
    """A dated pass rule of the curriculum as the data of a blueprint: sections of so many items that carry the section as
    their tag; each cut to be reached, or (`needs: total`) their sum anywhere."""
    sections = {
        section["code"]: {"draws": [{"count": section["items"], "tags": [section["code"]]}]}
        for section in value["sections"]
    }
    cuts = [{"correct": section["pass_at"], "section": section["code"]} for section in value["sections"]]
    total = {"correct": sum(section["pass_at"] for section in value["sections"])}
    return {"sections": sections, "outcomes": {"passed": total if value.get("needs") == "total" else {"every": cuts}}}


def _read_section(key: str, data: Any) -> Section:
    place = f"sections.{key}"
    _check_names(place, _mapping(place, data), {"draws"}, {"order"})
    draws = data["draws"]
    if not isinstance(draws, list) or not draws:
        raise BadBlueprint(f"{place}.draws", "empty")
    return Section(
        key,
        tuple(_read_draw(f"{place}.draws.{number}", draw) for number, draw in enumerate(draws)),
        order=_choice(f"{place}.order", data.get("order", Order.RANDOM), Order),
    )


def _read_draw(place: str, data: Any) -> Draw:
    optional = {"themes", "objectives", "region", "tags", "points", "is_scored"}
    _check_names(place, _mapping(place, data), {"count"}, optional)
    points = _number(f"{place}.points", data.get("points", 1))
    if points <= 0:
        raise BadBlueprint(f"{place}.points", "too_small")
    is_scored = data.get("is_scored", True)
    if not isinstance(is_scored, bool):
        raise BadBlueprint(f"{place}.is_scored", "not_true_or_false")
    return Draw(
        count=_whole(f"{place}.count", data["count"], least=1),
        themes=_names(f"{place}.themes", data.get("themes", [])),
        objectives=_names(f"{place}.objectives", data.get("objectives", [])),
        region=str(data.get("region", "")),
        tags=_names(f"{place}.tags", data.get("tags", [])),
        points=points,
        is_scored=is_scored,
    )


def _read_rule(place: str, data: Any) -> Rule:
    """`{every: [rule, …]}`, `{some: [rule, …]}`, or `{correct | points | percent: number, section: key}`."""
    _mapping(place, data)
    for word, make in (("every", Every), ("some", Some)):
        if word in data:
            _check_names(place, data, {word})
            if not isinstance(data[word], list) or not data[word]:
                raise BadBlueprint(f"{place}.{word}", "empty")
            return make(tuple(_read_rule(f"{place}.{word}.{number}", part) for number, part in enumerate(data[word])))
    measures = [measure for measure in Measure if measure in data]
    if len(measures) != 1:
        raise BadBlueprint(place, "needs_one_measure")
    _check_names(place, data, {measures[0].value}, {"section"})
    return Cut(measures[0], _number(f"{place}.{measures[0]}", data[measures[0]]), data.get("section"))


def _check_cuts(blueprint: Blueprint) -> None:
    """Every cut can be reached, and none by an empty paper."""
    most = {
        section.key: sum(
            (
                Tally(draw.count, draw.count, draw.count * draw.points, draw.count * draw.points)
                for draw in section.draws
                if draw.is_scored
            ),
            Tally(),
        )
        for section in blueprint.sections
    }
    for name, rule in blueprint.outcomes.items():
        for cut in list_cuts(rule):
            place = f"outcomes.{name}"
            if cut.section is not None and cut.section not in most:
                raise BadBlueprint(place, "no_such_section", section=cut.section)
            if cut.minimum <= 0:
                raise BadBlueprint(place, "reached_by_nothing", minimum=cut.minimum)
            if not is_reached(cut, most):
                raise BadBlueprint(place, "cannot_be_reached", minimum=cut.minimum)


def _mapping(place: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise BadBlueprint(place, "empty" if value in ({}, None) else "not_a_mapping")
    return value


def _check_names(place: str, data: Mapping[str, Any], needed: set[str], optional: Set[str] = frozenset()) -> None:
    if missing := needed - set(data):
        raise BadBlueprint(place, "missing", name=min(missing))
    if unknown := set(data) - needed - optional:
        raise BadBlueprint(place, "unknown", name=min(unknown))


def _whole(place: str, value: Any, *, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadBlueprint(place, "not_a_whole_number")
    if value < least:
        raise BadBlueprint(place, "too_small")
    return value


def _number(place: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise BadBlueprint(place, "not_a_number")
    return number


def _names(place: str, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise BadBlueprint(place, "not_a_list_of_names")
    return frozenset(value)


def _choice[Choice: StrEnum](place: str, value: Any, choices: type[Choice]) -> Choice:
    try:
        return choices(value)
    except ValueError:
        raise BadBlueprint(place, "unknown_choice", value=value) from None
