"""How the questions of a bank do: the numbers of classical test theory, over answers that name nobody.

All of it is about first meetings: one answer of one person to one question. What cannot be known (too few people, nobody who
differs from anybody) is None, never 0. Shares run from 0 to 1.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import correlation, fmean, median, pvariance

#: A group of fewer people than this is told to nobody.
FEWEST_IN_CELL = 10
#: So far a language must lie from the others, and so many standard errors, before it is worth a look.
FAR_OFF = 0.2
FAR_OFF_ERRORS = 2.0


class Reason(StrEnum):
    """Why somebody should look at a question, the gravest first."""

    NOBODY_RIGHT = "nobody_right"
    NEGATIVE_DISCRIMINATION = "negative_discrimination"
    LANGUAGE_FAR_OFF = "language_far_off"
    EVERYBODY_RIGHT = "everybody_right"


@dataclass(frozen=True, slots=True)
class Observation:
    """The first answer of somebody to a question.

    `rest`: the share of the other questions of her test that she had right, None when there were none. `chosen`: the ids of the
    options that she chose, empty when the question has none. `is_answered` is False where she gave no answer, which counts as
    not right. `seconds` that she took, None when that is not known.
    """

    is_correct: bool
    language: str
    rest: float | None = None
    chosen: tuple[str, ...] = ()
    is_answered: bool = True
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What is known of a question in a group of people. `choices`: {option: share of the people who chose it}, all options;
    `unanswered`: the share who gave no answer; `seconds`: the median."""

    people: int
    facility: float
    discrimination: float | None
    choices: Mapping[str, float]
    unanswered: float
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Described:
    """A question over all languages and in each. None: fewer than FEWEST_IN_CELL people, or hidden to protect such a group."""

    total: ItemStatistics | None
    by_language: Mapping[str, ItemStatistics | None]
    reasons: tuple[Reason, ...]
    languages_far_off: tuple[str, ...]


def find_facility(outcomes: Sequence[bool]) -> float | None:
    """p = right / all: the share of the people who had it right. None for nobody."""
    return sum(outcomes) / len(outcomes) if outcomes else None


def find_discrimination(outcomes: Sequence[bool], rests: Sequence[float]) -> float | None:
    """Do those who do well elsewhere have this one right? From -1 to 1; around 0 it tells nothing about them.

    The corrected point-biserial correlation: Pearson's r of the item (1 right, 0 not) and the rest score, which leaves the item
    itself out (Henrysson 1963, "Correction of item-total correlations in item analysis", Psychometrika 28). With M1 and M0 the
    mean rest of those who had it right and not, s the standard deviation (over n) of all rests, p the facility:
    r = (M1 - M0) / s * sqrt(p * (1 - p)). The rest is a share and not a sum, for people with forms of different lengths.

    None when all or none are right, or when all rests are the same. Raises ValueError for lists of different lengths.
    """
    if len(outcomes) != len(rests):
        raise ValueError("one rest for each outcome")
    if len(set(outcomes)) < 2 or len(set(rests)) < 2:
        return None
    return round(correlation([float(outcome) for outcome in outcomes], rests), 6) + 0.0  # never -0.0


def find_choice_shares(observations: Sequence[Observation], options: Sequence[str]) -> dict[str, float]:
    """For each option the share of all people who chose it, who gave no answer included among the people. Where several may be
    chosen they add up to more than 1. Empty for nobody; options nobody chose are 0."""
    if not observations:
        return {}
    chosen = Counter(option for one in observations for option in set(one.chosen))
    return {option: chosen[option] / len(observations) for option in options}


def find_exposure(*, sat_with: int, sat: int) -> float | None:
    """How often a question is met: the tests in which it stood, of all tests that were sat. None when none was."""
    return sat_with / sat if sat else None


def find_kr20(rows: Sequence[Sequence[bool]]) -> float | None:
    """How well the items of a form hang together: Kuder-Richardson formula 20. At most 1; it may be negative.

    With k items, p the facility of each and s2 the variance (over n) of the numbers right:
    k / (k - 1) * (1 - sum(p * (1 - p)) / s2)
    (Kuder & Richardson 1937, "The theory of the estimation of test reliability", Psychometrika 2).

    `rows`: for each person whether she had each item right. It needs people who all had the same items, in the same order in
    their rows; two items and two people at least, who do not all have the same number right: otherwise None. Raises ValueError
    for rows of different lengths.
    """
    if len({len(row) for row in rows}) > 1:
        raise ValueError("everybody has the same items")
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    totals = [sum(row) for row in rows]
    if len(set(totals)) < 2:
        return None
    items = len(rows[0])
    facilities = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    spread = sum(facility * (1 - facility) for facility in facilities)
    return items / (items - 1) * (1 - spread / pvariance(totals))


