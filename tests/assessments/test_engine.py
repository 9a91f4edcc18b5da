"""The engine alone: properties that hold for every question anybody could write."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.display import display_order, shown_id
from assessments.engine.items import BadItem, BadResponse, Kind, build_item
from assessments.engine.scoring import right_response, score
from assessments.engine.typed import normalise

pytestmark = pytest.mark.once

IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True), min_size=2, max_size=7, unique=True)

ANSWERS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True), min_size=1, unique_by=normalise)


@st.composite
def items(draw, kinds=tuple(Kind)):
    kind = draw(st.sampled_from(kinds))
    ids = draw(IDS)
    if kind in (Kind.SINGLE, Kind.HOTSPOT):
        key = {"correct": [draw(st.sampled_from(ids))]}
    elif kind is Kind.MULTIPLE:
        key = {"correct": draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))}
    elif kind is Kind.CHOOSE:
        ids = [*ids, "0-more"]
        key = {"correct": draw(st.lists(st.sampled_from(ids), min_size=2, max_size=len(ids) - 1, unique=True))}
    elif kind is Kind.SHORT_TEXT:
        ids, key = [], {"accepted": {"nl": draw(ANSWERS)}, "forgives_typo": draw(st.booleans())}
    elif kind is Kind.TRUE_FALSE:
        ids, key = [], {"value": draw(st.booleans())}
    elif kind is Kind.ORDER:
        key = {"order": draw(st.permutations(ids))}
    else:
        key = {"pairs": dict(zip(ids, draw(st.permutations(ids)), strict=True))}
    return build_item(kind=kind, ids=ids, key=key)


@st.composite
def answered_items(draw):
    item = draw(items())
    if item.kind in (Kind.SINGLE, Kind.HOTSPOT):
        response = {"choice": draw(st.sampled_from(item.ids))}
    elif item.kind is Kind.MULTIPLE:
        response = {"choices": draw(st.lists(st.sampled_from(item.ids), min_size=1, unique=True))}
    elif item.kind is Kind.CHOOSE:
        response = {"choices": draw(st.permutations(item.ids))[: len(item.key)]}
    elif item.kind is Kind.SHORT_TEXT:
        response = {"text": draw(st.sampled_from([*item.key.answers, "neen"]))}
    elif item.kind is Kind.TRUE_FALSE:
        response = {"value": draw(st.booleans())}
    elif item.kind is Kind.ORDER:
        response = {"order": list(draw(st.permutations(item.ids)))}
    else:
        response = {"pairs": {left: draw(st.sampled_from(item.ids)) for left in item.ids}}
    return item, response


@given(items())
def test_right_response_earns_everything(item):
    result = score(item, right_response(item))
    assert result.is_correct
    assert result.points == result.max_points == Decimal(1)


@given(answered_items())
def test_points_stay_in_bounds_and_full_points_mean_correct(case):
    item, response = case
    result = score(item, response)
    assert Decimal(0) <= result.points <= result.max_points
    assert result.is_correct == (result.points == result.max_points)
    assert set(result.feedback) <= set(item.ids)


@given(answered_items())
def test_scoring_twice_gives_the_same(case):
    item, response = case
    assert score(item, response) == score(item, response)


@given(items(kinds=(Kind.MULTIPLE,)))
def test_choosing_everything_pays_only_when_everything_is_right(item):
    result = score(item, {"choices": list(item.ids)})
    assert result.is_correct == (set(item.ids) == item.key)


@given(items(kinds=(Kind.CHOOSE,)), st.data())
def test_another_number_of_choices_is_no_answer(item, data):
    chosen = data.draw(st.lists(st.sampled_from(item.ids), min_size=1, unique=True))
    if len(chosen) == len(item.key):
        assert score(item, {"choices": chosen}).is_correct == (set(chosen) == item.key)
        return
    with pytest.raises(BadResponse) as refusal:
        score(item, {"choices": chosen})
    assert refusal.value.code == ("incomplete" if len(chosen) < len(item.key) else "too_many")


@given(
    items(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
)
def test_nonsense_is_refused_or_scored_but_never_crashes(item, response):
    try:
        score(item, response)
    except BadResponse as refusal:
        assert refusal.code


@given(items(kinds=(Kind.ORDER, Kind.MATCH)), st.text(max_size=40))
def test_what_is_shown_is_a_shuffle_and_not_the_solution(item, seed):
    shown = display_order(item, seed=seed)
    assert sorted(shown) == sorted(item.ids)
    assert shown == display_order(item, seed=seed)
    if len(item.ids) > 2:
        solution = item.key if item.kind is Kind.ORDER else tuple(item.key[left] for left in item.ids)
        assert shown != solution


@given(IDS, st.text(min_size=1, max_size=32))
def test_shown_ids_differ_and_do_not_contain_the_authors_ids(ids, salt):
    names = [shown_id(salt=salt, side=side, part=part) for side in ("left", "right") for part in ids]
    assert len(set(names)) == len(names)
    assert not any(len(part) > 3 and part in name for part in ids for name in names)


@pytest.mark.parametrize(
    ("kind", "ids", "key"),
    [
        ("single", ["a", "b"], {"correct": []}),
        ("single", ["a", "b"], {"correct": ["a", "b"]}),
        ("single", ["a", "b"], {"correct": ["c"]}),
        ("single", ["a"], {"correct": ["a"]}),
        ("single", ["a", "a"], {"correct": ["a"]}),
        ("multiple", ["a", "b"], {}),
        ("multiple", ["a", "b"], {"correct": [["a"]]}),
        ("true_false", [], {"value": "true"}),
        ("true_false", ["a", "b"], {"value": True}),
        ("order", ["a", "b"], {"order": ["a"]}),
        ("order", ["a", "b"], {"order": ["a", "a"]}),
        ("match", ["a", "b"], {"pairs": {"a": "b", "b": "b"}}),
        ("match", ["a", "b"], {"pairs": {"a": "b"}}),
        ("choose", ["a", "b", "c"], {"correct": ["a"]}),
        ("choose", ["a", "b"], {"correct": ["a", "b"]}),
        ("choose", ["a", "b", "c"], {"correct": ["a", "x"]}),
        ("short_text", ["a"], {"accepted": {"nl": ["a"]}}),
        ("hotspot", ["a", "b"], {"correct": ["a", "b"]}),
        ("essay", ["a", "b"], {"correct": ["a"]}),
        ("single", ["a", "b"], ["a"]),
    ],
)
def test_question_that_cannot_be_scored_is_refused(kind, ids, key):
    with pytest.raises(BadItem):
        build_item(kind=kind, ids=ids, key=key)


CHOICE = build_item(kind="multiple", ids=["a", "b", "c", "d"], key={"correct": ["a", "b"]})
TWO = build_item(kind="choose", ids=["a", "b", "c", "d"], key={"correct": ["a", "b"]})
ORDER = build_item(kind="order", ids=["a", "b", "c"], key={"order": ["a", "b", "c"]})
MATCH = build_item(kind="match", ids=["a", "b", "c"], key={"pairs": {"a": "b", "b": "c", "c": "a"}})


@pytest.mark.parametrize(
    ("item", "response", "points", "feedback"),
    [
        (CHOICE, {"choices": ["a"]}, "0.50", ("a",)),
        (CHOICE, {"choices": ["b", "a"]}, "1", ("a", "b")),
        (CHOICE, {"choices": ["a", "c"]}, "0.00", ("a", "c")),
        (CHOICE, {"choices": ["c", "d"]}, "0.00", ("c", "d")),
        (CHOICE, {"choices": ["a", "b", "c"]}, "0.50", ("a", "b", "c")),
        (TWO, {"choices": ["b", "a"]}, "1", ("a", "b")),
        (TWO, {"choices": ["a", "d"]}, "0.50", ("a", "d")),
        (TWO, {"choices": ["c", "d"]}, "0.00", ("c", "d")),
        (ORDER, {"order": ["a", "c", "b"]}, "0.33", ("c", "b")),
        (ORDER, {"order": ["a", "b", "c"]}, "1", ()),
        (MATCH, {"pairs": {"a": "b", "b": "c", "c": "b"}}, "0.67", ("c",)),
        (MATCH, {"pairs": {"a": "a", "b": "a", "c": "b"}}, "0.00", ("a", "b", "c")),
    ],
)
def test_partial_points(item, response, points, feedback):
    result = score(item, response)
    assert (str(result.points), result.feedback) == (points, feedback)


@pytest.mark.parametrize(
    ("item", "response", "code"),
    [
        (CHOICE, {"choices": []}, "nothing_chosen"),
        (CHOICE, {"choices": ["a", "a"]}, "repeated_option"),
        (CHOICE, {"choices": ["x"]}, "unknown_option"),
        (CHOICE, {"choices": "a"}, "not_a_list_of_ids"),
        (CHOICE, {"choices": ["a"], "is_correct": True}, "wrong_fields"),
        (CHOICE, {}, "wrong_fields"),
        (CHOICE, ["a"], "not_an_object"),
        (TWO, {"choices": []}, "nothing_chosen"),
        (TWO, {"choices": ["a"]}, "incomplete"),
        (TWO, {"choices": ["a", "b", "c"]}, "too_many"),
        (ORDER, {"order": ["a", "b"]}, "incomplete"),
        (MATCH, {"pairs": {"a": "b"}}, "incomplete"),
        (MATCH, {"pairs": {"a": "b", "b": "c", "c": "x"}}, "unknown_option"),
        (build_item(kind="true_false", ids=[], key={"value": True}), {"value": 1}, "not_true_or_false"),
        (build_item(kind="single", ids=["a", "b"], key={"correct": ["a"]}), {"choice": ["a"]}, "not_a_list_of_ids"),
    ],
)
def test_response_of_the_wrong_shape_is_refused_with_a_code(item, response, code):
    with pytest.raises(BadResponse) as refusal:
        score(item, response)
    assert refusal.value.code == code
