"""One event needs no lock: with its answer and the summary it is written by one statement, if the summary still stands."""

from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from core.compiled import CompiledWrite
from progress import api as progress
from progress.models import Answer, Event, LessonProgress
from tests.concurrency import run_at_once
from tests.factories import NOW, make_newcomer

from .factories import answered, make_lesson, opened, questions_of

pytestmark = pytest.mark.skipif(
    not CompiledWrite.is_possible(), reason="PostgreSQL alone writes it all in one statement"
)
WRITE = CompiledWrite([Event, Answer], LessonProgress, points="event")


@pytest.fixture
def version(lesson):
    return next(iter(assessments.current_versions(lesson_key=lesson.translation_key).values()))


@pytest.fixture
def row(newcomer, lesson):
    return LessonProgress.objects.create(newcomer=newcomer, lesson_key=lesson.translation_key)


def make_event(row, **changes):
    fields = {"event_id": uuid4(), "type": "question.answered", "lesson_key": row.lesson_key, "language": "nl"}
    moments = dict.fromkeys(("claimed_at", "occurred_at", "received_at"), NOW)
    return Event(newcomer=row.newcomer, **(fields | moments | changes))


def make_answer(event, version, number=1):
    scores = {"response": {"value": True}, "is_correct": True, "points": 1, "max_points": 1}
    return Answer(
        newcomer=event.newcomer, event=event, question_id=version.question_id, version=version, number=number, **scores
    )


def test_all_rows_are_there_and_point_to_each_other(row, version):
    event = make_event(row, data={"item": "a%s"}, clock_flag="future")
    answer, row.answered_count = make_answer(event, version), 1
    with CaptureQueriesContext(connection) as asked:
        assert WRITE.write([event, answer], row)
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 1
    stored = Event.objects.get()
    assert (stored.pk, stored.data, stored.clock_flag, stored.device) == (event.pk, {"item": "a%s"}, "future", None)
    assert not event._state.adding
    assert Answer.objects.get().pk == answer.pk and Answer.objects.get().event == event
    assert (LessonProgress.objects.get().answered_count, LessonProgress.objects.get().version) == (1, 1)
    assert row.version == 1 and answer.event_id == event.pk


def test_nothing_is_stored_when_somebody_changed_the_summary_meanwhile(row, version):
    stale = LessonProgress.objects.get()
    first = make_event(row)
    assert WRITE.write([first, make_answer(first, version)], row)
    stale.answered_count = 9
    event = make_event(row)
    assert not WRITE.write([event, make_answer(event, version, number=2)], stale)
    assert Event.objects.get() == first
    assert (LessonProgress.objects.get().answered_count, stale.version, event.pk) == (0, 0, None)


def test_nothing_is_stored_when_the_summary_is_gone(row):
    LessonProgress.objects.all().delete()
    assert not CompiledWrite([Event], LessonProgress).write([make_event(row)], row)
    assert not Event.objects.exists()


def test_all_is_refused_when_one_row_is(row, version):
    first = make_event(row)
    WRITE.write([first, make_answer(first, version)], row)
    second = make_event(row)
    row.answered_count = 9
    with pytest.raises(IntegrityError):
        WRITE.write([second, make_answer(second, version, number=1)], row)  # the number is taken
    assert Event.objects.get() == first  # the transaction around it goes on
    assert LessonProgress.objects.get().answered_count == 0


def test_a_text_too_long_for_its_column_is_refused_not_cut(row):
    with pytest.raises(DataError), transaction.atomic():
        CompiledWrite([Event], LessonProgress).write([make_event(row, language="x" * 11)], row)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_second_answer_takes_no_lock_and_no_transaction(newcomer):
    lesson = make_lesson()
    question = questions_of(lesson)[0]
    record(newcomer, opened(lesson))
    with CaptureQueriesContext(connection) as asked:
        assert record(newcomer, answered(lesson, question)).results[0].status == "stored"
    assert not [
        query["sql"]
        for query in asked
        if query["sql"].startswith(("BEGIN", "SAVEPOINT")) or "FOR NO KEY" in query["sql"]
    ]


def test_answers_at_once_that_meet_are_all_counted(threaded_database):
    newcomer, lesson = make_newcomer(), make_lesson()
    question = questions_of(lesson)[0]
    record(newcomer, opened(lesson))
    for _ in range(5):
        run_at_once(*[lambda: record(newcomer, answered(lesson, question)) for _ in range(4)])
    assert sorted(Answer.objects.values_list("number", flat=True)) == list(range(1, 21))
    assert LessonProgress.objects.get().state["answers"][str(question.question.block_id)]["tries"] == 20


def record(newcomer, event):
    return progress.record_events(newcomer=newcomer, events=[event], received_at=NOW)
