"""Lessons and modules become complete once, by a frozen rule, and stay so."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from curriculum.models import DatedRule
from people.enums import Role
from progress import api as progress
from progress.models import Answer, Completion, Event
from progress.signals import completion_recorded
from tests.factories import NOW, StaffFactory
from tests.signing_in import sign_in_staff

from .factories import (
    answered,
    blocks_of,
    finished,
    make_lesson,
    make_module,
    make_question_block,
    opened,
    publish,
    questions_of,
    seen,
    walk_through,
)

LATER = NOW + timedelta(hours=2)


def record(newcomer, *events, received_at=LATER):
    return progress.record_events(newcomer=newcomer, events=list(events), received_at=received_at)


@pytest.fixture
def heard():
    """The completions that were announced."""
    found = []

    def listen(sender, *, completion, **kwargs):
        found.append((completion.kind, completion.key))

    completion_recorded.connect(listen)
    yield found
    completion_recorded.disconnect(listen)


def lessons_of(module):
    return [page.specific for page in module.get_children()]


def test_lesson_is_complete_when_all_is_answered_and_the_end_was_seen(newcomer, heard):
    lesson = make_lesson(languages=("nl", "ar"))
    single, statement = questions_of(lesson)
    end = blocks_of(lesson)[-1]
    record(newcomer, answered(lesson, single, right=False), seen(lesson, end, at=NOW + timedelta(minutes=2)))
    assert heard == []
    batch = record(newcomer, answered(lesson, statement, at=NOW + timedelta(minutes=1)))
    assert batch.standings[lesson.translation_key].is_complete
    completion = Completion.objects.get(kind="lesson")
    assert completion.key == lesson.translation_key
    assert completion.completed_at == NOW + timedelta(minutes=2)  # when she was done, not when we heard of it
    assert completion.received_at == LATER
    assert completion.title == {"nl": "Huren", "ar": "الإيجار"}
    assert completion.revision_id == lesson.live_revision_id
    assert completion.nominal_minutes == 25
    assert heard[0] == ("lesson", lesson.translation_key)


def test_completion_freezes_its_rule_and_what_it_asked_for(newcomer, lesson):
    record(newcomer, *walk_through(lesson))
    assert Completion.objects.get(kind="lesson").rule == {
        "code": "lesson",
        "regime": "flanders",
        "requires": {"questions": "answered", "end": "reached"},
        "valid_from": "2022-03-01",
        "source": "MO-platform",
        "confidence": "assumption",
        "revision": None,  # a rule made by a test has no history
        "asked": {"questions": blocks_of(lesson, "question"), "last_block": blocks_of(lesson)[-1]},
    }


def test_finishing_without_answering_completes_nothing(newcomer, lesson):
    record(newcomer, *[seen(lesson, block) for block in blocks_of(lesson)], finished(lesson))
    assert not Completion.objects.exists()


def test_without_a_script_the_finish_button_is_the_end(newcomer, lesson):
    record(newcomer, *[answered(lesson, version) for version in questions_of(lesson)])
    assert not Completion.objects.exists()
    record(newcomer, finished(lesson))
    assert Completion.objects.filter(kind="lesson").count() == 1


def test_module_is_complete_with_its_last_lesson_and_once(newcomer, heard):
    module = make_module(lessons_wanted=2, languages=("nl", "ar"))
    first, second = lessons_of(module)
    record(newcomer, *walk_through(second, start=NOW + timedelta(minutes=30), language="nl"))
    assert Completion.objects.filter(kind="module").count() == 0
    record(newcomer, *walk_through(first))
    completion = Completion.objects.get(kind="module")
    assert (completion.key, completion.nominal_minutes) == (module.translation_key, 25 + 25)
    assert completion.title == {"nl": "Wonen", "ar": "السكن"}
    assert completion.rule["asked"] == {"lessons": [str(first.translation_key), str(second.translation_key)]}
    by_lesson = Completion.objects.filter(kind="lesson").values_list("completed_at", flat=True)
    assert completion.completed_at == max(by_lesson)
    record(newcomer, *walk_through(first, start=NOW + timedelta(minutes=60)), finished(second))
    assert Completion.objects.count() == 3
    assert heard == [
        ("lesson", second.translation_key),
        ("lesson", first.translation_key),
        ("module", module.translation_key),
    ]


def test_whole_module_in_one_batch_in_any_order(newcomer):
    module = make_module(lessons_wanted=2)
    events = [event for lesson in lessons_of(module) for event in walk_through(lesson)]
    record(newcomer, *reversed(events))
    assert sorted(Completion.objects.values_list("kind", flat=True)) == ["lesson", "lesson", "module"]


def test_lesson_that_changes_later_stays_complete_and_keeps_its_date(newcomer, lesson):
    record(newcomer, *walk_through(lesson))
    before = list(Completion.objects.values())
    lesson.body = [*lesson.body.get_prep_value(), make_question_block("multiple")]
    changed = publish(lesson)
    assert len(questions_of(changed)) == 3
    batch = record(newcomer, opened(lesson), received_at=LATER + timedelta(days=1))
    assert batch.standings[lesson.translation_key].is_complete
    assert progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key).is_complete
    assert list(Completion.objects.values()) == before


def test_earlier_event_that_arrives_later_does_not_change_the_date(newcomer, lesson):
    record(newcomer, *walk_through(lesson))
    before = list(Completion.objects.values())
    record(newcomer, *walk_through(lesson, start=NOW - timedelta(days=2)))
    assert list(Completion.objects.values()) == before


def test_stricter_rule_judges_only_what_is_done_after_it(newcomer, lesson):
    make_stricter(from_day=date(2026, 11, 23))
    other = make_lesson(title="Vroeger gedaan")
    record(newcomer, *walk_through(other, start=NOW - timedelta(days=3), right=False))
    record(newcomer, *walk_through(lesson, right=False))
    assert list(Completion.objects.filter(kind="lesson").values_list("key", flat=True)) == [other.translation_key]
    record(newcomer, *walk_through(lesson, start=NOW + timedelta(minutes=30)))
    completion = Completion.objects.get(key=lesson.translation_key)
    assert (completion.rule["requires"]["questions"], completion.rule["source"]) == ("correct", "test")


def test_without_a_rule_in_force_nothing_is_complete_and_nothing_is_lost(newcomer, lesson):
    for rule in DatedRule.objects.filter(kind="completion"):
        rule.valid_until = date(2023, 1, 1)
        rule.save()
    batch = record(newcomer, *walk_through(lesson))
    assert {result.status for result in batch.results} == {"stored"}
    assert not Completion.objects.exists()


def test_module_whose_missing_lesson_was_archived_is_complete_when_she_finishes_again(newcomer):
    module = make_module(lessons_wanted=2)
    first, second = lessons_of(module)
    record(newcomer, *walk_through(first))
    second.unpublish()
    assert not Completion.objects.filter(kind="module").exists()
    record(newcomer, finished(first, at=NOW + timedelta(hours=1)))
    assert Completion.objects.get(kind="module").rule["asked"] == {"lessons": [str(first.translation_key)]}


def test_listener_that_fails_costs_nobody_her_answer(newcomer, lesson, caplog):
    def fail(sender, *, completion, **kwargs):
        raise RuntimeError("the plan is broken")

    completion_recorded.connect(fail)
    try:
        batch = record(newcomer, *walk_through(lesson))
    finally:
        completion_recorded.disconnect(fail)
    assert {result.status for result in batch.results} == {"stored"}
    assert (Answer.objects.count(), Event.objects.count(), Completion.objects.count()) == (2, 9, 2)
    assert "failed on completion" in caplog.text


def test_plan_hears_of_the_module_in_the_same_transaction(newcomer, lesson):
    record(newcomer, *walk_through(lesson))
    evidence = newcomer.plan.evidence.get()
    assert (evidence.minutes, evidence.titles["nl"]) == (25, "Wonen")


def test_rule_that_cannot_judge_completes_nothing_and_costs_nobody_her_answer(newcomer, lesson, caplog):
    rule = DatedRule.objects.get(kind="completion", code="lesson", regime="flanders")
    rule.value = {"questions": "most"}  # the screen refuses this; a hand in the database does not
    rule.save()
    batch = record(newcomer, *walk_through(lesson))
    assert {result.status for result in batch.results} == {"stored"}
    assert not Completion.objects.exists()
    assert "cannot be used" in caplog.text


def test_rule_of_her_region_judges(newcomer, lesson):
    rule = DatedRule.objects.get(kind="completion", code="lesson", regime="brussels")
    rule.value = {"questions": "correct", "end": "reached"}
    rule.save()
    newcomer.profile.region = "brussels"
    newcomer.profile.save()
    record(newcomer, *walk_through(lesson, right=False))
    assert not Completion.objects.exists()
    record(newcomer, *walk_through(lesson, start=NOW + timedelta(minutes=30)))
    assert Completion.objects.get(kind="lesson").rule["regime"] == "brussels"


def test_what_an_administrator_changes_judges_and_is_frozen_with_its_revision(client, office, newcomer, lesson):
    """The rule in the CMS is the one that judges: end the shipped one, add one's own, both in the history."""
    sign_in_staff(client, StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office))
    rule = DatedRule.objects.get(kind="completion", code="lesson", regime="flanders")
    form = {
        "kind": "completion",
        "code": "lesson",
        "regime": "flanders",
        "anchor": "none",
        "value": '{"questions": "correct", "end": "none"}',
        "valid_from": "2022-03-01",
        "valid_until": "",
        "source_name": "Besluit van het team",
        "source_url": "",
        "confidence": "assumption",
        "checked_on": "",
        "note": "",
    }
    url = reverse("wagtailsnippets_mo_curriculum_datedrule:edit", args=[rule.pk])
    assert client.post(url, form | {"value": '{"lessons": "all"}'}).status_code == 200  # a lesson is judged otherwise
    assert client.post(url, form).status_code == 302
    rule.refresh_from_db()

    record(newcomer, *walk_through(lesson, right=False))
    assert not Completion.objects.exists()
    record(newcomer, *[answered(lesson, version) for version in questions_of(lesson)])

    frozen = Completion.objects.get(kind="lesson").rule
    assert frozen["requires"] == {"questions": "correct", "end": "none"}
    assert (frozen["source"], frozen["revision"]) == ("Besluit van het team", rule.latest_revision_id)
    assert rule.latest_revision_id is not None


def make_stricter(*, from_day):
    """End the shipped rule for lessons the day before, and let one that wants right answers follow."""
    shipped = DatedRule.objects.get(kind="completion", code="lesson", regime="flanders")
    shipped.valid_until = from_day
    shipped.save()
    DatedRule.objects.create(
        kind="completion",
        code="lesson",
        regime="flanders",
        value={"questions": "correct", "end": "reached"},
        valid_from=from_day,
        source_name="test",
        confidence="assumption",
    )
