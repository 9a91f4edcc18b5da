"""Readiness: what is told is what happens. Learners and items are simulated by the full Rasch model, item by item."""

from collections import defaultdict
from functools import cache
from math import exp
from pathlib import Path
from random import Random

import pytest
import yaml

from assessments.engine.blueprint_data import read_blueprint, read_pass_rule
from assessments.engine.blueprints import find_needed_share
from assessments.engine.readiness import (
    Answer,
    Band,
    Evidence,
    Level,
    Population,
    estimate,
    find_chances,
    tell_band,
    tell_level,
    weigh,
)

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
RULES = yaml.safe_load((ROOT / "curriculum" / "data" / "rules.yaml").read_text())
MO_TEST = read_pass_rule(
    [rule for rule in RULES if rule["code"] == "mo_test" and rule["kind"] == "pass_rule"][-1]["value"]
)
#: How many answers of each section somebody gave who answered so many in all, in the proportion of the test.
PRACTISED = {10: (7, 3), 20: (15, 5), 41: (30, 11)}
LEARNERS = 4_000


@cache
def chance_of(right_practical, practical, right_values, values):
    evidence = {"practical": Evidence(right_practical, practical), "values": Evidence(right_values, values)}
    return find_chances(MO_TEST, evidence)["passed"]


def simulate(population, answers, *, seed, guesses=0.0):
    """(stated chance, passed the mock exam) of learners who answered so many items of a bank of 200, and then sit an exam with
    41 others. `guesses`: the chance to have it right without knowing."""
    chance = Random(seed)
    bank = {
        "practical": [chance.gauss(0, population.difficulty_spread) for _ in range(150)],
        "values": [chance.gauss(0, population.difficulty_spread) for _ in range(50)],
    }
    practised = dict(zip(bank, PRACTISED[answers], strict=True))
    exam = {"practical": (30, 16), "values": (11, 9)}
    for _ in range(LEARNERS):
        ability = chance.gauss(population.mean, population.spread)
        stated, passed = [], True
        for section, difficulties in bank.items():
            there = ability + chance.gauss(0, population.section_spread)
            count, cut = exam[section]
            drawn = chance.sample(difficulties, practised[section] + count)
            right = [chance.random() < guesses + (1 - guesses) / (1 + exp(difficulty - there)) for difficulty in drawn]
            stated += [sum(right[: practised[section]]), practised[section]]
            passed &= sum(right[practised[section] :]) >= cut
        yield chance_of(*stated), passed


@pytest.mark.parametrize("answers", PRACTISED)
def test_of_those_who_are_told_a_chance_as_many_pass(answers):
    fifths = defaultdict(list)
    for stated, passed in simulate(Population(), answers, seed=answers):
        fifths[min(int(stated * 5), 4)].append((stated, passed))

    seen = {fifth: rows for fifth, rows in fifths.items() if len(rows) >= LEARNERS / 20}
    assert len(seen) >= 3, "chances are spread, not all in the middle"
    for fifth, rows in seen.items():
        told = sum(stated for stated, _ in rows) / len(rows)
        happened = sum(passed for _, passed in rows) / len(rows)
        assert abs(told - happened) < 0.05, (fifth, told, happened, len(rows))


def test_more_answers_tell_more():
    def error(answers):
        rows = list(simulate(Population(), answers, seed=5))
        return sum((stated - passed) ** 2 for stated, passed in rows) / len(rows)

    assert error(41) < error(20) < error(10) < 0.25 * 0.9


@pytest.mark.parametrize(
    "other",
    [Population(mean=0.3), Population(mean=1.3), Population(spread=1.2), Population(section_spread=0.8)],
    ids=["weaker", "stronger", "more different", "uneven"],
)
def test_after_a_whole_form_other_people_than_assumed_are_told_about_right(other):
    rows = list(simulate(other, 41, seed=11))

    told = sum(stated for stated, _ in rows) / len(rows)
    happened = sum(passed for _, passed in rows) / len(rows)
    assert abs(told - happened) < 0.06, (told, happened)


def test_a_chance_grows_with_each_right_answer():
    chances = [chance_of(right, 30, 9, 11) for right in range(31)]

    assert chances == sorted(chances)
    assert chances[0] < 0.01
    assert chances[-1] > 0.6


def test_strong_practical_answers_do_not_hide_weak_values():
    assert chance_of(30, 30, 3, 11) < 0.2 < chance_of(22, 30, 11, 11)


def test_without_an_answer_the_chance_is_that_of_the_population():
    rows = list(simulate(Population(), 10, seed=3))

    assert abs(find_chances(MO_TEST, {})["passed"] - sum(passed for _, passed in rows) / len(rows)) < 0.03


