"""Statistics of questions, worked out from the tests that newcomers sat."""

from datetime import timedelta

import pytest

from assessments import api as assessments
from assessments.api import Accommodations, Taker
from assessments.domain.statistics import compute_statistics
from assessments.models import AttemptResult, BankQuestion, FormStatistic, ItemStatistic
from assessments.tasks import compute_item_statistics
from tests.assessments.factories import make_content
from tests.assessments.test_attempts import KEYS, make_test, save, start, submit, wrong
from tests.factories import NOW, make_newcomer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def test_to_sit():
    make_test()


def place_of(sitting, key):
    versions = [place.version for place in sitting.places]
    return versions.index(BankQuestion.objects.get(key=key).question.current.uuid) + 1


def sit(taker, *, right=(), wrongly=(), language="nl", at=NOW, **options):
    """Sit the whole test: who answers, answers half a minute after the answer before."""
    sitting = start(taker, language=language, at=at, **options)
    for key in (*right, *wrongly):
        at += timedelta(seconds=30)
        number = place_of(sitting, key)
        save(taker, sitting, number, wrong(sitting, number) if key in wrongly else None, at=at)
    submit(taker, sitting, at)


def sit_many(count, **options):
    for number in range(count):
        sit(Taker(make_newcomer(first_name=f"Newcomer {number}")), **options)


def find(key, language=""):
    version = BankQuestion.objects.get(key=key).question.current
    return ItemStatistic.objects.get(question_version=version, language=language)


def test_what_ten_newcomers_answered_is_told_of_each_question(test_to_sit):
    sit_many(6, right=KEYS)
    sit_many(4, right=KEYS[1:3], wrongly=KEYS[:1])
    assert compute_statistics(at=LATER) == 6
    hard = find("wonen-1")
    assert (hard.people, hard.facility, hard.unanswered, hard.exposure, hard.seconds) == (10, 0.6, 0, 1, 30)
    # The rest is 5/5 for the six who had it right and 2/5 for the others: it tells exactly who had it right.
    assert hard.discrimination == pytest.approx(1)
    assert hard.choices == {"juist": 0.6, "fout-1": 0.4, "fout-2": 0}
    assert hard.reasons == []
    assert find("wonen-2").reasons == ["everybody_right"]
    assert (find("wonen-6").facility, find("wonen-6").unanswered) == (0.6, 0.4)
    assert find("wonen-1", "nl").facility == 0.6


def test_kr20_of_the_form_that_everybody_had(test_to_sit):
    # Six have all right, four nothing but one: five items with p = 0.6, one with p = 1; totals 6 and 1.
    sit_many(6, right=KEYS)
    sit_many(4, right=KEYS[:1])
    compute_statistics(at=LATER)
    form = FormStatistic.objects.get()
    assert (form.blueprint.code, form.items, form.people) == ("toets", 6, 10)
    assert form.reliability == pytest.approx(6 / 5 * (1 - 5 * 0.24 / 6))


def test_fewer_than_ten_are_told_nothing(test_to_sit):
    sit_many(9, right=KEYS)
    compute_statistics(at=LATER)
    row = find("wonen-1")
    assert (row.people, row.facility, row.seconds, row.exposure, row.choices, row.reasons) == (None,) * 4 + ({}, [])
    assert not FormStatistic.objects.exists()


def test_a_language_of_few_is_hidden_and_cannot_be_worked_out_from_the_others(test_to_sit):
    sit_many(12, right=KEYS)
    sit_many(3, wrongly=KEYS, language="ar")
    compute_statistics(at=LATER)
    assert find("wonen-1").facility == 0.8
    assert {find("wonen-1", code).facility for code in ("nl", "ar")} == {None}


def test_a_language_far_off_is_named(test_to_sit):
    others = KEYS[1:]
    sit_many(12, right=KEYS)
    sit_many(10, right=others, wrongly=KEYS[:1], language="ar")
    compute_statistics(at=LATER)
    row = find("wonen-1")
    assert "language_far_off" in row.reasons
    assert row.languages_far_off == ["ar"]
    assert find("wonen-1", "ar").facility == 0


