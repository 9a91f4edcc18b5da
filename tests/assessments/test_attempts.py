"""Sitting a test: drawn and frozen, acknowledged one by one, ended by the server's clock, judged once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import sleep
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from assessments import api as assessments
from assessments.api import Accommodations, AnswerChanged, AttemptClosed, AttemptPaused, Taker
from assessments.models import Attempt, AttemptAnswer, AttemptResult, BankQuestion, BlueprintVersion
from assessments.tasks import sweep_attempts
from core.append_only import AppendOnlyError
from tests.assessments.factories import make_bank, make_content
from tests.concurrency import run_at_once
from tests.factories import NOW, make_newcomer
from tests.progress.factories import wrong_response

pytestmark = pytest.mark.django_db

KEYS = tuple(f"wonen-{number}" for number in range(1, 7))
DATA = {
    "minutes": 60,
    "sections": {
        "daily": {"draws": [{"count": 4, "tags": ["practical"]}]},
        "values": {"draws": [{"count": 2, "tags": ["values"]}]},
    },
    "outcomes": {"passed": {"every": [{"correct": 2, "section": "daily"}, {"correct": 1, "section": "values"}]}},
}


TODAY = NOW.date()


def entry_of(data=DATA, *, code="toets", valid_from=TODAY):
    """A test that everybody may sit."""
    return assessments.BlueprintEntry(code, data, ("mock",), valid_from, open_to="everybody")


def make_test(*, data=DATA, code="toets", keys=KEYS, **bank):
    make_bank(keys=keys, mock=keys, values=keys[-2:], **bank)
    assessments.save_blueprints(
        bank_code="oefenbank",
        entries=[entry_of(data, code=code)],
        at=NOW,
    )


@pytest.fixture
def test_to_sit():
    make_test()


@pytest.fixture(params=["newcomer", "guest"])
def taker(request, newcomer):
    return Taker(newcomer) if request.param == "newcomer" else Taker(secret="a secret of her browser")


def start(taker, *, code="toets", at=NOW, **options):
    defaults = {"language": "nl", "regime": "flanders", "on": NOW.date()}
    return assessments.start_attempt(taker=taker, code=code, at=at, **defaults | options)


def right(sitting, number):
    version = assessments.get_question_version(version_id=sitting.places[number - 1].version)
    return assessments.right_response_of(version=version)


def wrong(sitting, number):
    return wrong_response(assessments.get_question_version(version_id=sitting.places[number - 1].version))


def save(taker, sitting, number, response=None, *, base=0, save_id=None, at=NOW):
    return assessments.save_answer(
        taker=taker,
        uuid=sitting.uuid,
        number=number,
        response=right(sitting, number) if response is None else response,
        base=base,
        save_id=save_id or uuid4(),
        at=at,
    )


def submit(taker, sitting, at=NOW):
    return assessments.submit_attempt(taker=taker, uuid=sitting.uuid, at=at)


def test_a_form_is_drawn_and_frozen_and_the_same_start_gives_the_same_attempt(test_to_sit, taker):
    sitting = start(taker)
    assert [place.section for place in sitting.places] == ["daily"] * 4 + ["values"] * 2
    assert len({place.version for place in sitting.places}) == 6
    assert start(taker).uuid == sitting.uuid
    make_bank(keys=KEYS, mock=KEYS, values=KEYS[-2:], languages=("nl",))  # another text in each: new versions
    assessments.save_blueprints(bank_code="oefenbank", entries=[entry_of(DATA | {"minutes": 5})], at=NOW)
    later = assessments.get_attempt(taker=taker, uuid=sitting.uuid, at=NOW)
    assert later.places == sitting.places
    assert later.seconds_left == 3600


def test_each_answer_is_acknowledged_with_its_revision_and_the_last_one_counts(test_to_sit, taker):
    sitting = start(taker)
    assert save(taker, sitting, 1, wrong(sitting, 1)).revision == 1
    assert save(taker, sitting, 1, base=1).revision == 2
    seen = assessments.get_attempt(taker=taker, uuid=sitting.uuid, at=NOW)
    assert (seen.answered, seen.place, seen.places[0].revision) == (1, 1, 2)
    submit(taker, sitting)
    assert assessments.get_result(attempt_uuid=sitting.uuid).places[0].is_correct
    assert list(AttemptAnswer.objects.values_list("number", "revision")) == [(1, 1), (1, 2)]


def test_what_is_sent_again_is_stored_once_even_when_it_was_replaced_or_the_test_is_over(test_to_sit, taker):
    sitting, first, second = start(taker), uuid4(), uuid4()
    save(taker, sitting, 2, save_id=first)
    assert save(taker, sitting, 2, save_id=first).is_duplicate
    save(taker, sitting, 2, wrong(sitting, 2), base=1, save_id=second)
    late = save(taker, sitting, 2, save_id=first)
    assert (late.revision, late.is_duplicate) == (1, True)
    submit(taker, sitting)
    assert save(taker, sitting, 2, save_id=second).is_duplicate
    assert save(taker, sitting, 2, save_id=first).is_duplicate
    assert AttemptAnswer.objects.count() == 2
    assert not assessments.get_result(attempt_uuid=sitting.uuid).places[1].is_correct


def test_two_windows_never_overwrite_each_other_silently(test_to_sit, taker):
    sitting = start(taker)
    save(taker, sitting, 3)
    with pytest.raises(AnswerChanged) as refused:
        save(taker, sitting, 3, wrong(sitting, 3))
    assert (refused.value.revision, refused.value.response) == (1, right(sitting, 3))
    assert save(taker, sitting, 4).revision == 1  # other places do not care


def test_submitting_five_times_gives_one_result(test_to_sit, taker):
    sitting = start(taker)
    for number in (1, 2, 5):
        save(taker, sitting, number)
    closed = [submit(taker, sitting, NOW + timedelta(seconds=second)) for second in range(5)]
    assert {one.closed_at for one in closed} == {NOW}
    assert AttemptResult.objects.count() == 1
    result = assessments.get_result(attempt_uuid=sitting.uuid)
    assert result.outcomes == {"passed": True}
    assert [(section.key, section.correct, section.items) for section in result.sections] == [
        ("daily", 2, 4),
        ("values", 1, 2),
    ]
    with pytest.raises(AttemptClosed):
        save(taker, sitting, 4)


@pytest.mark.parametrize(("daily", "values", "is_passed"), [(2, 1, True), (1, 1, False), (2, 0, False), (4, 0, False)])
def test_each_section_must_reach_its_cut(test_to_sit, newcomer, daily, values, is_passed):
    taker = Taker(newcomer)
    sitting = start(taker)
    for number in [*range(1, daily + 1), *range(5, 5 + values)]:
        save(taker, sitting, number)
    submit(taker, sitting)
    assert assessments.get_result(attempt_uuid=sitting.uuid).outcomes == {"passed": is_passed}


def test_the_servers_clock_ends_it_and_loses_nothing_that_was_acknowledged(test_to_sit, taker):
    sitting, end = start(taker), NOW + timedelta(minutes=60)
    save(taker, sitting, 1, at=end - timedelta(microseconds=1))
    with pytest.raises(AttemptClosed):
        save(taker, sitting, 2, at=end)
    closed = assessments.get_attempt(taker=taker, uuid=sitting.uuid, at=end + timedelta(days=1))
    assert (closed.closed_at, closed.ended_by, closed.answered) == (end, "time", 1)
    assert submit(taker, sitting, end + timedelta(days=1)).ended_by == "time"
    assert assessments.get_result(attempt_uuid=sitting.uuid).correct == 1


def test_the_sweeper_ends_what_nobody_looks_at_and_forgets_guests(test_to_sit, newcomer):
    hers, guests = start(Taker(newcomer)), start(Taker(secret="guest"))
    assert assessments.close_overdue_attempts(at=NOW + timedelta(minutes=59)) == 0
    assert assessments.close_overdue_attempts(at=NOW + timedelta(minutes=61)) == 2
    assert assessments.close_overdue_attempts(at=NOW + timedelta(minutes=61)) == 0
    sweep_attempts()  # by the clock of today, at which both are over
    assert assessments.get_result(attempt_uuid=hers.uuid).correct == 0
    assessments.close_overdue_attempts(at=NOW + timedelta(days=3))
    assert not Attempt.objects.filter(uuid=guests.uuid).exists()
    assert Attempt.objects.filter(uuid=hers.uuid).exists()


def test_extra_time_and_breaks_belong_to_the_attempt(test_to_sit, taker):
    sitting = start(taker, accommodations=Accommodations(extra_time=50, has_breaks=True, has_helper=True))
    assert sitting.seconds_left == 5400
    paused = assessments.pause_attempt(taker=taker, uuid=sitting.uuid, at=NOW + timedelta(minutes=10))
    assert paused.is_paused
    with pytest.raises(assessments.AttemptPaused):
        save(taker, sitting, 1, at=NOW + timedelta(minutes=11))
    assert assessments.close_overdue_attempts(at=NOW + timedelta(hours=5)) == 0
    goes_on = assessments.go_on(taker=taker, uuid=sitting.uuid, at=NOW + timedelta(hours=5))
    assert goes_on.seconds_left == 4800
    assert goes_on.accommodations == Accommodations(extra_time=50, has_breaks=True, has_helper=True)
    save(taker, sitting, 1, at=NOW + timedelta(hours=6))


def test_without_breaks_the_clock_does_not_stop(test_to_sit, taker):
    sitting = start(taker)
    assert not assessments.pause_attempt(taker=taker, uuid=sitting.uuid, at=NOW).is_paused


def test_she_flags_a_question_and_comes_back_to_it_on_another_device(test_to_sit, taker):
    sitting = start(taker)
    assessments.mark_place(taker=taker, uuid=sitting.uuid, number=5, is_flagged=True, at=NOW)
    assessments.mark_place(taker=taker, uuid=sitting.uuid, number=6, at=NOW)
    elsewhere = start(taker)
    assert elsewhere.place == 6
    assert [place.number for place in elsewhere.places if place.is_flagged] == [5]


def test_nobody_else_finds_it(test_to_sit, newcomer):
    sitting = start(Taker(newcomer))
    for stranger in (Taker(make_newcomer(first_name="Yonas")), Taker(secret="guess"), Taker(secret="")):
        for look in (
            lambda who: assessments.get_attempt(taker=who, uuid=sitting.uuid, at=NOW),
            lambda who: save(who, sitting, 1),
            lambda who: submit(who, sitting),
            lambda who: assessments.mark_place(taker=who, uuid=sitting.uuid, number=1, at=NOW),
        ):
            with pytest.raises(assessments.UnknownAttempt):
                look(stranger)
    assert assessments.get_result(attempt_uuid=sitting.uuid) is None


@pytest.mark.parametrize("response", [{}, {"choice": "forged"}, {"choices": []}, {"value": True}, "x"])
def test_what_is_no_answer_is_refused_and_stores_nothing(test_to_sit, taker, response):
    sitting = start(taker)
    with pytest.raises(assessments.InvalidResponse):
        save(taker, sitting, 1, response)
    assert assessments.get_attempt(taker=taker, uuid=sitting.uuid, at=NOW).answered == 0


@pytest.mark.parametrize("number", [0, 7, -1])
def test_a_place_that_the_form_does_not_have(test_to_sit, taker, number):
    sitting = start(taker)
    with pytest.raises(assessments.UnknownAttempt):
        save(taker, sitting, number, {})


def test_a_second_attempt_gets_unseen_questions_first_and_practice_joins_when_all_are_known(newcomer):
    make_test(keys=KEYS)
    taker = Taker(newcomer)
    first = start(taker)
    submit(taker, first)
    rows = BankQuestion.objects.filter(key__in=["wonen-1", "wonen-2"])
    rows.update(use="practice")  # so that she has met all that are left for the test
    second = start(taker, seen=set())
    assert len(second.places) == 6
    assert Attempt.objects.get(uuid=second.uuid).number == 2


def test_a_bank_too_small_or_without_the_language_is_said(test_to_sit, taker):
    with pytest.raises(assessments.BankCannotFill):
        start(taker, language="fr")
    with pytest.raises(assessments.UnknownBlueprint):
        start(taker, code="no-such-test")
    with pytest.raises(assessments.UnknownBlueprint):
        start(taker, on=NOW.date() - timedelta(days=1))
    assert not Attempt.objects.exists()


def test_the_rule_of_the_day_decides(newcomer):
    call_command("load_curriculum", verbosity=0)
    data = {"pass_rule": "mo_test"}
    keys = tuple(f"wonen-{number}" for number in range(30)) + tuple(f"rechtsstaat-{number}" for number in range(11))
    make_bank(keys=keys, mock=keys, values=keys[30:])
    entry = entry_of(data, code="mo-mock", valid_from=NOW.date().replace(year=2022))
    assessments.save_blueprints(bank_code="oefenbank", entries=[entry], at=NOW)
    sitting = start(Taker(newcomer), code="mo-mock")
    assert (sitting.total, sitting.seconds_left) == (41, None)
    assert sitting.rule["outcomes"]["passed"]["every"][1] == {"correct": 9, "section": "values"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"pass_rule": "mo_test", "sections": {}}, "unknown"),
        ({"pass_rule": "mo_test", "minutes": 0}, "too_small"),
        ({"sections": {}, "outcomes": {}}, "empty"),
    ],
)
def test_a_blueprint_that_contradicts_itself_is_refused(data, code):
    make_bank()
    with pytest.raises(assessments.BadBlueprint) as refused, transaction.atomic():
        assessments.save_blueprints(bank_code="oefenbank", entries=[entry_of(data)], at=NOW)
    assert refused.value.code == code


def test_loading_the_tests_again_changes_nothing(test_to_sit):
    def load(entry):
        return assessments.save_blueprints(bank_code="oefenbank", entries=[entry], at=NOW)

    assert load(entry_of()) == {"toets": "unchanged"}
    assert load(replace(entry_of(), is_demonstration=True)) == {"toets": "changed"}
    assert BlueprintVersion.objects.count() == 1
    assert load(entry_of(DATA | {"minutes": 30})) == {"toets": "changed"}
    assert [version.data["minutes"] for version in BlueprintVersion.objects.order_by("number")] == [60, 30]


def test_acknowledged_answers_and_results_are_never_edited(test_to_sit, taker):
    sitting = start(taker)
    save(taker, sitting, 1)
    submit(taker, sitting)
    for row in (AttemptAnswer.objects.get(), AttemptResult.objects.get()):
        with pytest.raises(AppendOnlyError):
            row.save()


@pytest.mark.django_db(transaction=True)
def test_many_windows_at_once_end_with_one_attempt_one_result_and_every_acknowledgement_kept(
    threaded_database, newcomer
):
    make_test()
    taker = Taker(newcomer)
    sittings = run_at_once(*[lambda: start(taker)] * 4)
    assert len({sitting.uuid for sitting in sittings}) == 1
    sitting = sittings[0]

    def answer(number):
        return lambda: save(taker, sitting, number)

    assert [saved.revision for saved in run_at_once(*[answer(number) for number in (1, 2, 3, 4)])] == [1] * 4
    assert assessments.get_attempt(taker=taker, uuid=sitting.uuid, at=NOW).answered == 4
    run_at_once(*[lambda: submit(taker, sitting)] * 4)
    assert AttemptResult.objects.count() == 1
    assert assessments.get_result(attempt_uuid=sitting.uuid).correct == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [{"closed_at": NOW, "ended_by": "submitted"}, {"paused_at": NOW}], ids=["end", "break"])
def test_an_answer_on_its_way_while_the_test_ends_is_refused_and_not_stored(newcomer, end):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    make_test()
    taker = Taker(newcomer)
    sitting = start(taker)
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            Attempt.objects.filter(uuid=sitting.uuid).update(**end)
            answer = pool.submit(run_at_once, lambda: save(taker, sitting, 1))
            wait_until_somebody_waits()
        with pytest.raises((AttemptClosed, AttemptPaused)):
            answer.result()
    assert not AttemptAnswer.objects.exists()


def wait_until_somebody_waits():
    """For a lock, in this database. Gives up after ten seconds."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction is told the same again
            cursor.execute(waiting)
            if cursor.fetchone():
                return
        sleep(0.01)
    pytest.fail("nobody waits for the lock")


def test_an_edited_question_does_not_change_a_running_test(test_to_sit, newcomer):
    taker = Taker(newcomer)
    sitting = start(taker)
    question = BankQuestion.objects.get(question__versions__uuid=sitting.places[0].version).question
    content = make_content(stem="Een heel andere vraag?") | {"key": {"correct": ["fout-1"]}}
    assessments.freeze_question(lesson_key=question.lesson_key, block_id=question.block_id, content=content, at=NOW)
    save(taker, sitting, 1)
    submit(taker, sitting)
    assert assessments.get_result(attempt_uuid=sitting.uuid).places[0].is_correct
