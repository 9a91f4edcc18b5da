"""How ready somebody is for a test, from her answers so far, and how sure that is. Says nothing of a real test: only the chance
to reach the outcomes of a blueprint with items like those that she practised with.

The model (Rasch, 1960, with items drawn at random). A person has an ability, and each section of the test lies a little above or
below it; items differ in difficulty. Whether she answers an item right depends on the difference. All four spreads are
assumptions (`Population`) until there are answers enough to estimate them. Since items are drawn at random, her right answers
in a section are binomial given her ability there. Abilities are weighed on a grid; the chance of each count of right answers in
each section then gives the chance of each outcome, without simulation.

Who guesses among three options has a third right and is estimated as such: guessing is not modelled apart.
docs/reference/readiness.md says what it is tested for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from math import comb, exp, log, log1p, pi, prod, sqrt
from operator import mul

from .blueprints import Blueprint, Section, Tally, is_reached

#: Fewer answers than this say too little to name a chance or an estimate.
ENOUGH_FOR_CHANCE = 10
ENOUGH_IN_SECTION = 3
ENOUGH_FOR_ESTIMATE = 4
_ABILITIES, _ABOVES = 25, 11  # points of the grids
_WIDTH = 3.5  # of the grids, in standard deviations
_TAIL = 0.1  # beyond each end of a range


class Band(StrEnum):
    """What is told of a chance: a number would promise more than is known."""

    TOO_FEW = "too_few"
    UNLIKELY = "unlikely"  # below 40 %
    UNCERTAIN = "uncertain"  # 40 to 70 %
    LIKELY = "likely"  # 70 to 90 %
    VERY_LIKELY = "very_likely"  # 90 % and more


class Level(StrEnum):
    """What is told of a part of the test: whether she would have enough of it right."""

    TOO_FEW = "too_few"
    WEAK = "weak"  # below 30 %
    FAIR = "fair"  # 30 to 75 %
    STRONG = "strong"  # 75 % and more


@dataclass(frozen=True, slots=True)
class Population:
    """What is assumed of those who practise, in logits: mean and spread of ability, of a section around it, of difficulty."""

    mean: float = 0.8
    spread: float = 0.9
    section_spread: float = 0.5
    difficulty_spread: float = 0.9

    def chance_right(self, ability: float) -> float:
        """Of an item drawn at random: the logistic curve averaged over difficulties (MacKay, 1992, eq. 10)."""
        return 1 / (1 + exp(-ability / sqrt(1 + pi * self.difficulty_spread**2 / 8)))


@dataclass(frozen=True, slots=True)
class Answer:
    """The first time that somebody answered this item; `group`: a section, a theme or an objective."""

    item: str
    group: str
    is_correct: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Right answers among items that were answered; each item counts once."""

    right: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of items like these that she would answer right, and the range that holds it four times out of five."""

    share: float
    low: float
    high: float
    answered: int

    @property
    def lacks(self) -> int:
        """How many more answers it takes before something is told of it."""
        return max(0, ENOUGH_FOR_ESTIMATE - self.answered)

    @property
    def is_enough(self) -> bool:
        return not self.lacks


def weigh(answers: Iterable[Answer]) -> dict[str, Evidence]:
    """The evidence per group. Only the first answer to an item counts: a repeat says what was remembered."""
    first: dict[tuple[str, str], bool] = {}
    for answer in answers:
        first.setdefault((answer.group, answer.item), answer.is_correct)
    found: dict[str, Evidence] = {}
    for (group, _item), is_correct in first.items():
        known = found.get(group, Evidence())
        found[group] = Evidence(known.right + is_correct, known.answered + 1)
    return found


def estimate(evidence: Evidence, population: Population = Population()) -> Estimate:
    """What is known of one group from its own answers alone."""
    shares, weights = _weigh_shares(evidence, population)
    return Estimate(
        sum(share * weight for share, weight in zip(shares, weights, strict=True)),
        _quantile(shares, weights, _TAIL),
        _quantile(shares, weights, 1 - _TAIL),
        evidence.answered,
    )


def tell_level(evidence: Evidence, needed: float, population: Population = Population()) -> Level:
    """Whether she would have at least the share `needed` of one group right, as far as its own answers tell."""
    if evidence.answered < ENOUGH_FOR_ESTIMATE:
        return Level.TOO_FEW
    shares, weights = _weigh_shares(evidence, population)
    chance = sum(weight for share, weight in zip(shares, weights, strict=True) if share >= needed)
    if chance < 0.3:
        return Level.WEAK
    return Level.FAIR if chance < 0.75 else Level.STRONG


def find_chances(
    blueprint: Blueprint, evidence: Mapping[str, Evidence], population: Population = Population()
) -> dict[str, float]:
    """The chance of each outcome; `evidence` per section, none for a section without answers."""
    abilities = [(population.mean + population.spread * step, weight) for step, weight in _normal(_ABILITIES)]
    aboves = [(population.section_spread * step, log(weight)) for step, weight in _normal(_ABOVES)]
    known = [evidence.get(section.key, Evidence()) for section in blueprint.sections]
    fits: list[float] = []
    counts: list[list[dict[tuple[int, ...], float]]] = []
    for ability, weight in abilities:
        fit, of_sections = log(weight), []
        for section, found in zip(blueprint.sections, known, strict=True):
            shares = [population.chance_right(ability + above) for above, _ in aboves]
            logs = [prior + _fit(found, share) for (_, prior), share in zip(aboves, shares, strict=True)]
            fit += _log_sum(logs)
            of_sections.append(_count_chances(section, shares, _normalise(logs)))
        fits.append(fit)
        counts.append(of_sections)
    weights = _normalise(fits)
    chances = dict.fromkeys(blueprint.outcomes, 0.0)
    tallies = [
        {cell: _tally(section, cell) for cell in cells}
        for section, cells in zip(blueprint.sections, counts[0], strict=True)
    ]
    keys = [section.key for section in blueprint.sections]
    for cells in product(*counts[0]):
        earned = {key: of_cell[cell] for key, of_cell, cell in zip(keys, tallies, cells, strict=True)}
        reached = [name for name, rule in blueprint.outcomes.items() if is_reached(rule, earned)]
        if not reached:
            continue
        chance = 0.0
        for weight, of_sections in zip(weights, counts, strict=True):
            part = weight
            for of_section, cell in zip(of_sections, cells, strict=True):
                part *= of_section[cell]
            chance += part
        for name in reached:
            chances[name] += chance
    return chances


def tell_band(chance: float, evidence: Mapping[str, Evidence], blueprint: Blueprint) -> Band:
    """What may be told of a chance: nothing while there are too few answers, in all or in one section."""
    answered = [evidence.get(section.key, Evidence()).answered for section in blueprint.sections]
    if sum(answered) < ENOUGH_FOR_CHANCE or min(answered) < ENOUGH_IN_SECTION:
        return Band.TOO_FEW
    if chance < 0.4:
        return Band.UNLIKELY
    if chance < 0.7:
        return Band.UNCERTAIN
    return Band.LIKELY if chance < 0.9 else Band.VERY_LIKELY


# --- sections ---


def _groups(section: Section) -> list[tuple[int, float]]:
    """How many scored items there are of each worth: draws of one section that earn the same are one draw."""
    groups: dict[float, int] = {}
    for draw in section.draws:
        if draw.is_scored:
            groups[float(draw.points)] = groups.get(float(draw.points), 0) + draw.count
    return [(count, points) for points, count in sorted(groups.items())]


def _tally(section: Section, counts: Sequence[int]) -> Tally:
    worths = sorted({draw.points for draw in section.draws if draw.is_scored})
    most = Tally()
    for draw in section.draws:
        if draw.is_scored:
            most += Tally(0, draw.count, draw.points * 0, draw.points * draw.count)
    points = sum((worth * count for worth, count in zip(worths, counts, strict=True)), most.points)
    return Tally(sum(counts), most.items, points, most.most)


def _count_chances(section: Section, shares: list[float], weights: list[float]) -> dict[tuple[int, ...], float]:
    """The chance of each count of right answers, per worth, over the abilities in this section."""
    cells = _cells(tuple(_groups(section)), tuple(shares))
    return {cell: sum(map(mul, weights, chances)) for cell, chances in cells.items()}


@lru_cache(maxsize=1024)
def _cells(groups: tuple[tuple[int, float], ...], shares: tuple[float, ...]) -> dict[tuple[int, ...], list[float]]:
    """The chance of each count at each share. The grids are always the same, so these are kept."""
    of_shares = [[_binomial(count, share) for count, _ in groups] for share in shares]
    return {
        cell: [prod(of_group[right] for of_group, right in zip(of_share, cell, strict=True)) for of_share in of_shares]
        for cell in product(*(range(count + 1) for count, _ in groups))
    }


def _binomial(count: int, share: float) -> list[float]:
    return [comb(count, right) * share**right * (1 - share) ** (count - right) for right in range(count + 1)]


# --- grids ---


def _weigh_shares(evidence: Evidence, population: Population) -> tuple[list[float], list[float]]:
    """Rising shares of right answers, and how likely each is after the answers of one group."""
    spread = sqrt(population.spread**2 + population.section_spread**2)
    grid = [(population.mean + spread * step, weight) for step, weight in _normal(_ABILITIES)]
    shares = [population.chance_right(ability) for ability, _ in grid]
    weights = _normalise([log(weight) + _fit(evidence, share) for (_, weight), share in zip(grid, shares, strict=True)])
    return shares, weights


@cache
def _normal(points: int) -> list[tuple[float, float]]:
    """Steps in standard deviations and their weights."""
    steps = [_WIDTH * (2 * number / (points - 1) - 1) for number in range(points)]
    weights = [exp(-step * step / 2) for step in steps]
    return [(step, weight / sum(weights)) for step, weight in zip(steps, weights, strict=True)]


def _fit(evidence: Evidence, share: float) -> float:
    """The logarithm of the likelihood."""
    return evidence.right * log(share) + (evidence.answered - evidence.right) * log1p(-share)


def _log_sum(logs: list[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(value - top) for value in logs))


def _normalise(logs: list[float]) -> list[float]:
    total = _log_sum(logs)
    return [exp(value - total) for value in logs]


def _quantile(values: list[float], weights: list[float], level: float) -> float:
    """Of rising values, between two points of the grid in proportion."""
    below = 0.0
    for number, weight in enumerate(weights):
        if below + weight >= level:
            if number == 0:
                return values[0]
            part = (level - below) / weight
            return values[number - 1] + part * (values[number] - values[number - 1])
        below += weight
    return values[-1]
