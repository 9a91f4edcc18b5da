"""What a test is made of and when it is passed (blueprint_data.py reads it). No person, no clock, no database.

A blueprint has sections; a section draws items from a bank; an outcome is a rule over what was earned. One attempt may have
several outcomes: the same 33 questions end a course at 15 right answers and open naturalisation at 17.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Order(StrEnum):
    FIXED = "fixed"  # the draws one after the other, each in the order of the bank
    RANDOM = "random"


class Feedback(StrEnum):
    AT_ONCE = "at_once"
    AT_END = "at_end"
    NEVER = "never"


class Aid(StrEnum):
    """What a test may leave out; larger letters are never refused."""

    EXTRA_TIME = "extra_time"
    BREAKS = "has_breaks"
    HELPER = "has_helper"
    READ_ALOUD = "is_read_aloud"


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
    """`title`: its name by language, empty where its key says enough."""

    key: str
    draws: tuple[Draw, ...]
    order: Order = Order.RANDOM
    title: Mapping[str, str] = field(default_factory=dict)

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
    """`minutes`: the time limit, None without one. `outcomes`: a rule per name. `retake_days`: how long to wait, as advice.
    `accommodations`: the aids that may be chosen. `title`, `description` and `outcome_titles` are texts by language."""

    sections: tuple[Section, ...]
    outcomes: Mapping[str, Rule]
    minutes: int | None = None
    feedback: Feedback = Feedback.AT_END
    retake_days: int = 0
    accommodations: frozenset[Aid] = frozenset(Aid)
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    outcome_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

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
