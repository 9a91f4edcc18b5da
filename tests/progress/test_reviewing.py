"""What she nearly forgot comes back: when, is computed from her own answers and nothing else."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from assessments import api as assessments
from progress import api as progress
from progress.domain.practised import Practised
from progress.domain.reviewing import find_due_at, list_due
from tests.assessments.factories import make_bank
from tests.factories import NOW, make_newcomer

from .factories import practise

DAY = timedelta(days=1)
DUE = progress.PracticeWay.DUE


def answered(*answers, question_id=1) -> Practised:
    """Answers as (day, right)."""
    return Practised(question_id, tuple((NOW + day * DAY, is_right) for day, is_right in answers))


def days_until_due(*answers) -> int:
    question = answered(*answers)
    return (find_due_at(question) - question.last_at).days


def test_a_wrong_answer_comes_back_the_next_day_and_a_right_one_later():
    assert days_until_due((0, False)) == 1
    assert days_until_due((0, True)) == 2


def test_each_right_answer_in_its_time_makes_the_wait_longer():
    assert [
        days_until_due((0, True)),
        days_until_due((0, True), (2, True)),
        days_until_due((0, True), (2, True), (13, True)),
    ] == [2, 11, 46]


def test_what_was_forgotten_comes_back_the_next_day_and_waits_less_than_before():
    assert days_until_due((0, True), (2, True), (13, False)) < 11
    assert days_until_due((0, False), (0.01, False), (0.02, False)) == 1


def test_the_right_answer_read_a_minute_before_does_not_count_as_remembered():
    assert days_until_due((0, False), (0.001, True)) < days_until_due((0, False), (1, True))


def test_the_same_answers_give_the_same_moment_in_every_time_zone():
    here = answered((0, True), (2, False), (4, True))
    there = Practised(1, tuple((at.astimezone(ZoneInfo("Asia/Kabul")), is_right) for at, is_right in here.answers))
    assert find_due_at(here) == find_due_at(here) == find_due_at(there)


def test_what_is_most_nearly_forgotten_comes_first():
    fresh = answered((10, True), question_id=1)
    old = answered((0, True), question_id=2)
    wrong = answered((0, False), question_id=3)
    assert list_due([fresh, old, wrong], at=NOW + 11 * DAY) == [3, 2]
    assert list_due([fresh, old, wrong], at=NOW + 12 * DAY) == [3, 2, 1]


# Of a newcomer


@pytest.fixture
def bank(db):
    return make_bank(keys=["wonen-1", "wonen-2", "werk-1"])


def count_due(newcomer, *, at, language="nl") -> int:
    items = assessments.list_practice_items()
    found = progress.list_choices(newcomer=newcomer, items=items, language=language, at=at)
    return found.counts.get(DUE, 0)


def keys_due(newcomer, *, at) -> list[str]:
    practice = progress.choose_set(newcomer=newcomer, way=DUE, language="nl", at=at)
    return [practice.get_version(number).question.bank_question.key for number in range(1, practice.total + 1)]


def test_what_is_due_is_counted_and_asked_until_it_is_answered(newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], True), (bank["wonen-2"], False)])
    assert count_due(newcomer, at=NOW + timedelta(hours=12)) == 0
    with pytest.raises(progress.NoQuestions):
        keys_due(newcomer, at=NOW + timedelta(hours=12))
    later = NOW + 3 * DAY
    assert count_due(newcomer, at=later) == 2
    assert keys_due(newcomer, at=later) == ["wonen-2", "wonen-1"]
    practise(newcomer, [(bank["wonen-2"], True)], at=later)
    assert keys_due(newcomer, at=later + timedelta(hours=1)) == ["wonen-1"]


@pytest.mark.parametrize("now", [{"mock": ["wonen-1"]}, {"keys": ["werk-1"]}])
def test_what_is_kept_for_a_mock_exam_or_retired_since_never_comes_back(newcomer, bank, now):
    practise(newcomer, [(bank["wonen-1"], False)])
    make_bank(**{"keys": ["wonen-1", "werk-1"]} | now)
    assert count_due(newcomer, at=NOW + 3 * DAY) == 0
    with pytest.raises(progress.NoQuestions):
        keys_due(newcomer, at=NOW + 3 * DAY)


def test_what_others_forget_does_not_come_to_her(newcomer, bank):
    practise(make_newcomer(first_name="Bilal"), [(bank["wonen-1"], False)])
    assert count_due(newcomer, at=NOW + 3 * DAY) == 0
