"""Whatever is sent, how often, in which order: the sum is the same, and equals a small model that folds nothing."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from progress import api as progress
from progress.domain.rebuilding import rebuild_progress
from progress.models import Answer, Completion, Event, LessonProgress
from tests.factories import NOW, make_newcomer

from . import model
from .factories import answered, blocks_of, finished, make_lesson, opened, questions_of, seen, ticked, wrong_response

RECEIVED = NOW + timedelta(days=1)


class Phones(RuleBasedStateMachine):
    """Several phones of one newcomer send, send again, and send the same things shuffled."""

    lesson = None
    case_worker = None

    def __init__(self):
        super().__init__()
        self.newcomer = make_newcomer(case_worker=self.case_worker)
        self.sent = {}
        self.was_complete = False
        self.questions = questions_of(self.lesson)
        self.blocks = blocks_of(self.lesson)
        self.checklist = blocks_of(self.lesson, "checklist")[0]

    def send(self, events):
        new = {event["id"] for event in events} - set(self.sent)
        batch = progress.record_events(newcomer=self.newcomer, events=events, received_at=RECEIVED)
        stored = {result.id for result in batch.results if result.status == "stored"}
        assert stored == new
        self.sent |= {event["id"]: event for event in events}

    @rule(data=st.data(), number=st.integers(1, 4))
    def new_events(self, data, number):
        self.send([self.draw_event(data) for _ in range(number)])

    @rule(data=st.data())
    def everything_again_shuffled(self, data):
        if self.sent:
            self.send(data.draw(st.permutations(list(self.sent.values()))))

    @rule(data=st.data())
    def part_again_with_something_new(self, data):
        old = data.draw(st.lists(st.sampled_from(sorted(self.sent)), max_size=3)) if self.sent else []
        events = [self.sent[id_] for id_ in old] + [self.draw_event(data)]
        self.send(data.draw(st.permutations(events)))

    def draw_event(self, data):
        # Few moments, so that events often claim the same one.
        how = {
            "at": NOW + timedelta(minutes=data.draw(st.integers(0, 3))),
            "language": data.draw(st.sampled_from(["nl", "ar"])),
        }
        kind = data.draw(st.sampled_from(["opened", "seen", "answered", "answered", "ticked", "finished"]))
        if kind == "opened":
            return opened(self.lesson, **how)
        if kind == "seen":
            return seen(self.lesson, data.draw(st.sampled_from(self.blocks)), **how)
        if kind == "answered":
            version = data.draw(st.sampled_from(self.questions))
            return answered(self.lesson, version, right=data.draw(st.booleans()), **how)
        if kind == "ticked":
            item, checked = data.draw(st.sampled_from(["a", "b"])), data.draw(st.booleans())
            return ticked(self.lesson, self.checklist, item=item, checked=checked, **how)
        return finished(self.lesson, **how)

    @invariant()
    def sum_equals_the_model(self):
        if not self.sent:
            return
        state = progress.get_lesson_state(newcomer=self.newcomer, lesson_key=self.lesson.translation_key)
        assert model.read(state) == model.add_up(self.sent.values(), is_right=self.is_right)

    def is_right(self, event):
        version = next(version for version in self.questions if str(version.uuid) == event["version"])
        return event["response"] != wrong_response(version)

    @invariant()
    def rows_are_counted_once(self):
        assert Event.objects.filter(newcomer=self.newcomer).count() == len(self.sent)
        for version in self.questions:
            numbers = Answer.objects.filter(newcomer=self.newcomer, question=version.question_id)
            found = sorted(numbers.values_list("number", flat=True))
            assert found == list(range(1, len(found) + 1))

    @invariant()
    def complete_is_what_the_model_says_and_stays(self):
        questions = {str(version.question.block_id) for version in self.questions}
        met_at = model.find_completion(self.sent.values(), questions=questions, last_block=self.blocks[-1])
        is_complete = met_at is not None
        assert is_complete >= self.was_complete
        self.was_complete = is_complete
        kinds = Completion.objects.filter(newcomer=self.newcomer).values_list("kind", flat=True)
        assert sorted(kinds) == (["lesson", "module"] if is_complete else [])

    @invariant()
    def rebuilding_from_the_events_changes_nothing(self):
        def read():
            rows = LessonProgress.objects.filter(newcomer=self.newcomer).values()
            return [row | {"version": None} for row in rows]  # it counts changes, the rebuilding too

        before = read()
        for row in before:
            rebuild_progress(newcomer=self.newcomer, lesson_key=row["lesson_key"])
        assert read() == before


@pytest.mark.django_db
def test_sum_does_not_depend_on_order_or_repetition(case_worker):
    Phones.lesson, Phones.case_worker = make_lesson(), case_worker
    run_state_machine_as_test(
        Phones,
        settings=settings(
            max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
