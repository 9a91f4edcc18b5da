"""A plan changes; another system is told, signed, in order, once in effect, whatever happens in between."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from interop import api as interop
from interop.domain import deliveries
from interop.domain.policy import CLAIM, WAKE_AGAIN
from interop.models import Delivery, DeliveryTry
from interop.tasks import deliver as deliver_task
from plans import api as plans
from plans.domain.completions import follow_completion
from plans.models import OutboxMessage, PendingUpdate
from tests.concurrency import database_for_threads, run_at_once
from tests.factories import NOW, make_newcomer
from tests.plans.factories import make_completion

from .conftest import register

ALL_PLANNED = {"MO": "planned", "NT2": "planned", "WERK": "planned", "PNT": "planned"}


@pytest.fixture(autouse=True)
def no_chance(monkeypatch):
    """Waits without their random part, so that a test can name them."""
    monkeypatch.setattr(deliveries.random, "random", lambda: 0.5)


def states(**about):
    return [str(row.state) for row in Delivery.objects.filter(**about).order_by("receiver", "sequence", "pk")]


def work(at=None, rounds=50):
    """What worker and sweeper do, without a broker: everything due is tried, until nothing is."""
    at = at or timezone.now()
    for _round in range(rounds):
        ids = deliveries.list_to_wake(at=at)
        if not ids:
            return
        for delivery_id in ids:
            following = interop.deliver(delivery_id=delivery_id, at=at)
            while following is not None:
                following = interop.deliver(delivery_id=following.pk, at=at)


def test_news_arrives_as_a_signed_cloud_event(plan, system):
    work()
    (headers, _body), event = system.requests[0], system.events[0]
    message = plan.messages.get()
    assert event == {
        "specversion": "1.0",
        "id": str(message.pk),
        "source": "http://127.0.0.1:8000/plans",
        "type": "be.mo-platform.plan.opened.v1",
        "subject": str(plan.newcomer.uuid),
        "time": "2026-11-23T09:00:00Z",
        "datacontenttype": "application/json",
        "sequence": "0000000001",
        "data": {"regime": "flanders", "registered_on": "2026-11-02"},
    }
    assert headers["content-type"].startswith("application/cloudevents+json")
    assert headers["webhook-id"] == str(message.pk)
    assert headers["host"] == f"127.0.0.1:{system.port}"
    assert "Haddad" not in str(system.requests)
    assert states() == ["delivered"]
    tried = DeliveryTry.objects.get()
    assert (tried.status_code, tried.error) == (204, "")


def test_a_receiver_gets_only_the_news_and_the_fields_of_its_profile(plan, system, case_worker):
    interop.change_receiver(
        receiver=Delivery.objects.get().receiver,
        name="Gemeente",
        url=system.url,
        message_types=["be.mo-platform.plan.contract_signed.v1", "be.mo-platform.plan.module_completed.v1"],
        fields=["signed_on", "component"],
        legal_basis="Decree.",
        is_active=True,
        by=None,
        at=NOW,
    )
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    plans.sign_contract(plan=plan, signed_on=NOW.date(), by=case_worker, at=NOW)
    work()
    told = {event["type"].split(".")[-2]: event["data"] for event in system.events[1:]}
    assert told == {"module_completed": {"component": "MO"}, "contract_signed": {"signed_on": "2026-11-23"}}


def test_an_office_receiver_hears_of_its_own_newcomers_only(plan, office, other_office):
    register(None, code="gent", organisation=office)
    register(None, code="hasselt", organisation=other_office)
    stranger = plan.newcomer
    make_newcomer(case_worker=stranger.registered_by, first_name="Sara")
    assert states(receiver__code="gent") == ["pending"]
    assert states(receiver__code="hasselt") == []


def test_a_receiver_that_is_switched_off_is_not_written_to(receiver, newcomer, case_worker):
    type(receiver).objects.update(is_active=False)
    make_newcomer(case_worker=case_worker, first_name="Sara")
    assert Delivery.objects.count() == 1


def test_change_message_and_delivery_stand_or_fall_together(plan, case_worker):
    with pytest.raises(RuntimeError), transaction.atomic():
        plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
        raise RuntimeError("the power fails before the commit")
    assert OutboxMessage.objects.count() == Delivery.objects.count() == 1
    assert plans.get_plan(newcomer=plan.newcomer, on=NOW.date()).component("MO").status == "undecided"


def test_when_deliveries_cannot_be_written_the_answer_still_counts_and_nothing_is_lost(plan, monkeypatch, system):
    def fail(*args, **kwargs):
        raise RuntimeError("no deliveries today")

    with monkeypatch.context() as broken:
        broken.setattr(Delivery.objects, "bulk_create", fail)
        with transaction.atomic():
            follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    assert OutboxMessage.objects.count() == 1
    assert PendingUpdate.objects.get().resolved_at is None
    assert plans.sweep_pending_updates(at=NOW + timedelta(minutes=1)) == 1
    work()
    assert [event["type"].split(".")[-2] for event in system.events] == ["opened", "module_completed"]


def test_messages_of_a_plan_wait_for_each_other(plan, system, case_worker):
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    system.script = [503]
    now = timezone.now()
    for row in Delivery.objects.order_by("-sequence"):  # last first, as tasks may come
        interop.deliver(delivery_id=row.pk, at=now)
    assert len(system.requests) == 1
    assert states() == ["pending"] * 6
    work(at=now + timedelta(seconds=1))
    assert len(system.requests) == 1  # the first waits its two seconds, so do the others
    work(at=now + timedelta(seconds=3))
    sequences = [int(event["sequence"]) for event in system.events]
    assert sequences == [1, 1, 2, 3, 4, 5, 6]


def test_another_plan_does_not_wait(plan, system, case_worker):
    system.script = [503]
    now = timezone.now()
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=now)
    make_newcomer(case_worker=case_worker, first_name="Sara")
    work(at=now)
    assert states() == ["pending", "delivered"] or states() == ["delivered", "pending"]


def test_a_worker_that_died_after_sending_repeats_under_the_same_id(plan, system):
    now = timezone.now()
    delivery_id = Delivery.objects.get().pk
    claimed = deliveries.claim_delivery(delivery_id=delivery_id, at=now)
    deliveries.post(claimed.receiver.url, deliveries.seal(claimed, at=now))  # and then the power fails
    assert interop.deliver(delivery_id=delivery_id, at=now + timedelta(seconds=1)) is None
    assert deliveries.list_to_wake(at=now + timedelta(seconds=1)) == []
    work(at=now + CLAIM + timedelta(seconds=1))
    assert len(system.ids) == 2
    assert len(set(system.ids)) == 1
    assert states() == ["delivered"]
    assert [row.error for row in DeliveryTry.objects.order_by("pk")] == ["interrupted", ""]


def test_a_worker_that_is_too_slow_does_not_undo_what_another_finished(plan, system):
    now = timezone.now()
    slow = deliveries.claim_delivery(delivery_id=Delivery.objects.get().pk, at=now)
    work(at=now + CLAIM + timedelta(seconds=1))
    deliveries._finish(slow, deliveries.Attempt(error="timeout"), now + timedelta(minutes=1))
    assert states() == ["delivered"]


def test_a_lost_wake_up_is_repeated_but_not_at_every_sweep(plan):
    now = timezone.now()
    first = deliveries.list_to_wake(at=now)
    assert len(first) == 1
    assert deliveries.list_to_wake(at=now + timedelta(seconds=2)) == []
    assert deliveries.list_to_wake(at=now + WAKE_AGAIN) == first


def test_the_same_task_twice_sends_once(plan, system):
    delivery_id = Delivery.objects.get().pk
    for _time in range(3):
        deliver_task(delivery_id)
    assert len(system.ids) == 1


def test_a_task_for_a_row_that_is_gone_does_nothing(db):
    deliver_task(10_000_000)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_on_the_same_rows_send_each_message_once_and_in_order(plan, system, case_worker, tmp_path):
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    ids = list(Delivery.objects.values_list("pk", flat=True))
    with database_for_threads(tmp_path):

        def worker():
            for _round in range(4):
                for delivery_id in ids:
                    deliver_task(delivery_id)

        run_at_once(*[worker] * 8)
        assert states() == ["delivered"] * 6
    assert [int(event["sequence"]) for event in system.events] == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_do_not_hand_out_the_same_rows(plan, case_worker):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time; there is nothing to skip")
    for number in range(20):
        make_newcomer(case_worker=case_worker, first_name=f"Newcomer {number}")
    now = timezone.now()
    handed_out = run_at_once(*[lambda: deliveries.list_to_wake(at=now)] * 4)
    together = [delivery_id for ids in handed_out for delivery_id in ids]
    assert len(together) == len(set(together)) == 21


def test_a_receiver_that_says_gone_is_paused_and_nothing_is_lost(plan, system, receiver, case_worker):
    system.script = [410]
    work()
    receiver.refresh_from_db()
    assert receiver.is_paused
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    work()
    assert len(system.requests) == 1
    interop.resume_receiver(receiver=receiver, by=None, at=timezone.now())
    work()
    assert [int(event["sequence"]) for event in system.events] == [1, 1, 2, 3, 4, 5, 6]


def test_after_too_many_tries_a_message_is_parked_and_the_next_may_go(plan, system, case_worker):
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    system.script = [422, 422, 422]
    at = timezone.now()
    for _try in range(3):
        work(at=at)
        at += timedelta(hours=1)
    work(at=at)
    assert states() == ["parked", "delivered"]
    assert system.sequences == [1, 1, 1, 2]


def test_parked_news_that_adds_up_is_sent_again_on_request(plan, system):
    Delivery.objects.update(state="parked", attempts=12)
    delivery = Delivery.objects.get()
    assert interop.replay_delivery(delivery=delivery, by=None, at=timezone.now()) == "pending"
    work()
    assert states() == ["delivered"]


def test_an_old_status_is_never_sent_after_a_newer_one(plan, system, case_worker, receiver):
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    work()
    planned = Delivery.objects.get(sequence=2)
    Delivery.objects.filter(pk=planned.pk).update(state="parked", delivered_at=None)
    plans.set_component_status(plan=plan, code="MO", status="running", by=case_worker, at=NOW)
    work()
    assert states() == ["delivered", "superseded", "delivered"]
    # the same when it is asked for in the very moment
    Delivery.objects.filter(pk=planned.pk).update(state="parked")
    assert interop.replay_parked(receiver=receiver, by=None, at=timezone.now()) == 0
    work()
    assert states() == ["delivered", "superseded", "delivered"]
    assert [event["data"].get("to") for event in system.events] == [None, "planned", "running"]


def test_waits_grow_and_an_hour_is_asked_for_at_most(plan, system):
    at, waits = timezone.now(), []

    def busy(handler):
        handler.send_response(429)
        handler.send_header("retry-after", "999999")
        handler.end_headers()

    system.script = [500, 500, busy]
    for _try in range(3):
        Delivery.objects.get().receiver.__class__.objects.update(rest_until=None)
        interop.deliver(delivery_id=Delivery.objects.get().pk, at=at)
        due = Delivery.objects.get().next_try_at
        waits.append(round((due - at).total_seconds()))
        at = due
    assert waits == [2, 8, 3600]


def test_a_receiver_that_is_down_rests_and_is_tried_by_one_worker_alone(plan, system, receiver, case_worker):
    newcomers = [make_newcomer(case_worker=case_worker, first_name=f"Newcomer {n}") for n in range(5)]
    assert len(newcomers) == 5
    system.script = [500] * 50
    at = timezone.now()
    work(at=at)
    receiver.refresh_from_db()
    assert (len(system.requests), receiver.failures) == (3, 3)  # six wait, three were spent
    system.script = []
    work(at=at + timedelta(minutes=3))
    work(at=at + timedelta(minutes=3))
    receiver.refresh_from_db()
    assert (receiver.failures, receiver.rest_until) == (0, None)
    assert states() == ["delivered"] * 6


def test_a_broker_that_is_away_costs_nobody_an_answer(plan, monkeypatch, system):
    from interop.domain import waking

    def away(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(waking, "_silent_until", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(deliver_task, "apply_async", away)
        assert waking.wake([1]) is False
    assert waking.wake([1]) is False  # it keeps quiet for a while
    work()
    assert states() == ["delivered"]


def test_a_test_message_says_nothing_of_anybody(receiver, system, platform_admin):
    interop.send_test_message(receiver=receiver, by=platform_admin, at=timezone.now())
    work()
    event = system.events[0]
    assert (event["type"], event["data"]) == ("be.mo-platform.test.v1", {"test": True})
    assert "subject" not in event


def test_the_database_refuses_a_second_delivery_of_the_same_message(plan):
    from django.db import IntegrityError

    delivery = Delivery.objects.get()
    for twin in ({"sequence": 99}, {"webhook_id": uuid.uuid4()}):
        values = {"webhook_id": delivery.webhook_id, "sequence": delivery.sequence} | twin
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(
                receiver=delivery.receiver,
                message=delivery.message,
                plan=plan,
                type=delivery.type,
                next_try_at=NOW,
                created_at=NOW,
                **values,
            )


def test_erasing_her_takes_the_deliveries_along(plan, system, case_worker):
    from core import api as core

    work()
    other = make_newcomer(case_worker=case_worker, first_name="Sara")
    rules = {rule.model: rule for rule in core.list_rules()}
    assert rules[Delivery].export(plan.newcomer)[0]["receiver"] == "Kruispuntbank"
    rules[Delivery].erase(plan.newcomer, NOW)
    assert rules[Delivery].export(plan.newcomer) == []
    assert DeliveryTry.objects.count() == 0
    assert len(rules[Delivery].export(other)) == 1


def test_idle_sweeps_take_no_write_lock(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert deliveries.list_to_wake(at=timezone.now()) == []
    assert not connection.needs_rollback
