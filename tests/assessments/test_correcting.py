"""A key was wrong: results are worked out anew and say why, the earlier ones stay, and what is still open is judged by it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from assessments import api as assessments
from assessments.api import InvalidCorrection, Ruling, Taker
from assessments.domain import correcting
from assessments.domain.statistics import compute_statistics
from assessments.models import AttemptResult, BankQuestion, ItemStatistic, KeyCorrection
from assessments.tasks import correct_results, sweep_corrections
from tests.assessments.factories import make_bank, make_content, make_version
from tests.assessments.test_attempts import KEYS, make_test, right, save, start, submit, wrong
from tests.assessments.test_statistics import place_of, sit_many
from tests.concurrency import run_at_once
from tests.factories import NOW, make_newcomer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WHY = {"nl": "Twee antwoorden zijn juist.", "ar": "جوابان صحيحان."}


@pytest.fixture
def test_to_sit():
    make_test()


def version_of(key):
    return BankQuestion.objects.get(key=key).question.current


def correct(key="wonen-1", ruling=Ruling.KEY, *, to=("fout-1",), at=LATER, reasons=WHY, work=True):
    told = {"key": {"correct": list(to)}} if ruling == Ruling.KEY else {}
    correction = assessments.correct_key(version_id=version_of(key).uuid, ruling=ruling, reasons=reasons, at=at, **told)
    if work:
        correcting.work_on(correction_id=correction, clock=lambda: at)
    return correction


def sit(taker, *, language="nl", wrongly=(), at=NOW):
    """Answer everything, `wrongly` with the first wrong option."""
    sitting = start(taker, language=language, at=at)
    for number in range(1, 7):
        is_wrong = number in {place_of(sitting, key) for key in wrongly}
        save(taker, sitting, number, wrong(sitting, number) if is_wrong else None, at=at)
    submit(taker, sitting, at)
    return sitting


def result_of(sitting):
    return assessments.get_result(attempt_uuid=sitting.uuid)


def test_who_had_it_right_after_all_gets_a_next_result_that_says_why_and_the_first_one_stays(test_to_sit, newcomer):
    sitting = sit(Taker(newcomer), wrongly=["wonen-1"])
    correct()
    first, second = AttemptResult.objects.order_by("number")
    assert (first.number, first.reason, first.sections["daily"]["correct"]) == (1, "", 3)
    assert (second.number, second.reason, second.sections["daily"]["correct"]) == (2, WHY["nl"], 4)
    result = result_of(sitting)
    assert [(one.number, str(one.reason), one.correct) for one in result.history] == [(2, WHY["nl"], 6), (1, "", 5)]
    assert {place.number: place.ruling for place in result.places if place.ruling} == {
        place_of(sitting, "wonen-1"): Ruling.KEY
    }
    assert assessments.list_done(newcomer=newcomer)[0].correct == 6


def test_who_had_it_right_by_mistake_loses_it_and_the_reason_is_in_her_language_or_marked_as_dutch(test_to_sit):
    arabic, dutch_only = Taker(make_newcomer(first_name="Rim")), Taker(make_newcomer(first_name="Samir"))
    hers = sit(arabic, language="ar")
    correct()
    his = sit(dutch_only, language="ar")
    correct("wonen-2", reasons={"nl": "Fout in de vraag."})
    assert [(str(one.reason), one.reason.is_missing, one.correct) for one in result_of(hers).history] == [
        ("Fout in de vraag.", True, 4),
        (WHY["ar"], False, 5),
        ("", False, 6),
    ]
    assert [one.correct for one in result_of(his).history] == [4, 5]  # the first was judged by the first correction


@pytest.mark.parametrize(
    ("ruling", "is_passed", "correct_of"),
    [(Ruling.EVERYBODY, True, (2, 4)), (Ruling.NOBODY, False, (1, 3)), (Ruling.KEY, False, (1, 4))],
)
def test_a_question_counts_for_everybody_or_for_nobody_whatever_was_answered(
    test_to_sit, newcomer, ruling, is_passed, correct_of
):
    taker = Taker(newcomer)
    sitting = start(taker)
    for key in ("wonen-2", "wonen-5"):  # wonen-1 stays open
        save(taker, sitting, place_of(sitting, key))
    submit(taker, sitting)
    correct("wonen-1", ruling)
    result = result_of(sitting)
    assert result.outcomes == {"passed": is_passed}
    assert (result.sections[0].correct, result.sections[0].items) == correct_of
    assert result.places[place_of(sitting, "wonen-1") - 1].is_scored == (ruling != Ruling.NOBODY)


def test_two_answers_may_count_and_a_correction_can_be_corrected(test_to_sit, newcomer):
    sitting = sit(Taker(newcomer), wrongly=["wonen-1"])
    correct(to=["juist", "fout-1"])
    assert result_of(sitting).correct == 6
    correct(to=["fout-2"])
    assert result_of(sitting).correct == 5
    correct(to=["juist"])  # back to what it was
    assert [one.correct for one in result_of(sitting).history] == [5, 5, 6, 5]


def test_what_is_still_open_is_judged_by_it_when_it_closes_and_once(test_to_sit, newcomer):
    taker = Taker(newcomer)
    sitting = start(taker)
    number = place_of(sitting, "wonen-1")
    save(taker, sitting, number, wrong(sitting, number))
    correction = correct()
    assert AttemptResult.objects.count() == 0
    submit(taker, sitting, NOW + timedelta(minutes=30))
    result = result_of(sitting)
    assert ([one.number for one in result.history], result.correct) == ([1], 1)
    assert correcting.work_on(correction_id=correction, clock=lambda: LATER + timedelta(minutes=2)) == 0
    assert AttemptResult.objects.count() == 1


def test_another_question_or_version_is_left_alone_and_guests_are_not(test_to_sit, newcomer):
    guest = sit(Taker(secret="of a guest"))
    content = make_content(stem="Een andere vraag?")
    old = version_of("wonen-1")
    assessments.freeze_question(
        lesson_key=old.question.lesson_key, block_id=old.question.block_id, content=content, at=NOW
    )
    hers = sit(Taker(newcomer))
    assert assessments.count_affected_attempts(version_id=old.uuid) == 1
    assert assessments.list_same_key(version_id=old.uuid) == [old.uuid, version_of("wonen-1").uuid]
    correct()
    assert [len(result_of(one).history) for one in (guest, hers)] == [1, 2]


def test_it_is_explained_by_the_key_that_holds_and_never_by_the_words_that_were_wrong(test_to_sit, newcomer):
    old = version_of("wonen-1")
    correct()
    told = assessments.show_solution(version=assessments.get_corrected_version(version_id=old.uuid), language="nl")
    assert (told["solution"], told["explanation"]) == (["Ja"], "")
    content = make_content(stem="Vraag wonen-1, beter?") | {"key": {"correct": ["fout-1"]}}
    content["languages"]["nl"]["explanation"] = "Dat mag hij wel."
    assessments.freeze_question(
        lesson_key=old.question.lesson_key, block_id=old.question.block_id, content=content, at=LATER
    )
    told = assessments.show_solution(version=assessments.get_corrected_version(version_id=old.uuid), language="nl")
    assert (told["stem"], told["explanation"]) == ("Vraag wonen-1?", "Dat mag hij wel.")
    assert assessments.get_question_version(version_id=old.uuid).key == {"correct": ["juist"]}


def test_the_same_correction_twice_is_one_and_working_on_it_again_changes_nothing(test_to_sit, newcomer):
    sit(Taker(newcomer))
    assert correct() == correct()
    assert AttemptResult.objects.count() == 2
    end = LATER + timedelta(minutes=2)
    assert correcting.list_to_wake(at=LATER) == []
    assert correcting.list_to_wake(at=end) == [KeyCorrection.objects.get().pk]  # the second look
    correcting.work_on(correction_id=KeyCorrection.objects.get().pk, clock=lambda: end)
    assert KeyCorrection.objects.get().state == "done"
    assert correcting.list_to_wake(at=end) == []
    assert AttemptResult.objects.count() == 2


def test_a_worker_that_is_killed_leaves_whole_results_and_the_next_one_goes_on(test_to_sit, monkeypatch):
    for number in range(3):
        sit(Taker(make_newcomer(first_name=f"Newcomer {number}")))
    correction = correct(work=False)
    done = []

    def store_two(*args, **kwargs):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(store(*args, **kwargs))
        return done[-1]

    store = correcting.store_result
    monkeypatch.setattr(correcting, "store_result", store_two)
    with pytest.raises(KeyboardInterrupt):
        correcting.work_on(correction_id=correction, clock=lambda: LATER)
    monkeypatch.undo()
    assert AttemptResult.objects.filter(number=2).count() == 2
    assert correcting.work_on(correction_id=correction, clock=lambda: LATER) == 0  # as yet it is the dead one's
    assert correcting.list_to_wake(at=LATER) == []
    after = LATER + timedelta(minutes=3)
    assert correcting.list_to_wake(at=after) == [correction]
    correcting.work_on(correction_id=correction, clock=lambda: after)
    assert AttemptResult.objects.filter(number=2).count() == 3
    (told,) = assessments.list_corrections(question_id=version_of("wonen-1").question_id)
    assert (told.id, told.state, told.results) == (correction, "done", 3)


def test_tasks_do_it_in_batches_and_a_newer_correction_replaces_one_that_waits(test_to_sit, newcomer, monkeypatch):
    monkeypatch.setattr("assessments.tasks.AT_ONCE", 1)
    woken = []
    monkeypatch.setattr("assessments.tasks.wake", woken.append)
    for number in range(2):
        sit(Taker(make_newcomer(first_name=f"Newcomer {number}")))
    old, new = correct(work=False), correct(ruling=Ruling.EVERYBODY, work=False)
    correct_results(old)
    assert (AttemptResult.objects.count(), woken) == (2, [])
    assert sweep_corrections() == 1
    for left in (1, 0):
        correct_results(new)
        assert (AttemptResult.objects.count(), woken) == (4 - left, [new] * (1 + left if left else 2))
    assert [row.state for row in KeyCorrection.objects.order_by("pk")] == ["replaced", "done"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key": {"correct": ["no-such-option"]}}, "bad_key"),
        ({"key": {"correct": []}}, "bad_key"),
        ({"key": {"value": True}}, "bad_key"),
        ({"key": None}, "bad_key"),
        ({"ruling": Ruling.EVERYBODY}, "bad_key"),
        ({"key": {"correct": ["juist"]}}, "nothing_changes"),
        ({"reasons": {}}, "no_reason"),
        ({"reasons": {"ar": "جوابان صحيحان."}}, "no_reason"),
        ({"reasons": {"nl": " "}}, "no_reason"),
        ({"reasons": {"nl": "x" * 201}}, "no_reason"),
        ({"reasons": WHY | {"klingon": "nuqneH"}}, "no_reason"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_and_changes_nothing(test_to_sit, change, code):
    asked = {"ruling": Ruling.KEY, "key": {"correct": ["fout-1"]}, "reasons": WHY} | change
    with pytest.raises(InvalidCorrection) as refused:
        assessments.correct_key(version_id=version_of("wonen-1").uuid, at=LATER, **asked)
    assert refused.value.code == code
    assert not KeyCorrection.objects.exists()


@pytest.mark.once
def test_only_questions_of_banks_are_corrected():
    with pytest.raises(InvalidCorrection) as refused:
        assessments.correct_key(version_id=make_version().uuid, ruling=Ruling.NOBODY, reasons=WHY, at=LATER)
    assert refused.value.code == "not_of_a_bank"
    with pytest.raises(assessments.UnknownVersion):
        assessments.correct_key(version_id=uuid4(), ruling=Ruling.NOBODY, reasons=WHY, at=LATER)


def test_statistics_count_as_corrected_and_leave_out_what_counts_for_nobody(test_to_sit):
    sit_many(6, right=KEYS)
    sit_many(4, right=KEYS[1:], wrongly=KEYS[:1])
    correct()
    correct("wonen-2", Ruling.NOBODY)
    compute_statistics(at=LATER)
    known = {
        key: ItemStatistic.objects.get(question_version=version_of(key), language="") for key in ("wonen-1", "wonen-2")
    }
    assert (known["wonen-1"].facility, known["wonen-2"].facility) == (0.4, None)
    (row,) = [
        row
        for row in assessments.list_item_statistics(
            organisation_ids=[BankQuestion.objects.first().bank.organisation_id]
        ).rows
        if row.key == "wonen-1"
    ]
    assert {option.key for option in row.options if option.is_right} == {"fout-1"}


@pytest.mark.once
def test_the_command_lists_the_versions_corrects_one_and_refuses_nonsense(test_to_sit, newcomer, capsys):
    sitting = sit(Taker(newcomer), wrongly=["wonen-1"])
    call_command("correct_key", "oefenbank/wonen-1")
    listed = capsys.readouterr().out
    assert str(version_of("wonen-1").uuid) in listed and "(in force)" in listed and "1 tests" in listed
    assert not KeyCorrection.objects.exists()
    call_command("correct_key", "oefenbank/wonen-1", "--everybody", "--same-key", "--reason", "nl=Onduidelijk.")
    assert result_of(sitting).correct == 6
    for wrongly in (
        ["oefenbank/no-such-question"],
        ["oefenbank/wonen-1", "--nobody"],
        ["oefenbank/wonen-1", "--nobody", "--reason", "nl=Weg.", "--version-id", str(uuid4())],
    ):
        with pytest.raises(CommandError):
            call_command("correct_key", *wrongly)


@pytest.mark.django_db(transaction=True)
def test_workers_and_tests_that_close_at_the_same_moment_make_one_result_each(threaded_database):
    make_test()
    closed = [Taker(make_newcomer(first_name=f"Done {number}")) for number in range(3)]
    still_open = [Taker(make_newcomer(first_name=f"Open {number}")) for number in range(2)]
    for taker in closed:
        sit(taker, wrongly=["wonen-1"])
    sittings = [start(taker) for taker in still_open]
    for taker, sitting in zip(still_open, sittings, strict=True):
        save(taker, sitting, 1, right(sitting, 1))
    correction = correct(work=False)
    run_at_once(
        *[lambda: correcting.work_on(correction_id=correction, clock=lambda: LATER)] * 2,
        *[lambda who=taker, it=sitting: submit(who, it) for taker, sitting in zip(still_open, sittings, strict=True)],
    )
    correcting.work_on(correction_id=correction, clock=lambda: LATER + timedelta(minutes=3))
    assert list(KeyCorrection.objects.values_list("state", flat=True)) == ["done"]
    newest = {row.attempt_id: row for row in AttemptResult.objects.order_by("number")}
    assert len(newest) == 5
    assert all(list(row.corrections.values_list("pk", flat=True)) == [correction] for row in newest.values())
    assert AttemptResult.objects.filter(number=3).count() == 0


def test_an_answer_to_type_is_accepted_after_all():
    version = make_bank(keys=["wonen-1"], kinds=["short_text"])["wonen-1"]
    key = {"accepted": version.key["accepted"] | {"nl": ["de waarborg", "de garantie"]}}
    assessments.correct_key(version_id=version.uuid, ruling=Ruling.KEY, key=key, reasons=WHY, at=LATER)
    corrected = assessments.get_corrected_version(version_id=version.uuid)
    assert assessments.score_response(version=corrected, response={"text": "De garantie"}).is_correct
    assert not assessments.score_response(version=version, response={"text": "De garantie"}).is_correct
    assert assessments.show_solution(version=corrected, language="ar")["solution"] == ["التأمين"]


def test_as_many_answers_stay_right_as_there_were_to_choose():
    version = make_bank(keys=["wonen-1"], kinds=["choose"])["wonen-1"]
    for right_ones in (["juist"], ["juist", "fout-1", "fout-2"]):
        with pytest.raises(InvalidCorrection) as refused:
            assessments.correct_key(
                version_id=version.uuid, ruling=Ruling.KEY, key={"correct": right_ones}, reasons=WHY, at=LATER
            )
        assert refused.value.code == "bad_key"
