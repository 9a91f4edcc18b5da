"""Two tabs, two phones, one person: the same at the same moment is one effect."""

import random
from datetime import timedelta

import pytest

from people.models import Newcomer
from plans.models import Evidence
from progress import api as progress
from progress.models import Answer, Completion, Event, LessonProgress
from tests.concurrency import run_at_once
from tests.factories import NOW, make_newcomer

from .factories import answered, make_module, opened, questions_of, walk_through

RECEIVED = NOW + timedelta(hours=3)


@pytest.fixture
def module(threaded_database):
    return make_module(lessons_wanted=2, kinds=("single",))


@pytest.fixture
def learner(threaded_database):
    return make_newcomer()


def sender(learner, events):
    def send():
        own = Newcomer.objects.get(pk=learner.pk)
        return progress.record_events(newcomer=own, events=events, received_at=RECEIVED)

    return send


def lessons_of(module):
    return [page.specific for page in module.get_children()]


def test_same_batch_three_times_shuffled_from_two_tabs_is_one_effect(module, learner):
    batch = [event for lesson in lessons_of(module) for event in walk_through(lesson)]
    shuffled = random.Random(7).sample(batch, len(batch))
    results = run_at_once(sender(learner, batch), sender(learner, shuffled), sender(learner, batch[::-1]))
    statuses = [result.status for batch_result in results for result in batch_result.results]
    assert (statuses.count("stored"), statuses.count("duplicate")) == (len(batch), 2 * len(batch))
    assert (Event.objects.count(), Answer.objects.count(), LessonProgress.objects.count()) == (len(batch), 2, 2)
    assert sorted(Completion.objects.values_list("kind", flat=True)) == ["lesson", "lesson", "module"]
    assert Evidence.objects.count() == 1


def test_same_answer_from_four_tabs_counts_once(module, learner):
    lesson = lessons_of(module)[0]
    event = answered(lesson, questions_of(lesson)[0])
    results = run_at_once(*[sender(learner, [event])] * 4)
    assert sorted(batch.results[0].status for batch in results) == ["duplicate"] * 3 + ["stored"]
    assert {batch.results[0].is_correct for batch in results} == {True}
    assert list(Answer.objects.values_list("number", flat=True)) == [1]


def test_different_answers_at_once_are_numbered_without_a_gap(module, learner):
    lesson = lessons_of(module)[0]
    version = questions_of(lesson)[0]
    run_at_once(*[sender(learner, [answered(lesson, version)]) for _ in range(4)])
    assert sorted(Answer.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    state = progress.get_lesson_state(newcomer=learner, lesson_key=lesson.translation_key)
    assert state.answers[str(version.question.block_id)].tries == 4


def test_same_id_for_two_lessons_at_once_counts_for_one(module, learner):
    first, second = lessons_of(module)
    event = opened(first)
    results = run_at_once(sender(learner, [event]), sender(learner, [event | {"lesson": str(second.translation_key)}]))
    assert sorted(batch.results[0].status for batch in results) == ["refused", "stored"]
    assert Event.objects.count() == 1


def test_last_two_lessons_completed_at_once_complete_the_module(module, learner):
    first, second = lessons_of(module)
    run_at_once(sender(learner, walk_through(first)), sender(learner, walk_through(second)))
    assert sorted(Completion.objects.values_list("kind", flat=True)) == ["lesson", "lesson", "module"]
