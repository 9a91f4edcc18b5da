"""Answers in mock exams tell how ready she is too: the first to each question, by the key that holds."""

from datetime import timedelta

import pytest

from assessments import api as assessments
from assessments.api import Ruling, Taker
from progress import api as progress
from tests.assessments.test_attempts import KEYS, make_test, save, start, submit, wrong
from tests.assessments.test_correcting import correct, version_of
from tests.assessments.test_statistics import place_of
from tests.factories import NOW, make_newcomer

from .factories import practise

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def test_to_sit():
    make_test()


def sit(newcomer, *, right=(), wrongly=(), at=NOW, ends=True):
    taker = Taker(newcomer)
    sitting = start(taker, at=at)
    for key in (*right, *wrongly):
        number = place_of(sitting, key)
        save(taker, sitting, number, wrong(sitting, number) if key in wrongly else None, at=at)
    if ends:
        submit(taker, sitting, at)
    return sitting


def evidence_of(newcomer):
    """Right and answered, of both sections together."""
    found = progress.get_readiness(newcomer=newcomer, language="nl", blueprint=None)
    given = [section.standing.evidence for section in found.sections]
    return sum(one.right for one in given), found.answered


def test_what_she_answered_in_a_test_counts_once_it_is_closed(newcomer):
    sitting = sit(newcomer, right=KEYS[:2], wrongly=KEYS[2:3], ends=False)
    assert evidence_of(newcomer) == (0, 0)
    submit(Taker(newcomer), sitting)
    assert evidence_of(newcomer) == (2, 3), "what she left open says nothing"
    assert evidence_of(make_newcomer(first_name="Yonas")) == (0, 0)


def test_only_the_first_answer_counts_in_practice_or_in_a_test(newcomer):
    practise(newcomer, [(version_of("wonen-1"), False)])
    sit(newcomer, right=KEYS[:2], at=NOW + timedelta(hours=1))
    sit(newcomer, wrongly=KEYS[:3], at=NOW + timedelta(hours=2))
    practise(newcomer, [(version_of("wonen-4"), True), (version_of("wonen-3"), True)], at=LATER)
    assert evidence_of(newcomer) == (2, 4)


def test_a_corrected_key_counts_as_corrected_and_a_gift_says_nothing(newcomer):
    sit(newcomer, right=KEYS[:1], wrongly=KEYS[1:4])
    practise(newcomer, [(version_of("wonen-5"), True), (version_of("wonen-6"), True)], at=LATER)
    assert evidence_of(newcomer) == (3, 6)
    correct("wonen-1")
    correct("wonen-5")
    assert evidence_of(newcomer) == (1, 6)
    correct("wonen-2", Ruling.EVERYBODY)
    correct("wonen-3", Ruling.NOBODY)
    correct("wonen-6", Ruling.EVERYBODY)
    assert evidence_of(newcomer) == (0, 3)


def test_a_mistake_that_was_none_is_not_practised_again(newcomer):
    practise(newcomer, [(version_of("wonen-1"), False)])
    items = [
        assessments.PracticeItem(
            version_of("wonen-1").question_id, "wonen-1", "wonen", "wonen-iets", "practical", ("nl",)
        )
    ]

    def mistakes():
        return progress.list_choices(newcomer=newcomer, items=items, language="nl", at=NOW).counts.get(
            progress.PracticeWay.MISTAKES
        )

    assert mistakes() == 1
    correct("wonen-1")
    assert mistakes() is None


def test_more_tests_take_no_more_queries(newcomer, django_assert_num_queries):
    for hours in (1, 2, 3):
        sit(newcomer, right=KEYS, at=NOW + timedelta(hours=hours))
        with django_assert_num_queries(6):
            evidence_of(newcomer)
