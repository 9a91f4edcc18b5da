"""An event, its answer and the summary are written by one statement, all or none."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from core.compiled import CompiledInsert, CompiledUpdate, CompiledWrite
from progress.models import Answer, Event, LessonProgress
from tests.factories import NOW


class TestSeveralRowsAtOnce:
    WRITE = CompiledWrite(
        [CompiledInsert(Event), CompiledInsert(Answer)], CompiledUpdate(LessonProgress), points="event"
    )

    @pytest.fixture
    def version(self, lesson):
        return next(iter(assessments.current_versions(lesson_key=lesson.translation_key).values()))

    @pytest.fixture
    def row(self, newcomer, lesson):
        return LessonProgress.objects.create(newcomer=newcomer, lesson_key=lesson.translation_key)

    def make_event(self, newcomer, row, **changes):
        fields = {"event_id": uuid4(), "type": "question.answered", "lesson_key": row.lesson_key, "language": "nl"}
        moments = dict.fromkeys(("claimed_at", "occurred_at", "received_at"), NOW)
        return Event(newcomer=newcomer, **(fields | moments | changes))

    def make_answer(self, event, version, number=1):
        scores = {"response": {"value": True}, "is_correct": True, "points": 1, "max_points": 1}
        return Answer(
            newcomer=event.newcomer,
            event=event,
            question_id=version.question_id,
            version=version,
            number=number,
            **scores,
        )

    def test_are_there_and_point_to_each_other(self, newcomer, row, version):
        event = self.make_event(newcomer, row)
        answer, row.answered_count = self.make_answer(event, version), 1
        with CaptureQueriesContext(connection) as asked:
            self.WRITE.write([event, answer], row)
        assert len(asked) == (1 if connection.vendor == "postgresql" else 3)
        assert Event.objects.get().pk == event.pk and not event._state.adding
        assert Answer.objects.get().pk == answer.pk and Answer.objects.get().event == event
        assert answer.event_id == event.pk
        assert LessonProgress.objects.get().answered_count == 1

    def test_are_all_refused_when_one_is(self, newcomer, row, version):
        first = self.make_event(newcomer, row)
        self.WRITE.write([first, self.make_answer(first, version)], row)
        second = self.make_event(newcomer, row)
        row.answered_count = 9
        with pytest.raises(IntegrityError), transaction.atomic():
            self.WRITE.write([second, self.make_answer(second, version, number=1)], row)  # the number is taken
        assert Event.objects.get() == first
        assert LessonProgress.objects.get().answered_count == 0

    def test_are_refused_without_the_row_to_change(self, newcomer, row):
        LessonProgress.objects.all().delete()
        write = CompiledWrite([CompiledInsert(Event)], CompiledUpdate(LessonProgress))
        with pytest.raises(LessonProgress.NotUpdated), transaction.atomic():
            write.write([self.make_event(newcomer, row)], row)
        assert not Event.objects.exists()
