"""Blueprints: read from data, judged at their cuts, drawn from a bank."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.blueprint_data import BadBlueprint, read_blueprint, read_pass_rule
from assessments.engine.blueprints import Mark, Measure, judge
from assessments.engine.drawing import BankItem, BankTooSmall, draw_form, find_shortages, suits

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
OTHERS = yaml.safe_load((Path(__file__).parent / "blueprints" / "others.yaml").read_text())
RULES = yaml.safe_load((ROOT / "curriculum" / "data" / "rules.yaml").read_text())
MO_TEST = [rule for rule in RULES if (rule["kind"], rule["code"]) == ("pass_rule", "mo_test")]
TABLE = re.findall(
    r"^\| ([a-z-]+)(?: (\d{4}-\d\d-\d\d))? \| ([^|]+) \| ([^|]*)\|$",
    (ROOT / "docs" / "reference" / "blueprints.md").read_text(),
    re.MULTILINE,
)[1:]  # below the names of its columns
#: The draws that a column of the table means, where a section has more than one.
PARTS = {"unscored": ("test", 1), "heavy": ("test", 1)}


def blueprint_of(name, day=""):
    if name != "mo-test":
        return read_blueprint(OTHERS[name])
    on = date.fromisoformat(day)
    (rule,) = [rule for rule in MO_TEST if rule["valid_from"] <= on < (rule["valid_until"] or date.max)]
    return read_pass_rule(rule["value"])


def sit(blueprint, right):
    """The marks of an attempt with so many right answers per (section, number of the draw); all else is wrong."""
    for section in blueprint.sections:
        for number, draw in enumerate(section.draws):
            correct = right.get((section.key, number), 0)
            assert correct <= draw.count
            for place in range(draw.count):
                is_correct = place < correct
                yield Mark(section.key, is_correct, Decimal(is_correct), draw.points, draw.is_scored)


def read_right(text):
    parts = (part.rsplit(" ", 1) for part in text.split(", "))
    return {PARTS.get(name, (name, 0)): int(count) for name, count in parts}


@pytest.mark.parametrize(("name", "day", "answers", "reached"), TABLE)
def test_each_cut_of_each_test_is_where_the_documentation_says(name, day, answers, reached):
    blueprint = blueprint_of(name, day)

    verdict = judge(blueprint, sit(blueprint, read_right(answers)))

    assert {name for name, is_reached in verdict.outcomes.items() if is_reached} == set(
        filter(None, reached.strip().split(", "))
    )


def test_the_table_tries_every_test_and_every_outcome_both_ways():
    tried = {name: Counter() for name in [*OTHERS, "mo-test"]}
    for name, day, _answers, reached in TABLE:
        for outcome in blueprint_of(name, day).outcomes:
            tried[name][outcome, outcome in reached.strip().split(", ")] += 1

    for name, counted in tried.items():
        outcomes = {outcome for outcome, _ in counted}
        assert {(outcome, way) for outcome in outcomes for way in (True, False)} == set(counted), name


def test_the_rules_of_the_mo_test_draw_the_same_form():
    earlier, later = (read_pass_rule(rule["value"]) for rule in MO_TEST)

    assert earlier.sections == later.sections
    assert earlier.count == 41


def test_where_only_the_total_counts_a_weak_section_is_made_good():
    blueprint = read_pass_rule(MO_TEST[0]["value"] | {"needs": "total"})

    reached = [
        judge(blueprint, sit(blueprint, read_right(answers))).outcomes["passed"]
        for answers in ("practical 22, values 0", "practical 21, values 0")
    ]
    assert reached == [True, False]


def test_a_verdict_says_which_cuts_stood_in_the_way():
    blueprint = blueprint_of("mo-test", "2023-03-01")

    verdict = judge(blueprint, sit(blueprint, read_right("practical 20, values 8")))

    (cut,) = verdict.missed["passed"]
    assert (cut.section, cut.measure, cut.minimum) == ("values", Measure.CORRECT, 9)
    assert (verdict.sections["practical"].correct, verdict.total.correct, verdict.total.items) == (20, 28, 41)


def test_half_an_answer_earns_points_but_is_not_right():
    blueprint = blueprint_of("at-wertekurs")
    marks = [replace(mark, share=Decimal("0.5")) for mark in sit(blueprint, {})]

    verdict = judge(blueprint, marks)

    assert (verdict.total.correct, verdict.total.points) == (0, Decimal("22.5"))
    assert verdict.total.count_of(Measure.PERCENT) == 50


def test_a_share_is_compared_without_rounding():
    blueprint = read_blueprint({"sections": {"a": {"draws": [{"count": 3}]}}, "outcomes": {"ok": {"percent": "66.67"}}})

    assert judge(blueprint, sit(blueprint, {("a", 0): 2})).outcomes == {"ok": False}


GOOD = {"sections": {"a": {"draws": [{"count": 3}]}}, "outcomes": {"ok": {"correct": 2}}}


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"sections": {}}, "sections", "empty"),
        ({"sections": {"a": {"draws": []}}}, "sections.a.draws", "empty"),
        ({"sections": {"a": {"draws": [{"count": 0}]}}}, "sections.a.draws.0.count", "too_small"),
        ({"sections": {"a": {"draws": [{"count": True}]}}}, "sections.a.draws.0.count", "not_a_whole_number"),
        ({"sections": {"a": {"draws": [{"count": 3, "points": "NaN"}]}}}, "sections.a.draws.0.points", "not_a_number"),
        ({"sections": {"a": {"draws": [{"count": 3, "points": 0}]}}}, "sections.a.draws.0.points", "too_small"),
        ({"sections": {"a": {"draws": [{"count": 3, "tags": "x"}]}}}, "sections.a.draws.0.tags", "not_a_list_of_names"),
        ({"sections": {"a": {"draws": [{"count": 3, "colour": 1}]}}}, "sections.a.draws.0", "unknown"),
        ({"sections": {"a": {"draws": [{"count": 3}], "order": "wild"}}}, "sections.a.order", "unknown_choice"),
        ({"outcomes": {"ok": {}}}, "outcomes.ok", "empty"),
        ({"outcomes": {"ok": {"correct": 2, "points": 2}}}, "outcomes.ok", "needs_one_measure"),
        ({"outcomes": {"ok": {"every": []}}}, "outcomes.ok.every", "empty"),
        ({"outcomes": {"ok": {"correct": 2, "section": "b"}}}, "outcomes.ok", "no_such_section"),
        ({"outcomes": {"ok": {"correct": 4}}}, "outcomes.ok", "cannot_be_reached"),
        ({"outcomes": {"ok": {"percent": 101}}}, "outcomes.ok", "cannot_be_reached"),
        ({"outcomes": {"ok": {"correct": 0}}}, "outcomes.ok", "reached_by_nothing"),
        ({"minutes": 0}, "minutes", "too_small"),
        ({"feedback": "later"}, "feedback", "unknown_choice"),
        ({"retake_days": -1}, "retake_days", "too_small"),
        ({"colour": "blue"}, "blueprint", "unknown"),
    ],
)
def test_a_blueprint_that_contradicts_itself_is_refused_where_it_does(change, place, code):
    with pytest.raises(BadBlueprint) as refused:
        read_blueprint(GOOD | change)

    assert (refused.value.place, refused.value.code) == (place, code)


def test_unscored_items_do_not_make_a_cut_reachable():
    draws = [{"count": 3}, {"count": 4, "is_scored": False}]
    with pytest.raises(BadBlueprint, match="cannot_be_reached"):
        read_blueprint({"sections": {"a": {"draws": draws}}, "outcomes": {"ok": {"correct": 4}}})


# --- drawing ---


def bank(*parts):
    """`(count, tag)`: so many items with that tag."""
    return [BankItem(f"{tag}-{n}", theme=tag, tags=frozenset({tag})) for count, tag in parts for n in range(count)]


def test_a_form_has_the_sections_in_their_order_and_no_item_twice():
    blueprint = blueprint_of("mo-test", "2023-03-01")

    form = draw_form(blueprint, bank((90, "practical"), (40, "values")), seed=7)

    assert [part.section for part in form] == ["practical"] * 30 + ["values"] * 11
    assert len({part.item.key for part in form}) == 41
    assert all(part.section in part.item.tags for part in form)


def test_the_same_seed_draws_the_same_form_and_another_one_another():
    blueprint, items = blueprint_of("mo-test", "2023-03-01"), bank((90, "practical"), (40, "values"))

    assert draw_form(blueprint, items, seed=7) == draw_form(blueprint, items, seed=7)
    assert draw_form(blueprint, items, seed=7) != draw_form(blueprint, items, seed=8)


def test_what_she_has_not_seen_comes_first():
    blueprint, items = blueprint_of("mo-test", "2023-03-01"), bank((40, "practical"), (12, "values"))
    seen = {f"practical-{n}" for n in range(20)}

    drawn = {part.item.key for part in draw_form(blueprint, items, seen=seen, seed=1)}

    assert {f"practical-{n}" for n in range(20, 40)} <= drawn
    assert len(drawn & seen) == 10


def test_a_fixed_section_keeps_the_order_of_the_bank():
    form = draw_form(blueprint_of("nl-knm"), bank((50, "film")), seed=3)

    numbers = [int(part.item.key.removeprefix("film-")) for part in form]
    assert numbers == sorted(numbers)


def test_a_bank_that_is_too_small_says_which_draw_lacks_how_many():
    blueprint, items = blueprint_of("mo-test", "2023-03-01"), bank((30, "practical"), (8, "values"))

    with pytest.raises(BankTooSmall) as refused:
        draw_form(blueprint, items, seed=1)

    (shortage,) = refused.value.shortages
    assert (shortage.section, shortage.draw, shortage.wanted, shortage.found) == ("values", 0, 11, 8)
    assert find_shortages(blueprint, items) == refused.value.shortages


def test_an_item_of_no_region_suits_every_region():
    draw = blueprint_of("de-leben-in-deutschland").sections[1].draws[0]
    tags = frozenset({"land"})

    regions = [region for region in ("", "berlin", "bayern") if suits(BankItem("x", "t", "", region, tags), draw)]
    assert regions == ["", "berlin"]


def test_a_wide_draw_leaves_a_narrow_one_what_only_that_can_use():
    """Greedy drawing fails here: the wide draw comes first and may take the only two items of the narrow one."""
    sections = {"a": {"draws": [{"count": 3}, {"count": 2, "tags": ["rare"]}]}}
    blueprint = read_blueprint({"sections": sections, "outcomes": {"ok": {"correct": 1}}})

    for seed in range(30):
        form = draw_form(blueprint, bank((3, "common"), (2, "rare")), seed=seed)
        assert Counter(part.draw.tags for part in form) == {frozenset(): 3, frozenset({"rare"}): 2}


@given(
    seed=st.integers(),
    counts=st.tuples(st.integers(0, 45), st.integers(0, 16), st.integers(0, 6)),
    seen=st.sets(st.integers(0, 66)),
)
def test_a_form_is_drawn_exactly_when_the_bank_has_one(seed, counts, seen):
    blueprint = blueprint_of("mo-test", "2023-03-01")
    practical, values, both = counts
    items = bank((practical, "practical"), (values, "values"))
    items += [BankItem(f"both-{n}", "x", tags=frozenset({"practical", "values"})) for n in range(both)]
    known = {item.key for number, item in enumerate(items) if number in seen}
    is_possible = max(30 - practical, 0) + max(11 - values, 0) <= both
    fresh = [item for item in items if item.key not in known]

    if not is_possible:
        with pytest.raises(BankTooSmall):
            draw_form(blueprint, items, seen=known, seed=seed)
        return
    form = draw_form(blueprint, items, seen=known, seed=seed)
    assert len({part.item.key for part in form}) == 41
    assert all(suits(part.item, part.draw) for part in form)
    used_seen = sum(part.item.key in known for part in form)
    only = {tag: sum(item.tags == {tag} for item in fresh) for tag in ("practical", "values")}
    shared = sum(len(item.tags) == 2 for item in fresh)
    lacking = max(30 - only["practical"], 0) + max(11 - only["values"], 0)
    assert used_seen == max(lacking - shared, 0)
