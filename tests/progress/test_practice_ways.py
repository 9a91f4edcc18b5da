"""What she may practise now, chosen from what she answered before: her mistakes, what is hardest, a set that she left."""

from datetime import timedelta

import pytest

from assessments import api as assessments
from progress import api as progress
from tests.assessments.factories import make_bank
from tests.factories import NOW, make_newcomer

from .factories import practise

pytestmark = pytest.mark.django_db
MISTAKES, HARDEST = progress.PracticeWay.MISTAKES, progress.PracticeWay.HARDEST
THEMES = ("geld", "mobiliteit", "werk", "wonen")
KEYS = [f"{theme}-{number}" for theme in THEMES for number in range(1, 9)]


@pytest.fixture
def bank():
    return make_bank(keys=KEYS)


def choices(newcomer, *, language="nl", at=NOW):
    return progress.list_choices(newcomer=newcomer, items=assessments.list_practice_items(), language=language, at=at)


def keys_of(practice) -> list[str]:
    return [practice.get_version(number).question.bank_question.key for number in range(1, practice.total + 1)]


def chosen(newcomer, way, *, language="nl", at=NOW):
    return keys_of(progress.choose_set(newcomer=newcomer, way=way, language=language, at=at))


def leave_open(newcomer, bank, *, at=NOW, answered=1, language="nl"):
    """A set of two, of which so many are answered."""
    versions = (bank["wonen-1"].uuid, bank["wonen-2"].uuid)
    practice = progress.Practice(
        uuid=progress.draw_set(language="nl").uuid, language=language, theme="", versions=versions
    )
    progress.store_practice(newcomer=newcomer, practice=practice, at=at)
    for number in range(1, answered + 1):
        right = assessments.right_response_of(version=practice.get_version(number))
        progress.answer_practice(newcomer=newcomer, uuid=practice.uuid, number=number, response=right, at=at)
    return practice.uuid


def test_before_the_first_answer_there_is_nothing_to_choose(newcomer, bank):
    assert choices(newcomer) == progress.PracticeChoices({}, None)
    with pytest.raises(progress.NoQuestions):
        progress.choose_set(newcomer=newcomer, way=MISTAKES, language="nl", at=NOW)


# Her mistakes


def test_mistakes_of_all_sets_come_back_the_longest_ago_first(newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], False), (bank["wonen-2"], True)])
    practise(newcomer, [(bank["werk-1"], False)], at=NOW + timedelta(days=1))
    assert choices(newcomer).counts == {MISTAKES: 2}
    assert chosen(newcomer, MISTAKES) == ["wonen-1", "werk-1"]


def test_a_mistake_stays_until_the_last_answer_is_right(newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], False)])
    practise(newcomer, [(bank["wonen-1"], True)], at=NOW + timedelta(days=1))
    assert choices(newcomer).counts == {}
    practise(newcomer, [(bank["wonen-1"], False)], at=NOW + timedelta(days=2))
    assert choices(newcomer).counts == {MISTAKES: 1}


def test_at_most_ten_mistakes_are_asked_at_once(newcomer, bank):
    practise(newcomer, [(version, False) for version in bank.values()])
    assert choices(newcomer).counts[MISTAKES] == 32
    assert chosen(newcomer, MISTAKES) == KEYS[:10]


def test_a_mistake_is_asked_in_its_present_words(newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], False)])
    changed = make_bank(keys=KEYS, kinds=["true_false"])
    practice = progress.choose_set(newcomer=newcomer, way=MISTAKES, language="nl", at=NOW)
    assert practice.versions == (changed["wonen-1"].uuid,)


@pytest.mark.parametrize("now", [{"mock": ["wonen-1"]}, {"keys": ["werk-1"]}, {"languages": ("nl",)}])
def test_what_is_kept_for_a_mock_exam_retired_or_not_in_her_language_is_not_asked_again(newcomer, now):
    bank = make_bank(keys=["werk-1", "wonen-1"])
    practise(newcomer, [(bank["wonen-1"], False)])
    assert choices(newcomer, language="ar").counts == {MISTAKES: 1}
    make_bank(**{"keys": ["werk-1", "wonen-1"]} | now)
    assert choices(newcomer, language="ar").counts == {}
    with pytest.raises(progress.NoQuestions):
        progress.choose_set(newcomer=newcomer, way=MISTAKES, language="ar", at=NOW)