def test_guests_open_tests_and_tests_without_an_answer_do_not_count(test_to_sit):
    sit_many(10, right=KEYS)
    sit_many(3)
    sit(Taker(secret="guest"), wrongly=KEYS)
    start(Taker(make_newcomer(first_name="Still at it")))
    compute_statistics(at=LATER)
    assert (find("wonen-1").people, find("wonen-1").facility) == (10, 1)


def test_only_the_first_time_that_she_met_a_question_counts(test_to_sit, newcomer):
    sit(Taker(newcomer), wrongly=KEYS)
    sit(Taker(newcomer), right=KEYS, at=NOW + timedelta(hours=2))
    sit_many(9, right=KEYS, at=NOW + timedelta(hours=3))
    compute_statistics(at=LATER)
    assert (find("wonen-1").people, find("wonen-1").facility) == (10, 0.9)
    assert FormStatistic.objects.get().people == 10


def test_a_result_that_was_corrected_counts_as_corrected(test_to_sit, newcomer):
    sit(Taker(newcomer), wrongly=KEYS)
    sit_many(9, right=KEYS)
    first = AttemptResult.objects.get(attempt__newcomer=newcomer)
    AttemptResult.objects.create(
        attempt=first.attempt,
        number=2,
        reason="The key was wrong.",
        marks=[[True, "1", True]] * 6,
        sections=first.sections,
        outcomes=first.outcomes,
        at=LATER,
    )
    compute_statistics(at=LATER)
    assert find("wonen-1").facility == 1


def test_a_mended_question_starts_anew_and_keeps_what_was_known_of_its_earlier_words(test_to_sit):
    sit_many(10, right=KEYS)
    before = BankQuestion.objects.get(key="wonen-1").question
    content = make_content(stem="Een heel andere vraag?")
    version = assessments.freeze_question(
        lesson_key=before.lesson_key, block_id=before.block_id, content=content, at=LATER
    )
    sit_many(10, wrongly=KEYS, at=LATER)
    compute_statistics(at=LATER)
    assert ItemStatistic.objects.get(question_version=before.current, language="").facility == 1
    assert ItemStatistic.objects.get(question_version=version, language="").facility == 0
    assert FormStatistic.objects.count() == 2


def test_time_is_not_known_of_who_may_stop_the_clock_or_went_away(test_to_sit):
    sit_many(10, right=KEYS, accommodations=Accommodations(has_breaks=True))
    compute_statistics(at=LATER)
    assert find("wonen-1").seconds is None


@pytest.mark.parametrize("kind", ["multiple", "true_false", "order", "match"])
def test_every_kind_of_question_has_numbers(kind):
    make_test(kinds=(kind,))
    sit_many(10, right=KEYS[:3], wrongly=KEYS[3:])
    compute_statistics(at=LATER)
    right, mistaken = find("wonen-1"), find("wonen-6")
    assert (right.facility, mistaken.facility) == (1, 0)
    assert mistaken.reasons == ["nobody_right"]
    expected = {
        "multiple": {"juist": 1, "fout-1": 0, "fout-2": 1},
        "true_false": {"true": 0, "false": 1},
        "order": {},
        "match": {},
    }
    assert right.choices == expected[kind]


def test_the_task_may_run_twice_and_forgets_who_is_gone(test_to_sit, newcomer):
    sit(Taker(newcomer), right=KEYS)
    sit_many(9, right=KEYS)
    compute_item_statistics()
    once = ItemStatistic.objects.order_by("pk").values_list("pk", "people", "facility")
    before = list(once)
    compute_item_statistics()
    assert list(once.all()) == before
    AttemptResult.objects.filter(attempt__newcomer=newcomer).first().attempt.delete()
    compute_item_statistics()
    assert find("wonen-1").people is None
    assert not FormStatistic.objects.exists()


@pytest.mark.parametrize("sitters", [1, 3])
def test_more_tests_take_no_more_queries(test_to_sit, django_assert_num_queries, sitters):
    sit_many(sitters, right=KEYS)
    with django_assert_num_queries(9):
        compute_statistics(at=LATER)