def find_hidden(people: Mapping[Hashable, int], *, fewest: int = FEWEST_IN_CELL) -> set[Hashable]:
    """The groups that may not be told beside their total: those with fewer than `fewest` people, and as many of the smallest
    others as it takes for the hidden ones to be `fewest` together: else the total minus the rest tells them after all."""
    hidden = {group for group, count in people.items() if 0 < count < fewest}
    others = sorted((group for group in people if group not in hidden), key=lambda group: (people[group], str(group)))
    while hidden and others and sum(people[group] for group in hidden) < fewest:
        hidden.add(others.pop(0))
    return hidden


def describe(observations: Sequence[Observation], options: Sequence[str] = ()) -> ItemStatistics | None:
    """The numbers of a group, however small: the caller hides. None for nobody."""
    facility = find_facility([one.is_correct for one in observations])
    if facility is None:
        return None
    with_rest = [(one.is_correct, one.rest) for one in observations if one.rest is not None]
    seconds = [one.seconds for one in observations if one.seconds is not None]
    return ItemStatistics(
        people=len(observations),
        facility=facility,
        discrimination=find_discrimination([right for right, _ in with_rest], [rest for _, rest in with_rest]),
        choices=find_choice_shares(observations, options),
        unanswered=sum(not one.is_answered for one in observations) / len(observations),
        seconds=median(seconds) if seconds else None,
    )


def describe_by_language(observations: Sequence[Observation], options: Sequence[str] = ()) -> Described:
    """The question over all and in each language, small groups hidden, with what is suspicious about it.

    `seconds` and `discrimination` of a group rest on those of whom they are known, who may be fewer than its people: they are
    None below FEWEST_IN_CELL as well.
    """
    groups: dict[str, list[Observation]] = {}
    for one in observations:
        groups.setdefault(one.language, []).append(one)
    hidden = find_hidden({language: len(group) for language, group in groups.items()})
    total = _describe_if_enough(observations, options)
    told = {
        language: None if language in hidden else _describe_if_enough(group, options)
        for language, group in sorted(groups.items())
    }
    far_off = find_languages_far_off({language: groups[language] for language, known in told.items() if known})
    return Described(total, told, find_suspicious(total, languages_far_off=far_off), far_off)


def find_languages_far_off(groups: Mapping[str, Sequence[Observation]]) -> tuple[str, ...]:
    """The languages in which the question is easier or harder than in the others, for people who do as well elsewhere.

    Compared is facility minus mean rest, so that a language whose readers find the whole test hard is not far off in every
    question. Far off is FAR_OFF or more, and FAR_OFF_ERRORS standard errors of the difference of two means or more. The farthest
    is named first (of two as far, the one of fewer people) and left out of what the next ones are compared with. It is a first
    look and no test of differential item functioning: small differences stay unseen. Groups without rests, of one language
    only, or of fewer than FEWEST_IN_CELL people on either side give none.
    """
    left = {
        language: [one.is_correct - one.rest for one in group if one.rest is not None]
        for language, group in groups.items()
    }
    found = []
    while far := [
        (distance, -len(own), language)
        for language, own in left.items()
        if (distance := _find_distance(own, [gap for other in left if other != language for gap in left[other]]))
    ]:
        language = max(far)[2]
        found.append(language)
        del left[language]
    return tuple(found)


def find_suspicious(total: ItemStatistics | None, *, languages_far_off: Collection[str] = ()) -> tuple[Reason, ...]:
    """Why somebody should look at the question, the gravest reason first. None known, none given."""
    found = {
        Reason.NOBODY_RIGHT: total is not None and total.facility == 0,
        Reason.NEGATIVE_DISCRIMINATION: total is not None and (total.discrimination or 0) < 0,
        Reason.LANGUAGE_FAR_OFF: bool(languages_far_off),
        Reason.EVERYBODY_RIGHT: total is not None and total.facility == 1,
    }
    return tuple(reason for reason in Reason if found[reason])


def _describe_if_enough(observations: Sequence[Observation], options: Sequence[str]) -> ItemStatistics | None:
    if len(observations) < FEWEST_IN_CELL:
        return None
    known = describe(observations, options)
    if known is None:
        return None
    with_rest = sum(one.rest is not None for one in observations)
    timed = sum(one.seconds is not None for one in observations)
    return ItemStatistics(
        known.people,
        known.facility,
        known.discrimination if with_rest >= FEWEST_IN_CELL else None,
        known.choices,
        known.unanswered,
        known.seconds if timed >= FEWEST_IN_CELL else None,
    )


def _find_distance(own: Sequence[float], others: Sequence[float]) -> float:
    """How far apart the means lie; 0 when that is not far, or nothing that can be known."""
    if min(len(own), len(others)) < FEWEST_IN_CELL:
        return 0.0
    distance = abs(fmean(own) - fmean(others))
    error = sqrt(pvariance(own) / len(own) + pvariance(others) / len(others))
    return distance if distance >= FAR_OFF and distance >= FAR_OFF_ERRORS * error else 0.0