def test_repeating_an_item_changes_nothing():
    answers = [Answer("a", "values", is_correct=False), Answer("b", "values", is_correct=True)]
    again = [Answer("a", "values", is_correct=True)] * 50

    assert weigh([*answers, *again]) == weigh(answers) == {"values": Evidence(1, 2)}


def test_an_item_counts_once_in_each_group():
    answers = [Answer("a", "wonen", is_correct=True), Answer("a", "practical", is_correct=True)]

    assert weigh(answers) == {"wonen": Evidence(1, 1), "practical": Evidence(1, 1)}


@pytest.mark.parametrize(
    ("practical", "values", "band"),
    [
        ((6, 6), (3, 3), Band.TOO_FEW),
        ((20, 20), (2, 2), Band.TOO_FEW),
        ((3, 7), (1, 3), Band.UNLIKELY),
        ((18, 30), (8, 11), Band.UNLIKELY),
        ((24, 30), (10, 11), Band.UNCERTAIN),
        ((28, 30), (11, 11), Band.LIKELY),
        ((95, 100), (40, 41), Band.VERY_LIKELY),
    ],
)
def test_a_chance_is_told_in_bands_and_not_before_there_are_answers_enough(practical, values, band):
    evidence = {"practical": Evidence(*practical), "values": Evidence(*values)}
    chance = find_chances(MO_TEST, evidence)["passed"]

    assert tell_band(chance, evidence, MO_TEST) is band, chance


def test_an_estimate_is_wide_at_first_and_narrows():
    few, many = estimate(Evidence(2, 3)), estimate(Evidence(40, 60))

    assert not few.is_enough
    assert many.is_enough
    assert few.low < few.share < few.high
    assert many.high - many.low < (few.high - few.low) / 1.8
    assert abs(many.share - 2 / 3) < 0.02


def test_the_range_holds_the_truth_four_times_out_of_five():
    chance, population = Random(2), Population()
    spread = (population.spread**2 + population.section_spread**2) ** 0.5
    held = 0
    for _ in range(2_000):
        share = population.chance_right(chance.gauss(population.mean, spread))
        found = estimate(Evidence(sum(chance.random() < share for _ in range(12)), 12))
        held += found.low <= share <= found.high

    assert abs(held / 2_000 - 0.8) < 0.04


def test_outcomes_with_points_sections_and_ways_have_a_chance_too():
    sections = {
        "a": {"draws": [{"count": 4}, {"count": 3, "points": 2}, {"count": 2, "is_scored": False}]},
        "b": {"draws": [{"count": 5}]},
    }
    rule = {"some": [{"points": 9, "section": "a"}, {"every": [{"percent": 60}, {"correct": 5, "section": "b"}]}]}
    blueprint = read_blueprint(
        {"sections": sections, "outcomes": {"easy": {"correct": 1}, "ways": rule, "all": {"points": 15}}}
    )

    chances = find_chances(blueprint, {})

    assert 0 < chances["all"] < chances["ways"] < chances["easy"] < 1
    assert chances["easy"] > 0.98


@pytest.mark.parametrize("needed", [16 / 30, 9 / 11])
@pytest.mark.parametrize("answered", [4, 8, 20])
def test_a_level_rises_with_right_answers_and_all_right_is_never_weak(needed, answered):
    levels = [tell_level(Evidence(right, answered), needed) for right in range(answered + 1)]
    order = [Level.WEAK, Level.FAIR, Level.STRONG]

    assert levels == sorted(levels, key=order.index)
    assert levels[0] == Level.WEAK and levels[-1] != Level.WEAK


def test_three_answers_are_too_few_for_a_level():
    assert tell_level(Evidence(3, 3), 0.5) == Level.TOO_FEW
    assert tell_level(Evidence(4, 4), 0.5) == Level.STRONG


def test_the_needed_share_is_of_a_section_or_else_of_the_whole_test():
    assert (find_needed_share(MO_TEST, "practical"), find_needed_share(MO_TEST, "values")) == (16 / 30, 9 / 11)
    value = {"sections": [{"code": "a", "items": 30, "pass_at": 10}, {"code": "b", "items": 10, "pass_at": 8}]}
    whole = read_pass_rule(value | {"needs": "total"})
    assert find_needed_share(whole, "a") == find_needed_share(whole, "b") == 18 / 40
    points = read_blueprint({"sections": {"a": {"draws": [{"count": 4}]}}, "outcomes": {"passed": {"points": 3}}})
    assert find_needed_share(points, "a") is None
