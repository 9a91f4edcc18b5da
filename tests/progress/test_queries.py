"""Reading progress costs the same, however much there is; and no single answer is in what staff see."""

from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from core.compiled import CompiledWrite
from core.privacy import list_rules
from lessons import api as lessons
from people.models import Newcomer
from progress import api as progress
from progress.models import Answer, Completion, Event, LessonProgress
from tests.factories import NOW, make_newcomer

from .factories import answered, blocks_of, make_module, opened, questions_of, ticked, walk_through

RECEIVED = NOW + timedelta(days=1)


def record(newcomer, events):
    return progress.record_events(newcomer=newcomer, events=events, received_at=RECEIVED)


def lessons_of(module):
    return [page.specific for page in module.get_children()]


@pytest.mark.parametrize("number_of_lessons", [1, 3])
def test_pages_of_a_newcomer_cost_the_same_for_one_and_three_lessons(
    newcomer, number_of_lessons, django_assert_num_queries
):
    module = make_module(lessons_wanted=number_of_lessons, kinds=("single",))
    pages = lessons_of(module)
    for lesson in pages:
        record(newcomer, walk_through(lesson))
    with django_assert_num_queries(1):
        state = progress.get_lesson_state(newcomer=newcomer, lesson_key=pages[0].translation_key)
    assert state.is_complete
    with django_assert_num_queries(2):
        overview = progress.get_overview(newcomer=newcomer)
    assert set(overview.lessons) == {page.translation_key for page in pages}
    assert overview.count_complete(page.translation_key for page in pages) == number_of_lessons
    assert set(overview.modules_completed) == {module.translation_key}
    with django_assert_num_queries(1):
        assert len(progress.list_completions(newcomer=newcomer)) == number_of_lessons + 1
    with django_assert_num_queries(1):
        assert progress.get_resume(newcomer=newcomer) is None


def test_lesson_never_opened_is_empty_and_costs_one_query(newcomer, lesson, django_assert_num_queries):
    with django_assert_num_queries(1):
        state = progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key)
    assert state == progress.LessonState()


@pytest.mark.parametrize("number_of_newcomers", [1, 3])
def test_staff_see_how_far_everybody_is_in_two_queries(case_worker, number_of_newcomers, django_assert_num_queries):
    module = make_module(lessons_wanted=2, kinds=("single",))
    first, second = lessons_of(module)
    people = [make_newcomer(case_worker=case_worker) for _ in range(number_of_newcomers)]
    idle = make_newcomer(case_worker=case_worker)
    for person in people:
        record(person, [*walk_through(first), opened(second, at=NOW + timedelta(hours=1))])
    everybody = list(Newcomer.objects.filter(pk__in=[person.pk for person in [*people, idle]]))
    with django_assert_num_queries(2):
        summaries = progress.list_progress_summaries(everybody)
    busy = progress.ProgressSummary(
        lessons_started=2, lessons_completed=1, modules_completed=0, last_activity_at=NOW + timedelta(hours=1)
    )
    assert summaries == {person.pk: busy for person in people} | {idle.pk: progress.ProgressSummary()}
    assert not {"answers", "correct", "response"} & {field.name for field in fields(progress.ProgressSummary)}


def questions_are_remembered(lesson):
    for version in questions_of(lesson):
        assessments.get_question_version(version_id=version.uuid)


def count_writes(newcomer, events):
    """Statements of one batch, without the marks of the transaction, once everything is warm."""
    with CaptureQueriesContext(connection) as captured:
        record(newcomer, events)
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [query["sql"] for query in captured if not query["sql"].startswith(marks)]


def without_stamps(statements):
    """Outside a request lessons ask for the content's stamp at each call; within one it is asked for once."""
    return [sql for sql in statements if "mo_lessons_contentgeneration" not in sql]


def test_answer_costs_few_statements(newcomer, lesson):
    """The first in a lesson, and those that may complete something, need the lock; others do not where one statement does."""
    version = questions_of(lesson)[0]
    lessons.get_outline(lesson_key=lesson.translation_key)
    questions_are_remembered(lesson)
    is_alone = CompiledWrite.is_possible()
    assert len(without_stamps(count_writes(newcomer, [answered(lesson, version)]))) == (8 if is_alone else 7)
    assert len(without_stamps(count_writes(newcomer, [answered(lesson, version)]))) == (2 if is_alone else 5)


def test_completing_the_lesson_and_the_module_with_its_plan_costs_few_statements(newcomer, lesson):
    *before, last = walk_through(lesson)[:-1]
    record(newcomer, before)
    questions_are_remembered(lesson)
    statements = without_stamps(count_writes(newcomer, [last]))
    others = [sql for sql in statements if "mo_plans_" in sql or "mo_interop_" in sql]
    assert Completion.objects.count() == 2
    # (the summary without a lock;) lock, known events; newcomer, known completions, completions; event, answer, summary
    assert len(statements) - len(others) <= 10
    assert len(others) <= 8  # the plan, its evidence and message, and who is to be told


def test_batch_of_many_costs_as_much_as_one_of_few(newcomer, lesson):
    version = questions_of(lesson)[0]
    record(newcomer, [opened(lesson)])
    questions_are_remembered(lesson)
    few = count_writes(newcomer, [answered(lesson, version) for _ in range(2)])
    many = count_writes(newcomer, [answered(lesson, version) for _ in range(60)])
    assert len(many) == len(few)


def test_everything_of_a_person_is_exported_and_erased(newcomer, case_worker, lesson):
    other = make_newcomer(case_worker=case_worker)
    for person in (newcomer, other):
        record(person, [*walk_through(lesson), ticked(lesson, blocks_of(lesson, "checklist")[0])])
    rules = {rule.model: rule for rule in list_rules()}
    counts = {Event: 10, Answer: 2, LessonProgress: 1, Completion: 2}
    for model, count in counts.items():
        assert len(rules[model].export(newcomer)) == count
    for model in (Answer, Event, LessonProgress, Completion):
        rules[model].erase(newcomer, NOW)
    for model, count in counts.items():
        assert (model.objects.filter(newcomer=newcomer).count(), model.objects.filter(newcomer=other).count()) == (
            0,
            count,
        )
