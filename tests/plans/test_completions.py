"""What she completes becomes evidence in her plan, once, in the same transaction, and never costs her an answer."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from plans import api as plans
from plans.domain.completions import CompletionFacts, apply_completion, follow_completion
from plans.models import Evidence, OutboxMessage, PendingUpdate, Plan, PlanComponent
from plans.signals import message_written
from tests.factories import NOW, make_newcomer

from .factories import make_completion


def mo_status(plan):
    return str(PlanComponent.objects.get(plan=plan, code="MO").status)


def told(plan):
    return list(plan.messages.filter(type__contains="module_completed").order_by("sequence"))


@pytest.fixture
def planned(plan, case_worker):
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    return plan


@pytest.fixture
def broken_listener():
    """Somebody above who fails while the message is being written: the whole change of the plan must fall back."""

    def fail(sender, **kwargs):
        raise RuntimeError("the listener is broken")

    message_written.connect(fail)
    yield fail
    message_written.disconnect(fail)


def test_the_first_module_sets_mo_running_and_is_told_with_its_minutes(planned):
    completion = make_completion(planned.newcomer_id)
    follow_completion(completion=completion, at=NOW)
    assert mo_status(planned) == "running"
    evidence = Evidence.objects.get(plan=planned)
    assert (evidence.minutes, evidence.titles["ar"], evidence.is_late) == (120, "السكن", False)
    assert told(planned)[0].data == {
        "component": "MO",
        "module": str(completion.key),
        "title": "Wonen",
        "nominal_minutes": 120,
        "completed_on": "2026-11-20",
        "received_on": "2026-11-20",
        "evidence_minutes": 120,
        "evidence_modules": 1,
    }


def test_the_same_completion_three_times_counts_once(planned):
    completion = make_completion(planned.newcomer_id)
    for _time in range(3):
        follow_completion(completion=completion, at=NOW)
    same_module = replace(CompletionFacts.from_completion(completion), completion_id="another row")
    apply_completion(facts=same_module, at=NOW)
    assert Evidence.objects.filter(plan=planned).count() == len(told(planned)) == 1
    assert PendingUpdate.objects.count() == 0


def test_all_modules_completed_never_reach_the_goal(planned):
    for _module in range(12):
        follow_completion(completion=make_completion(planned.newcomer_id), at=NOW)
    follow_completion(completion=make_completion(planned.newcomer_id, kind="track"), at=NOW)
    assert mo_status(planned) == "running"
    assert plans.get_plan(newcomer=planned.newcomer, on=NOW.date()).evidence_minutes == 12 * 120
    assert planned.messages.filter(type__contains="track_completed").count() == 1


def test_a_lesson_is_progress_not_evidence(planned):
    follow_completion(completion=make_completion(planned.newcomer_id, kind="lesson"), at=NOW)
    assert (Evidence.objects.count(), PendingUpdate.objects.count(), mo_status(planned)) == (0, 0, "planned")


@pytest.mark.parametrize("status", ["exempt", "not_applicable"])
def test_evidence_leaves_alone_what_a_person_decided(plan, case_worker, status):
    plans.decide_components(plan=plan, decisions={"MO": status}, reasons={"MO": "Attest."}, by=case_worker, at=NOW)
    follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    assert mo_status(plan) == status
    assert Evidence.objects.filter(plan=plan).count() == 1


def test_evidence_after_the_official_result_does_not_take_the_goal_away(planned, case_worker):
    plans.record_official_result(
        plan=planned, outcome="passed", test_date=NOW.date(), by=case_worker, at=NOW, reference="T-1"
    )
    follow_completion(completion=make_completion(planned.newcomer_id), at=NOW)
    assert mo_status(planned) == "goal_reached"


def test_studying_before_the_decision_counts_when_mo_is_planned(plan, case_worker):
    follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    assert mo_status(plan) == "undecided"
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    assert mo_status(plan) == "running"


def test_the_order_of_arrival_makes_no_difference(planned, case_worker):
    completions = [
        make_completion(planned.newcomer_id, completed_at=NOW - timedelta(days=n), received_at=NOW) for n in range(6)
    ]
    shuffled = completions * 3
    random.Random(7).shuffle(shuffled)
    for completion in shuffled:
        follow_completion(completion=completion, at=NOW)
    assert mo_status(planned) == "running"
    assert {row.completion_id for row in Evidence.objects.all()} == {str(item.pk) for item in completions}
    assert [message.data["evidence_modules"] for message in told(planned)] == [1, 2, 3, 4, 5, 6]
    sequences = list(planned.messages.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))


def test_work_done_offline_keeps_both_moments_and_says_so(planned):
    follow_completion(
        completion=make_completion(
            planned.newcomer_id,
            completed_at=datetime(2026, 11, 20, 22, 59, tzinfo=UTC),  # 23:59 in Brussels
            received_at=datetime(2026, 11, 20, 23, 1, tzinfo=UTC),
        ),
        at=NOW,
    )
    evidence = plans.get_plan(newcomer=planned.newcomer, on=NOW.date()).component("MO").evidence[0]
    assert evidence.is_late
    assert told(planned)[0].data["completed_on"] == "2026-11-20"
    assert told(planned)[0].data["received_on"] == "2026-11-21"


def test_an_error_in_the_plan_undoes_the_plan_only_and_leaves_it_for_later(planned, broken_listener):
    completion = make_completion(planned.newcomer_id)
    with transaction.atomic():  # the transaction of her answer goes on and commits
        follow_completion(completion=completion, at=NOW)
        planned.newcomer.profile.save()
    assert (Evidence.objects.count(), told(planned), mo_status(planned)) == (0, [], "planned")
    pending = PendingUpdate.objects.get()
    assert (pending.completion_id, pending.error) == (str(completion.pk), "RuntimeError")
    assert Plan.objects.get(pk=planned.pk).last_sequence == planned.messages.count()


def test_the_sweeper_catches_up_when_the_fault_is_gone(planned, broken_listener):
    completion = make_completion(planned.newcomer_id)
    follow_completion(completion=completion, at=NOW)
    follow_completion(completion=completion, at=NOW)
    assert plans.sweep_pending_updates(at=NOW + timedelta(seconds=9)) == 0  # not due yet
    assert plans.sweep_pending_updates(at=NOW + timedelta(seconds=11)) == 0  # still broken
    pending = PendingUpdate.objects.get()
    assert (pending.attempts, pending.next_try_at) == (1, NOW + timedelta(seconds=31))
    message_written.disconnect(broken_listener)
    assert plans.sweep_pending_updates(at=NOW + timedelta(seconds=32)) == 1
    assert plans.sweep_pending_updates(at=NOW + timedelta(days=1)) == 0
    assert (Evidence.objects.count(), len(told(planned)), mo_status(planned)) == (1, 1, "running")
    assert PendingUpdate.objects.get().resolved_at is not None


def test_one_that_fails_does_not_hold_up_the_next(planned, broken_listener):
    stuck, fine = make_completion(planned.newcomer_id), make_completion(planned.newcomer_id)
    follow_completion(completion=stuck, at=NOW)
    follow_completion(completion=fine, at=NOW)
    message_written.disconnect(broken_listener)
    PendingUpdate.objects.filter(completion_id=str(stuck.pk)).update(facts={"nonsense": True})
    assert plans.sweep_pending_updates(at=NOW + timedelta(minutes=1)) == 1
    assert Evidence.objects.get().completion_id == str(fine.pk)


def test_waiting_grows_to_an_hour_and_stays_there(planned, broken_listener):
    follow_completion(completion=make_completion(planned.newcomer_id), at=NOW)
    waits, at = [], NOW
    for _try in range(12):
        at = PendingUpdate.objects.get().next_try_at
        plans.sweep_pending_updates(at=at)
        waits.append((PendingUpdate.objects.get().next_try_at - at).total_seconds())
    assert waits == [20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]


def test_a_completion_before_the_plan_waits_for_it(planned, case_worker):
    newcomer = make_newcomer(case_worker=case_worker, first_name="Sara")
    Plan.objects.filter(newcomer=newcomer).delete()
    follow_completion(completion=make_completion(newcomer.pk), at=NOW)
    assert PendingUpdate.objects.get().error == "NoPlan no_plan"
    plans.open_plan(newcomer=newcomer, registered_on=NOW.date(), regime="flanders", by=case_worker, at=NOW)
    assert plans.sweep_pending_updates(at=NOW) == 1
    assert Evidence.objects.get().plan.newcomer == newcomer


def test_the_same_effect_cannot_be_written_twice(planned):
    follow_completion(completion=make_completion(planned.newcomer_id), at=NOW)
    from django.db import IntegrityError

    message = told(planned)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(
            plan=planned, sequence=99, key=message.key, type=message.type, subject=message.subject, created_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(
            plan=planned,
            sequence=message.sequence,
            key="another",
            type=message.type,
            subject=message.subject,
            created_at=NOW,
        )


def test_following_a_module_stays_within_its_statements(planned):
    follow_completion(completion=make_completion(planned.newcomer_id), at=NOW)
    second = make_completion(planned.newcomer_id)
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        follow_completion(completion=second, at=NOW)
    own = [query["sql"] for query in captured if "mo_interop" not in query["sql"]]
    assert len(own) == 7, own


def test_facts_survive_their_trip_through_json(newcomer):
    facts = CompletionFacts.from_completion(make_completion(newcomer.pk))
    assert CompletionFacts.from_json(facts.to_json()) == facts


def test_an_unknown_kind_of_completion_changes_nothing(planned):
    facts = replace(CompletionFacts.from_completion(make_completion(planned.newcomer_id)), kind="certificate")
    apply_completion(facts=facts, at=NOW)
    assert (Evidence.objects.count(), told(planned)) == (0, [])
