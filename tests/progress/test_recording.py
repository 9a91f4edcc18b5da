"""A newcomer studies: what she does is kept once, scored here, and adds up in whatever language and order it comes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core.append_only import AppendOnlyError
from progress import api as progress
from progress.models import Answer, Completion, Event, LessonProgress
from tests.factories import NOW, make_newcomer

from .factories import (
    KINDS,
    answered,
    blocks_of,
    finished,
    make_lesson,
    opened,
    publish,
    questions_of,
    seen,
    ticked,
    walk_through,
)

LATER = NOW + timedelta(hours=2)


def record(newcomer, *events, received_at=LATER):
    return progress.record_events(newcomer=newcomer, events=list(events), received_at=received_at)


def state_of(newcomer, lesson):
    return progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key)


def test_answer_is_scored_on_the_server_by_the_version_seen(newcomer, lesson):
    single, statement = questions_of(lesson)
    batch = record(newcomer, answered(lesson, single, right=False), answered(lesson, statement))
    assert [(result.status, result.is_correct) for result in batch.results] == [("stored", False), ("stored", True)]
    stored = Answer.objects.order_by("event_id").values_list("version", "is_correct", "number", "points")
    assert list(stored) == [(single.pk, False, 1, 0), (statement.pk, True, 1, 1)]
    standing = batch.standings[lesson.translation_key]
    assert (standing.answered, standing.questions, standing.is_complete) == (2, 2, False)


def test_every_kind_of_question_can_be_answered_right_and_wrong(newcomer):
    lesson = make_lesson(kinds=KINDS)
    for version in questions_of(lesson):
        batch = record(newcomer, answered(lesson, version, right=False), answered(lesson, version))
        assert [result.is_correct for result in batch.results] == [False, True], version.kind


def test_same_event_again_changes_nothing_and_gets_the_same_result(newcomer, lesson):
    single = questions_of(lesson)[0]
    event = answered(lesson, single)
    first = record(newcomer, event).results[0]
    before = LessonProgress.objects.values().get()
    again = record(newcomer, event, received_at=LATER + timedelta(days=3)).results[0]
    assert (first.status, again.status) == ("stored", "duplicate")
    assert (again.is_correct, again.points) == (first.is_correct, first.points)
    assert (Event.objects.count(), Answer.objects.count()) == (1, 1)
    assert LessonProgress.objects.values().get() == before


def test_event_twice_in_one_batch_counts_once(newcomer, lesson):
    event = answered(lesson, questions_of(lesson)[0])
    batch = record(newcomer, event, event, dict(event))
    assert [result.status for result in batch.results] == ["stored", "duplicate", "duplicate"]
    assert state_of(newcomer, lesson).answers[event["block"]].tries == 1


def test_two_newcomers_may_have_the_same_event_id(newcomer, case_worker, lesson):
    other = make_newcomer(case_worker=case_worker, first_name="Tesfay")
    event = opened(lesson)
    assert record(newcomer, event).results[0].status == "stored"
    assert record(other, event).results[0].status == "stored"


@pytest.mark.parametrize("number_of_events", [1, 2])
def test_id_used_for_something_else_is_refused_and_the_rest_kept(newcomer, lesson, number_of_events):
    first, other = blocks_of(lesson)[:2]
    event = seen(lesson, first)
    record(newcomer, event)
    reused = seen(lesson, other) | {"id": event["id"]}
    batch = record(newcomer, *[reused, opened(lesson)][:number_of_events])
    assert [(result.status, result.reason) for result in batch.results] == [("refused", "id_reused"), ("stored", "")][
        :number_of_events
    ]
    assert state_of(newcomer, lesson).blocks_seen == {first}


def test_answers_in_arabic_and_dutch_make_one_record(newcomer, lesson):
    single, statement = questions_of(lesson)
    record(newcomer, answered(lesson, single, language="ar"))
    record(newcomer, answered(lesson, statement, language="nl", at=NOW + timedelta(minutes=1)))
    record(newcomer, finished(lesson, language="nl", at=NOW + timedelta(minutes=2)))
    state = state_of(newcomer, lesson)
    assert (state.is_complete, state.answered_count, state.last_language) == (True, 2, "nl")
    assert LessonProgress.objects.count() == 1
    assert Completion.objects.get(kind="lesson").language == "nl"


def test_trying_again_keeps_every_try_and_shows_the_last(newcomer, lesson):
    single = questions_of(lesson)[0]
    right = answered(lesson, single, at=NOW)
    wrong = answered(lesson, single, right=False, at=NOW + timedelta(minutes=5))
    record(newcomer, wrong)
    record(newcomer, right)  # done earlier, arrives later
    answer = state_of(newcomer, lesson).answers[right["block"]]
    assert (answer.is_correct, answer.was_right_once, answer.tries) == (False, True, 2)
    assert answer.response == wrong["response"]
    assert sorted(Answer.objects.values_list("number", "is_correct")) == [(1, False), (2, True)]


def test_older_version_still_scores_after_the_question_changed(newcomer, lesson):
    old = questions_of(lesson)[0]
    lesson.body[1].value["stem"] = "Hoeveel maanden waarborg?"
    newest = publish(lesson)
    new = questions_of(newest)[0]
    assert new.number == old.number + 1
    batch = record(newcomer, answered(lesson, old), answered(lesson, new, right=False))
    assert [result.is_correct for result in batch.results] == [True, False]
    assert state_of(newcomer, lesson).answers[str(old.question.block_id)].tries == 2


def test_ticks_of_a_checklist_can_be_taken_back(newcomer, lesson):
    (block,) = blocks_of(lesson, "checklist")
    record(newcomer, ticked(lesson, block, item="a"), ticked(lesson, block, item="b"))
    record(newcomer, ticked(lesson, block, item="a", checked=False, at=NOW + timedelta(minutes=1)))
    assert state_of(newcomer, lesson).checklist == {block: {"b"}}
    record(newcomer, ticked(lesson, block, item="a", at=NOW - timedelta(minutes=1)))  # an older tick arrives late
    assert state_of(newcomer, lesson).checklist == {block: {"b"}}


def test_she_resumes_at_block_and_language_where_she_stopped(newcomer, lesson):
    first, second = blocks_of(lesson)[:2]
    assert progress.get_resume(newcomer=newcomer) is None
    record(newcomer, seen(lesson, first), seen(lesson, second, at=NOW + timedelta(minutes=1), language="nl"))
    resume = progress.get_resume(newcomer=newcomer)
    assert (resume.lesson_key, resume.block_id, resume.language) == (lesson.translation_key, second, "nl")


def test_finished_and_archived_lessons_are_not_resumed(newcomer, lesson):
    other = make_lesson(title="Energie")
    record(newcomer, opened(other))
    record(newcomer, *walk_through(lesson, start=NOW + timedelta(minutes=1)))
    assert progress.get_resume(newcomer=newcomer).lesson_key == other.translation_key
    other.unpublish()
    assert progress.get_resume(newcomer=newcomer) is None


def test_clock_of_a_phone_is_a_claim(newcomer, lesson):
    day, minute = timedelta(days=1), timedelta(minutes=1)
    claims = [
        (-60 * minute, -60 * minute, ""),
        (4 * minute, 0 * minute, ""),
        (26 * 60 * minute, 0 * minute, "future"),
        (-89 * day, -89 * day, ""),
        (-400 * day, -90 * day, "too_old"),
    ]
    record(newcomer, *[opened(lesson, at=LATER + claimed) for claimed, _counted, _flag in claims])
    rows = Event.objects.order_by("pk").values_list("claimed_at", "occurred_at", "received_at", "clock_flag")
    assert list(rows) == [(LATER + claimed, LATER + counted, LATER, flag) for claimed, counted, flag in claims]


def test_archived_lesson_is_refused_by_name_and_the_rest_of_the_batch_kept(newcomer, lesson):
    gone = make_lesson(title="Oud")
    version = questions_of(gone)[0]
    gone.unpublish()
    batch = record(newcomer, answered(gone, version), opened(lesson))
    assert [(result.status, result.reason) for result in batch.results] == [
        ("refused", "lesson_archived"),
        ("stored", ""),
    ]
    assert list(Event.objects.values_list("lesson_key", flat=True)) == [lesson.translation_key]


def test_block_taken_out_of_the_lesson_is_still_understood(newcomer, case_worker, lesson):
    text, question = blocks_of(lesson)[0], questions_of(lesson)[0]
    record(newcomer, seen(lesson, text))
    del lesson.body[1], lesson.body[0]
    publish(lesson)
    reader_offline = make_newcomer(case_worker=case_worker, first_name="Olena")
    batch = record(reader_offline, seen(lesson, text), answered(lesson, question))
    assert [result.status for result in batch.results] == ["stored", "stored"]
    state = state_of(reader_offline, lesson)
    assert (state.answered_count, state.question_count) == (0, 1)  # a question that is gone counts for nothing


def refusal_of(newcomer, *events):
    with pytest.raises(progress.BadEvents) as refusal:
        record(newcomer, *events)
    assert not Event.objects.exists() and not LessonProgress.objects.exists()
    return refusal.value.code, refusal.value.http_status


NOBODY = str(uuid4())


def test_what_cannot_be_read_is_refused_and_nothing_is_stored(newcomer, lesson):
    event = answered(lesson, questions_of(lesson)[0])
    refused = {
        "unexpected_field": [{"score": 1}, {"is_correct": True}, {"newcomer": NOBODY}, {"item": "a"}],
        "bad_id": [{"id": "1"}, {"id": None}, {"lesson": "wonen"}, {"block": {"$ne": 1}}, {"version": None}],
        "bad_type": [{"type": "lesson.completed"}, {"type": ["question.answered"]}, {"type": None}],
        "bad_language": [{"language": "xx"}, {"language": 1}, {"language": ["ar"]}],
        "bad_time": [
            {"occurred_at": moment}
            for moment in (
                "gisteren",
                "2026-11-23T09:00:00",
                "0001-01-01T00:00:00+14:00",
                "9999-12-31T23:59:59-14:00",
                1_790_000_000,
                None,
            )
        ],
        "bad_field": [{"response": "a"}, {"response": None}],
    }
    for code, changes in refused.items():
        for change in changes:
            assert refusal_of(newcomer, opened(lesson), event | change) == (code, 400), change


def test_what_does_not_exist_is_refused_and_nothing_is_stored(newcomer, lesson):
    event = answered(lesson, questions_of(lesson)[0])
    foreign = questions_of(make_lesson(title="Anders"))[0]
    (checklist,) = blocks_of(lesson, "checklist")
    refused = [
        (event | {"response": {"choice": "\x00"}}, "invalid_response"),
        (event | {"response": {}}, "invalid_response"),
        (event | {"lesson": NOBODY}, "unknown_lesson"),
        (event | {"block": NOBODY}, "unknown_version"),
        (event | {"version": NOBODY}, "unknown_version"),
        (event | {"version": str(foreign.uuid)}, "unknown_version"),
        (answered(lesson, foreign), "unknown_version"),
        (seen(lesson, NOBODY), "unknown_block"),
        (opened(lesson, block=NOBODY), "unknown_block"),
        (ticked(lesson, blocks_of(lesson)[0]), "wrong_block"),
    ]
    for wrong, code in refused:
        assert refusal_of(newcomer, opened(lesson), wrong) == (code, 422), wrong
    for wrong in (ticked(lesson, checklist, item="a b"), ticked(lesson, checklist, checked=1)):
        assert refusal_of(newcomer, wrong) == ("bad_field", 400)
    assert refusal_of(newcomer, "opened") == ("not_an_object", 400)


def test_missing_field_is_refused(newcomer, lesson):
    event = answered(lesson, questions_of(lesson)[0])
    for name in ("id", "type", "lesson", "language", "occurred_at", "block", "version", "response"):
        rest = {field: value for field, value in event.items() if field != name}
        assert refusal_of(newcomer, rest) == ("missing_field", 400), name


def test_batch_has_1_to_500_events(newcomer, lesson):
    assert refusal_of(newcomer) == ("no_events", 400)
    assert refusal_of(newcomer, *[opened(lesson) for _ in range(501)]) == ("too_many_events", 400)
    assert len(record(newcomer, *[opened(lesson) for _ in range(500)]).results) == 500
    assert Event.objects.count() == 500


def test_events_answers_and_completions_are_never_changed_or_deleted(newcomer, lesson):
    record(newcomer, *walk_through(lesson))
    for model in (Event, Answer, Completion):
        row = model.objects.first()
        for attempt in (row.save, row.delete, model.objects.all().delete, lambda m=model: m.objects.update(newcomer=1)):
            with pytest.raises(AppendOnlyError):
                attempt()
