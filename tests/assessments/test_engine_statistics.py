"""The numbers of item statistics: worked out by hand, at their edges, and for any answers at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.statistics import (
    FEWEST_IN_CELL,
    ItemStatistics,
    Observation,
    Reason,
    describe,
    describe_by_language,
    find_choice_shares,
    find_discrimination,
    find_exposure,
    find_facility,
    find_hidden,
    find_kr20,
    find_languages_far_off,
    find_suspicious,
)

pytestmark = pytest.mark.once


def answers(right, wrong, *, language="nl", rest=0.5):
    return [Observation(number < right, language, rest) for number in range(right + wrong)]


def known(facility, discrimination=None):
    return ItemStatistics(20, facility, discrimination, {}, 0.0, None)


def test_facility_is_the_share_that_is_right():
    assert find_facility([True, True, True, False]) == 0.75
    assert (find_facility([True]), find_facility([False])) == (1, 0)
    assert find_facility([]) is None


def test_discrimination_worked_out_by_hand():
    # M1 = (0.8 + 0.6) / 2 = 0.7, M0 = 0.3, s = sqrt(0.05), p = 0.5: r = 0.4 / 0.223607 * 0.5
    assert find_discrimination([True, True, False, False], [0.8, 0.6, 0.4, 0.2]) == pytest.approx(0.894427, abs=1e-6)
    assert find_discrimination([False, False, True, True], [0.8, 0.6, 0.4, 0.2]) == pytest.approx(-0.894427, abs=1e-6)
    # M1 = M0 = 0.5
    assert find_discrimination([True, False, False, True], [0.8, 0.6, 0.4, 0.2]) == 0


@pytest.mark.parametrize(
    ("outcomes", "rests"),
    [([], []), ([True], [0.5]), ([True, True], [0.1, 0.9]), ([False, False], [0.1, 0.9]), ([True, False], [0.5, 0.5])],
    ids=["nobody", "one", "all right", "none right", "constant rest"],
)
def test_discrimination_that_cannot_be_known(outcomes, rests):
    assert find_discrimination(outcomes, rests) is None


def test_a_rest_for_each_outcome():
    with pytest.raises(ValueError, match="one rest"):
        find_discrimination([True, False], [0.5])


def test_kr20_worked_out_by_hand():
    # p = 3/4, 2/4, 1/4: sum(pq) = 10/16; totals 3, 2, 1, 0: variance 1.25; 3/2 * (1 - 0.625 / 1.25) = 0.75
    rows = [(True, True, True), (True, True, False), (True, False, False), (False, False, False)]
    assert find_kr20(rows) == pytest.approx(0.75)
    # Two items that say the same: sum(pq) = 0.5, totals 2 and 0: variance 1; 2 * (1 - 0.5) = 1
    assert find_kr20([(True, True), (False, False)]) == pytest.approx(1)


@pytest.mark.parametrize(
    "rows",
    [[], [(True, False)], [(True,), (False,)], [(True, False), (False, True)], [(True, True), (True, True)]],
    ids=["nobody", "one person", "one item", "same totals", "all right"],
)
def test_kr20_that_cannot_be_known(rows):
    assert find_kr20(rows) is None


def test_kr20_needs_people_who_had_the_same_items():
    with pytest.raises(ValueError, match="same items"):
        find_kr20([(True, False), (True, False, True)])


def test_shares_of_the_options_count_who_chose_none():
    seen = [Observation(False, "nl", chosen=("b",)), Observation(True, "nl", chosen=("a",))]
    seen += [Observation(True, "nl", chosen=("a",)), Observation(False, "nl", is_answered=False)]
    assert find_choice_shares(seen, ["a", "b", "c"]) == {"a": 0.5, "b": 0.25, "c": 0}
    assert find_choice_shares([], ["a"]) == {}
    assert describe(seen, ["a", "b", "c"]).unanswered == 0.25


def test_exposure():
    assert find_exposure(sat_with=3, sat=12) == 0.25
    assert find_exposure(sat_with=0, sat=0) is None


def test_the_time_is_the_median_of_those_that_are_known():
    seen = [Observation(True, "nl", seconds=seconds) for seconds in (10, 20, 300, None)]
    assert describe(seen).seconds == 20
    assert describe([Observation(True, "nl")]).seconds is None
    assert describe([]) is None


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"nl": 10, "ar": 12}, set()),
        ({"nl": 30, "ar": 9, "tr": 20}, {"ar", "tr"}),  # ar alone is the total minus the others
        ({"nl": 30, "ar": 9, "tr": 1}, {"ar", "tr"}),
        ({"nl": 30, "ar": 4}, {"ar", "nl"}),
        ({"nl": 3}, {"nl"}),
        ({}, set()),
    ],
)
def test_small_groups_are_hidden_also_from_who_subtracts(people, hidden):
    assert find_hidden(people) == hidden


def test_nine_people_are_not_told_and_ten_are():
    few, enough = describe_by_language(answers(5, 4)), describe_by_language(answers(5, 5))
    assert (few.total, few.by_language, few.reasons) == (None, {"nl": None}, ())
    assert enough.total.facility == enough.by_language["nl"].facility == 0.5


def test_a_number_of_fewer_people_than_the_group_is_not_told_either():
    seen = [Observation(number % 2 == 0, "nl", number / 20, seconds=5 if number < 9 else None) for number in range(20)]
    told = describe_by_language(seen).total
    assert told.discrimination is not None
    assert told.seconds is None


@pytest.mark.parametrize(
    ("total", "far_off", "reasons"),
    [
        (known(0), (), (Reason.NOBODY_RIGHT,)),
        (known(1), (), (Reason.EVERYBODY_RIGHT,)),
        (known(0.5, -0.01), (), (Reason.NEGATIVE_DISCRIMINATION,)),
        (known(0.5, -0.3), ("ar",), (Reason.NEGATIVE_DISCRIMINATION, Reason.LANGUAGE_FAR_OFF)),
        (known(0.5, 0.0), (), ()),
        (known(0.5, 0.4), (), ()),
        (None, (), ()),
    ],
)
def test_what_is_suspicious(total, far_off, reasons):
    assert find_suspicious(total, languages_far_off=far_off) == reasons


def test_one_language_far_off_is_named_and_the_others_are_not():
    groups = {"nl": answers(30, 10), "tr": answers(28, 12, language="tr"), "ar": answers(8, 32, language="ar")}
    assert find_languages_far_off(groups) == ("ar",)


def test_of_two_languages_the_one_with_fewer_people_is_named():
    assert find_languages_far_off({"ar": answers(0, 12, language="ar"), "nl": answers(20, 0)}) == ("ar",)


def test_a_language_that_finds_all_questions_hard_is_not_far_off_in_each():
    groups = {"nl": answers(32, 8, rest=0.8), "ar": answers(12, 28, language="ar", rest=0.3)}
    assert find_languages_far_off(groups) == ()


def test_a_difference_that_chance_makes_is_not_far_off():
    assert find_languages_far_off({"nl": answers(6, 4), "ar": answers(3, 7, language="ar")}) == ()
    assert find_languages_far_off({"nl": answers(60, 0), "ar": answers(0, 9, language="ar")}) == ()


OBSERVATIONS = st.lists(
    st.builds(
        Observation,
        is_correct=st.booleans(),
        language=st.sampled_from(["nl", "ar", "tr", "fa"]),
        rest=st.none() | st.integers(0, 40).map(lambda right: right / 40),
        chosen=st.lists(st.sampled_from("abc"), max_size=3).map(tuple),
        seconds=st.none() | st.floats(0, 600),
    ),
    max_size=60,
)


@given(OBSERVATIONS)
def test_any_answers_give_shares_and_never_tell_a_small_group(observations):
    told = describe_by_language(observations, "abc")
    groups = [told.total, *told.by_language.values()]
    for one in filter(None, groups):
        assert one.people >= FEWEST_IN_CELL
        assert all(0 <= share <= 1 for share in (one.facility, one.unanswered, *one.choices.values()))
        assert one.discrimination is None or -1 <= one.discrimination <= 1
    people = len(observations) - sum(one.people for one in told.by_language.values() if one)
    assert told.total is None or people == 0 or people >= FEWEST_IN_CELL
    assert {Reason.NOBODY_RIGHT, Reason.EVERYBODY_RIGHT} - set(told.reasons)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=50))
def test_turning_every_answer_around_turns_discrimination_around(pairs):
    outcomes, rests = [right for right, _ in pairs], [rest / 40 for _, rest in pairs]
    there, back = find_discrimination(outcomes, rests), find_discrimination([not one for one in outcomes], rests)
    assert (there is None) == (back is None)
    assert there is None or there == pytest.approx(-back, abs=1e-5)


@given(st.integers(2, 6).flatmap(lambda items: st.lists(st.tuples(*[st.booleans()] * items), max_size=20)))
def test_kr20_is_at_most_one_and_does_not_see_the_order(rows):
    value = find_kr20(rows)
    assert value is None or value <= 1 + 1e-9
    assert value is None or find_kr20([row[::-1] for row in reversed(rows)]) == pytest.approx(value)