def test_a_set_is_not_repeated_with_what_was_kept_for_a_mock_exam_since(newcomer):
    bank = make_bank(keys=["werk-1", "wonen-1"])
    uuid = practise(newcomer, [(bank["wonen-1"], False), (bank["werk-1"], False)])
    make_bank(keys=["werk-1", "wonen-1"], mock=["wonen-1"])
    again = progress.repeat_mistakes(progress.get_practice(newcomer=newcomer, uuid=uuid))
    assert keys_of(again) == ["werk-1"]


def test_mistakes_of_others_are_not_hers(newcomer, bank):
    practise(make_newcomer(first_name="Bilal"), [(bank["wonen-1"], False)])
    assert choices(newcomer).counts == {}


# What is hardest


def test_the_themes_with_the_lowest_estimates_come_first_and_in_turn(newcomer, bank):
    results = {"wonen": [True] * 4, "werk": [False] * 4, "geld": [True, False, False, False], "mobiliteit": []}
    answered = [(bank[f"{theme}-{n}"], right) for theme, given in results.items() for n, right in enumerate(given, 1)]
    practise(newcomer, answered)
    themes = [key.rpartition("-")[0] for key in chosen(newcomer, HARDEST)]
    assert themes == ["werk", "geld", "mobiliteit"] * 3 + ["werk"]


def test_of_a_hard_theme_unseen_questions_come_first_then_the_longest_ago(newcomer):
    bank = make_bank(keys=KEYS[:8])
    practise(newcomer, [(bank["geld-1"], False)], at=NOW + timedelta(days=1))
    practise(newcomer, [(bank["geld-2"], False), (bank["geld-3"], False)])
    keys = chosen(newcomer, HARDEST)
    assert set(keys[:5]) == {f"geld-{number}" for number in range(4, 9)}
    assert keys[5:] == ["geld-2", "geld-3", "geld-1"]


def test_what_is_hardest_is_offered_as_soon_as_enough_is_known(newcomer, bank):
    practise(newcomer, [(bank[key], True) for key in KEYS[:9]])
    assert HARDEST not in choices(newcomer).counts
    practise(newcomer, [(bank[KEYS[9]], True)])
    assert HARDEST in choices(newcomer).counts


# A set that she left


def test_the_set_that_she_left_last_waits_for_her(newcomer, bank):
    leave_open(newcomer, bank)
    latest = leave_open(newcomer, bank, at=NOW + timedelta(hours=1))
    unfinished = choices(newcomer, at=NOW + timedelta(days=1)).unfinished
    assert unfinished.uuid == latest and unfinished.next_number == 2


@pytest.mark.parametrize("answered", [0, 2])
def test_a_set_that_was_never_begun_or_is_ended_does_not_wait(newcomer, bank, answered):
    leave_open(newcomer, bank, answered=answered)
    assert choices(newcomer).unfinished is None


def test_a_set_waits_two_weeks_in_its_own_language_and_for_her_only(newcomer, bank):
    leave_open(newcomer, bank)
    assert choices(newcomer, at=NOW + timedelta(days=13)).unfinished
    assert choices(newcomer, at=NOW + timedelta(days=14)).unfinished is None
    assert choices(newcomer, language="ar").unfinished is None
    assert choices(make_newcomer(first_name="Bilal")).unfinished is None


def test_choices_cost_the_same_for_one_set_and_for_three(newcomer, bank, django_assert_num_queries):
    items = assessments.list_practice_items()
    for sets in (1, 2):
        for _ in range(sets):
            practise(newcomer, [(bank["wonen-1"], False), (bank["wonen-2"], True)])
        with django_assert_num_queries(3):
            progress.list_choices(newcomer=newcomer, items=items, language="nl", at=NOW)
