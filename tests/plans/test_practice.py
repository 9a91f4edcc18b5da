"""The time of the voortraject is evidence for the support in her plan, through the doors of MO; never for a component."""

from datetime import date, timedelta

import pytest

from plans import api as plans
from plans.domain.practice import LONGEST_TASK, TOLD_EVERY, PracticeFacts, apply_practice
from plans.enums import DecisionKind, MessageType, SupportStatus
from plans.models import Evidence, OutboxMessage, PendingUpdate, SupportEvidence
from plans.signals import message_written
from pretrajectory import api as pretrajectory
from pretrajectory.models import TaskReport
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.pretrajectory.factories import after, begin, load_tasks, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return StaffFactory()


@pytest.fixture
def amal(worker):
    load_tasks()
    return make_newcomer(case_worker=worker)


def do_task(newcomer, *, at=NOW, **report):
    task_try = begin(newcomer, at=at)
    made = make_report(task_try, **report)
    pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=made, at=after(task_try))
    return task_try, made


def practise(newcomer, seconds: int, number: int) -> None:
    facts = PracticeFacts(f"task-{number}", newcomer.pk, "touch", seconds, NOW)
    apply_practice(facts=facts, at=NOW)


def list_told(newcomer) -> list[dict]:
    rows = OutboxMessage.objects.filter(plan__newcomer=newcomer, type=MessageType.SUPPORT_CHANGED)
    return [row.data for row in rows.order_by("sequence")]


def test_the_first_task_sets_the_voortraject_running_and_is_told_in_the_same_transaction(amal):
    task_try, made = do_task(amal)
    support = plans.get_support(newcomer=amal)
    assert (support.status, support.tasks) == (SupportStatus.RUNNING, 1)
    evidence = SupportEvidence.objects.get()
    assert evidence.seconds == round(made["steps"][-1]["t"] / 1000) and evidence.skill == task_try.version.skill
    assert [(told["from"], told["to"], told["practised_minutes"]) for told in list_told(amal)] == [("", "running", 0)]

    plan = plans.get_plan(newcomer=amal, on=date(2026, 11, 23))
    assert plan.list_decisions([DecisionKind.SUPPORT])[0].decided_by == ""
    assert plan.evidence_minutes == 0 and not Evidence.objects.exists()
    assert {part.status for part in plan.components} == {"undecided"}


def test_sent_again_it_counts_once(amal):
    task_try, made = do_task(amal)
    pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=made, at=after(task_try))
    assert plans.get_support(newcomer=amal).tasks == 1 == len(list_told(amal))


def test_what_is_doubted_or_took_no_time_is_no_evidence(amal):
    do_task(amal, steps=[], gave_up=True)
    task_try = begin(amal)
    steps = make_report(task_try)["steps"]
    made = make_report(task_try, steps=[*steps[:-1], steps[-1] | {"t": 3_600_000}])  # longer than since it was given
    pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=made, at=after(task_try))
    assert TaskReport.objects.exclude(doubt="").count() == 1
    assert plans.get_support(newcomer=amal) == plans.SupportView(None, None, 0, 0)


def test_of_a_task_left_open_only_a_bounded_time_counts(amal):
    task_try = begin(amal)
    steps = make_report(task_try)["steps"]
    steps[-1] = steps[-1] | {"t": 3_600_000}
    made = make_report(task_try, steps=steps)
    pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=made, at=after(task_try, 4_000))
    assert SupportEvidence.objects.get().seconds == LONGEST_TASK


def test_others_hear_of_it_again_at_each_half_hour(amal):
    for number in range(8):
        practise(amal, LONGEST_TASK, number)
    assert TOLD_EVERY == 6 * LONGEST_TASK
    assert [(told["from"], told["practised_minutes"]) for told in list_told(amal)] == [("", 5), ("running", 30)]


@pytest.mark.parametrize("voortraject", ["bypassed", "stopped"])
def test_what_a_person_decided_stays_whatever_she_practises(amal, worker, voortraject):
    plans.choose_study_form(
        plan=plans.get_plan_record(newcomer=amal),
        form="class",
        voortraject=voortraject,
        reason="Zij kiest voor de klas.",
        by=worker,
        at=NOW,
    )
    do_task(amal)
    support = plans.get_support(newcomer=amal)
    assert (support.status, support.tasks) == (voortraject, 1)


def test_an_error_in_the_plan_refuses_no_report_and_the_sweeper_catches_up(amal):
    def broken(**kwargs):
        raise RuntimeError

    message_written.connect(broken)
    try:
        do_task(amal)
        assert TaskReport.objects.count() == 1 and not SupportEvidence.objects.exists()
        assert PendingUpdate.objects.get().error == "RuntimeError"
    finally:
        message_written.disconnect(broken)
    assert plans.sweep_pending_updates(at=NOW + timedelta(minutes=10)) == 1
    assert plans.get_support(newcomer=amal).tasks == 1 == len(list_told(amal))
