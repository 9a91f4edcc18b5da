"""A case worker decides which components a newcomer follows, moves them on, and puts mistakes right."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from core.append_only import AppendOnlyError
from core.errors import Conflict, DomainError, NotAllowed
from people import api as people
from people.enums import Role
from people.models import Membership
from plans import api as plans
from plans.models import Clock, OutboxMessage, PlanComponent, PlanDecision
from tests.factories import NOW, StaffFactory

ALL_PLANNED = {"MO": "planned", "NT2": "planned", "WERK": "planned", "PNT": "planned"}
TODAY = date(2026, 11, 23)


def statuses(plan):
    return {row.code: str(row.status) for row in PlanComponent.objects.filter(plan=plan)}


def refused(code):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def test_a_registration_opens_a_plan_with_its_clocks_and_tells_it(plan, case_worker):
    assert statuses(plan) == dict.fromkeys(["MO", "NT2", "WERK", "PNT"], "undecided")
    assert {clock.kind: clock.due_date for clock in plan.clocks.all()} == {
        "components_decided": date(2026, 12, 2),
        "contract_signed": date(2027, 1, 31),
    }
    assert plan.clocks.first().rule["confidence"] == "original_text"
    message = plan.messages.get()
    assert (message.sequence, message.type, message.subject) == (
        1,
        "be.mo-platform.plan.opened.v1",
        plan.newcomer.uuid,
    )
    assert message.data == {"regime": "flanders", "registered_on": "2026-11-02"}


def test_opening_again_changes_nothing(plan, case_worker):
    again = plans.open_plan(
        newcomer=plan.newcomer, registered_on=date(2026, 1, 1), regime="brussels", by=case_worker, at=NOW
    )
    assert (again.pk, again.registered_on, again.messages.count()) == (plan.pk, date(2026, 11, 2), 1)


def test_a_registration_without_a_known_rule_still_opens_a_plan_that_says_so(db, case_worker):
    from tests.factories import make_newcomer

    newcomer = make_newcomer(case_worker=case_worker)
    view = plans.get_plan(newcomer=newcomer, on=TODAY)
    assert view.clocks == ()
    assert set(view.missing_clocks) == {"components_decided", "contract_signed"}


def test_deciding_all_components_meets_the_thirty_day_clock(plan, case_worker):
    plans.decide_components(
        plan=plan,
        decisions=ALL_PLANNED | {"PNT": "not_applicable", "NT2": "exempt"},
        reasons={"PNT": "Works full time.", "NT2": "Certificate A2."},
        by=case_worker,
        at=NOW,
    )
    assert statuses(plan) == {"MO": "planned", "NT2": "exempt", "WERK": "planned", "PNT": "not_applicable"}
    assert plans.get_plan(newcomer=plan.newcomer, on=TODAY).clock("components_decided").state == "met"
    logged = {row.subject: row.reason for row in PlanDecision.objects.filter(plan=plan, what="status")}
    assert logged == {"MO": "", "NT2": "Certificate A2.", "WERK": "", "PNT": "Works full time."}
    told = list(plan.messages.order_by("sequence").values_list("sequence", "scope"))
    assert told == [
        (1, ""),
        (2, "status:MO"),
        (3, "status:NT2"),
        (4, "status:WERK"),
        (5, "status:PNT"),
        (6, "clock:components_decided"),
    ]
    assert plan.messages.get(sequence=3).data == {
        "component": "NT2",
        "from": "undecided",
        "to": "exempt",
        "decided_on": "2026-11-23",
        "is_correction": False,
    }


def test_deciding_some_components_leaves_the_clock_running(plan, case_worker):
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    assert plans.get_plan(newcomer=plan.newcomer, on=TODAY).clock("components_decided").state == "running"


def test_a_late_decision_is_met_late(plan, case_worker):
    late = NOW + timedelta(days=30)
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=late)
    assert plans.get_plan(newcomer=plan.newcomer, on=late.date()).clock("components_decided").state == "met_late"


def test_deviating_without_a_reason_is_refused_and_nothing_is_kept(plan, case_worker):
    with refused("reason_missing"):
        plans.decide_components(plan=plan, decisions={"MO": "planned", "NT2": "exempt"}, by=case_worker, at=NOW)
    assert set(statuses(plan).values()) == {"undecided"}
    assert plan.messages.count() == 1
    assert not PlanDecision.objects.filter(plan=plan, what="status").exists()


def test_deciding_twice_is_a_conflict(plan, case_worker):
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    with pytest.raises(Conflict):
        plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CASE_WORKER])
def test_only_case_workers_of_the_office_decide(plan, office, foreign_case_worker, role):
    colleague = StaffFactory(role=role, role__organisation=office)
    for somebody in (colleague, foreign_case_worker, plan.newcomer.user, None):
        with pytest.raises(NotAllowed):
            plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=somebody, at=NOW)
        with pytest.raises(NotAllowed):
            plans.record_official_result(
                plan=plan, outcome="passed", test_date=TODAY, by=somebody, at=NOW, reference="X"
            )
        with pytest.raises(NotAllowed):
            plans.suspend_clocks(plan=plan, from_date=TODAY, reason="Ill.", by=somebody, at=NOW)
    assert set(statuses(plan).values()) == {"undecided"}


def test_a_case_worker_who_left_decides_no_more(plan, case_worker):
    Membership.objects.filter(user=case_worker).delete()
    left = type(case_worker).objects.get(pk=case_worker.pk)
    with pytest.raises(NotAllowed):
        plans.sign_contract(plan=plan, signed_on=TODAY, by=left, at=NOW)


def test_other_components_reach_their_goal_with_a_proof(plan, case_worker):
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    with refused("reference_missing"):
        plans.set_component_status(plan=plan, code="WERK", status="goal_reached", by=case_worker, at=NOW)
    plans.set_component_status(
        plan=plan, code="WERK", status="goal_reached", by=case_worker, at=NOW, reference="VDAB 123"
    )
    assert statuses(plan)["WERK"] == "goal_reached"


def test_a_goal_is_not_left_again_but_by_a_correction_that_says_why(plan, case_worker):
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    plans.set_component_status(
        plan=plan, code="NT2", status="goal_reached", by=case_worker, at=NOW, reference="Certificate 1"
    )
    with refused("not_next"):
        plans.set_component_status(plan=plan, code="NT2", status="running", by=case_worker, at=NOW, reason="Oops.")
    with refused("reason_missing"):
        plans.correct_component_status(plan=plan, code="NT2", status="running", by=case_worker, at=NOW, reason=" ")
    plans.correct_component_status(
        plan=plan, code="NT2", status="running", by=case_worker, at=NOW, reason="Somebody else's certificate."
    )
    correction = PlanDecision.objects.filter(plan=plan, subject="NT2").order_by("pk").last()
    assert (correction.from_value, correction.to_value) == ("goal_reached", "running")
    assert correction.corrects.reference == "Certificate 1"
    assert plan.messages.order_by("sequence").last().data["is_correction"] is True


def test_mo_reaches_its_goal_by_the_official_result_alone(plan, case_worker):
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    with refused("only_official_result"):
        plans.set_component_status(
            plan=plan, code="MO", status="goal_reached", by=case_worker, at=NOW, reference="I say so"
        )
    with refused("only_official_result"):
        plans.correct_component_status(
            plan=plan, code="MO", status="goal_reached", by=case_worker, at=NOW, reason="I say so."
        )
    plans.record_official_result(plan=plan, outcome="failed", test_date=TODAY, by=case_worker, at=NOW, reference="T-1")
    assert statuses(plan)["MO"] == "planned"
    plans.record_official_result(plan=plan, outcome="passed", test_date=TODAY, by=case_worker, at=NOW, reference="T-2")
    assert statuses(plan)["MO"] == "goal_reached"
    with pytest.raises(Conflict):
        plans.record_official_result(
            plan=plan, outcome="passed", test_date=TODAY, by=case_worker, at=NOW, reference="T-2"
        )


@pytest.mark.parametrize(
    ("test_date", "reference", "code"),
    [(date(2026, 11, 24), "T-1", "date_out_of_range"), (TODAY, "  ", "reference_missing")],
)
def test_a_result_without_proof_or_from_tomorrow_is_refused(plan, case_worker, test_date, reference, code):
    with refused(code):
        plans.record_official_result(
            plan=plan, outcome="passed", test_date=test_date, by=case_worker, at=NOW, reference=reference
        )
    assert statuses(plan)["MO"] == "undecided"


def test_a_result_for_an_exempt_newcomer_asks_for_a_correction_first(plan, case_worker):
    plans.decide_components(
        plan=plan, decisions={"MO": "exempt"}, reasons={"MO": "Older than 65."}, by=case_worker, at=NOW
    )
    with refused("not_required"):
        plans.record_official_result(
            plan=plan, outcome="passed", test_date=TODAY, by=case_worker, at=NOW, reference="T-1"
        )
    assert plan.official_results.count() == 0


def test_a_wrong_result_is_corrected_and_the_goal_opens_again(plan, case_worker):
    wrong = plans.record_official_result(
        plan=plan, outcome="passed", test_date=TODAY, by=case_worker, at=NOW, reference="T-1"
    )
    plans.correct_official_result(
        plan=plan,
        result_id=wrong.pk,
        outcome="failed",
        test_date=TODAY,
        by=case_worker,
        at=NOW,
        reference="T-1",
        reason="Two people with one name.",
    )
    assert statuses(plan)["MO"] == "running"
    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert [(item.outcome, item.is_corrected) for item in view.results] == [("passed", True), ("failed", False)]
    told = PlanDecision.objects.filter(plan=plan, what="official_result").order_by("pk")
    assert [(line.to_value, line.corrects) for line in told] == [("passed", None), ("failed", told[0])]
    with pytest.raises(Conflict):
        plans.correct_official_result(
            plan=plan,
            result_id=wrong.pk,
            outcome="passed",
            test_date=TODAY,
            by=case_worker,
            at=NOW,
            reference="T-1",
            reason="Again.",
        )


def test_a_result_of_another_plan_cannot_be_corrected_through_this_one(plan, case_worker):
    from plans.models import Plan
    from tests.factories import make_newcomer

    other = Plan.objects.get(newcomer=make_newcomer(case_worker=case_worker, first_name="Sara"))
    result = plans.record_official_result(
        plan=other, outcome="passed", test_date=TODAY, by=case_worker, at=NOW, reference="T-9"
    )
    with pytest.raises(NotAllowed):
        plans.correct_official_result(
            plan=plan,
            result_id=result.pk,
            outcome="failed",
            test_date=TODAY,
            by=case_worker,
            at=NOW,
            reference="T-9",
            reason="Mischief.",
        )
    assert statuses(other)["MO"] == "goal_reached"


def test_the_contract_is_signed_once_and_corrected_with_a_reason(plan, case_worker):
    for day in (date(2026, 11, 1), date(2026, 11, 24)):
        with refused("date_out_of_range"):
            plans.sign_contract(plan=plan, signed_on=day, by=case_worker, at=NOW)
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 20), by=case_worker, at=NOW, reference="C-1")
    with pytest.raises(Conflict):
        plans.sign_contract(plan=plan, signed_on=date(2026, 11, 21), by=case_worker, at=NOW)
    plans.correct_contract_date(
        plan=plan, signed_on=date(2026, 11, 19), by=case_worker, at=NOW, reason="Read the wrong line."
    )
    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert view.contract_signed_on == view.clock("contract_signed").met_on == date(2026, 11, 19)
    assert [item.is_correction for item in view.history if item.what == "contract"] == [True, False]


def correct_day(plan, registered_on, *, at=NOW, **rest):
    return plans.correct_registration(plan=plan, registered_on=registered_on, at=at, **rest)


def test_a_corrected_registration_moves_the_clocks(plan, case_worker):
    correct_day(plan, date(2026, 11, 9), by=case_worker, reason="Attest says the 9th.")
    assert set(Clock.objects.filter(plan=plan).values_list("anchor_date", "due_date")) == {
        (date(2026, 11, 9), date(2026, 12, 9)),
        (date(2026, 11, 9), date(2027, 2, 7)),
    }
    correct_day(plan, date(2026, 11, 8), by=case_worker, reason="And yet the 8th.")
    told = PlanDecision.objects.filter(plan=plan, what__in=["plan_opened", "registration"]).order_by("pk")
    assert [line.corrects for line in told] == [None, told[0], told[1]]
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 10), by=case_worker, at=NOW)
    with refused("date_out_of_range"):
        correct_day(plan, date(2026, 11, 11), by=case_worker, reason="No, the 11th.")


def correct_region(plan, regime, *, by, at=NOW):
    plan.refresh_from_db()
    return correct_day(plan, plan.registered_on, regime=regime, by=by, at=at, reason="Lives elsewhere.")


def test_what_was_decided_since_somebody_read_the_log_is_a_conflict_of_that_subject_alone(plan, case_worker):
    def check(*kinds, subject="", seen):
        plans.assert_unchanged(plan=plan, kinds=kinds, subject=subject, seen=seen)

    with transaction.atomic():
        check("status", seen=0)
        plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
        decided = plan.decisions.get(what="status").pk
        check("status", seen=decided)
        check("status", subject="NT2", seen=0)
        check("contract", seen=0)
        for stale in ({"seen": 0}, {"seen": 0, "subject": "MO"}, {"seen": decided + 1}):
            with pytest.raises(Conflict, check=lambda error: error.code == "plan_changed"):
                check("status", **stale)


def state_of(plan):
    plan.refresh_from_db()
    return (
        plan.registered_on,
        plan.regime,
        plan.newcomer.profile.region,
        list(Clock.objects.filter(plan=plan).order_by("pk").values()),
        plan.decisions.count(),
        plan.messages.count(),
    )


def test_a_wrong_region_retires_the_clocks_that_have_no_rule_there_and_tells_it(plan, case_worker):
    correct_region(plan, "brussels", by=case_worker)

    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert (view.regime, view.clocks) == ("brussels", ())
    assert set(view.missing_clocks) == {"components_decided", "contract_signed"}
    assert Clock.objects.filter(plan=plan, retired_at=NOW).count() == 2  # nothing was deleted
    summary = plans.list_plan_summaries(newcomers=[plan.newcomer], on=date(2027, 6, 1))[plan.newcomer_id]
    assert (summary.next_clock, summary.is_overdue) == (None, False)
    opened, *corrected = PlanDecision.objects.filter(plan=plan).order_by("pk")
    assert [(line.what, line.subject, line.from_value, line.to_value) for line in corrected] == [
        ("regime", "", "flanders", "brussels"),
        ("clock_retired", "components_decided", "2026-12-02", ""),
        ("clock_retired", "contract_signed", "2027-01-31", ""),
    ]
    assert corrected[0].corrects == opened
    _opened, registration, *clocks = plan.messages.order_by("sequence")
    assert registration.type == "be.mo-platform.plan.registration_corrected.v1"
    assert registration.data == {"regime": "brussels", "registered_on": "2026-11-02"}
    assert [(message.data["state"], message.data["due_date"]) for message in clocks] == [("retired", None)] * 2


def test_a_clock_that_runs_no_longer_cannot_be_suspended_and_runs_again_when_the_region_was_right(plan, case_worker):
    (pause, _other) = plans.suspend_clocks(
        plan=plan, from_date=date(2026, 11, 10), until_date=date(2026, 11, 13), by=case_worker, at=NOW, reason="Ill."
    )
    correct_region(plan, "brussels", by=case_worker)
    with refused("no_open_clock"):
        plans.suspend_clocks(plan=plan, from_date=date(2026, 11, 20), by=case_worker, at=NOW, reason="Ill.")
    with pytest.raises(NotAllowed):
        plans.correct_suspension(plan=plan, suspension_id=pause.pk, by=case_worker, at=NOW, reason="Mistake.")

    correct_region(plan, "flanders", by=case_worker)

    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert [(clock.kind, clock.due_date) for clock in view.clocks] == [
        ("components_decided", date(2026, 12, 5)),
        ("contract_signed", date(2027, 2, 3)),
    ]
    lines = PlanDecision.objects.filter(plan=plan, what="regime").order_by("pk")
    assert [line.corrects for line in lines][1] == lines[0]
    assert plan.messages.order_by("-sequence").first().data["state"] == "running"


def test_what_was_done_while_no_term_ran_has_met_the_term_that_starts_later(deadline_rules, case_worker):
    from plans.models import Plan
    from tests.factories import make_newcomer

    plan = Plan.objects.get(newcomer=make_newcomer(case_worker=case_worker, region="brussels"))
    plans.decide_components(plan=plan, decisions=ALL_PLANNED, by=case_worker, at=NOW)
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 20), by=case_worker, at=NOW)

    correct_region(plan, "flanders", by=case_worker, at=NOW + timedelta(days=30))

    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert [(clock.kind, clock.met_on, clock.state) for clock in view.clocks] == [
        ("components_decided", TODAY, "met"),
        ("contract_signed", date(2026, 11, 20), "met"),
    ]
    with refused("date_out_of_range"):
        correct_day(plan, date(2026, 11, 21), by=case_worker, reason="After the contract.")


def test_a_contract_signed_while_its_clock_is_retired_is_noted_in_silence(plan, case_worker):
    correct_region(plan, "brussels", by=case_worker)
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 20), by=case_worker, at=NOW)

    assert plan.messages.order_by("-sequence").first().type == "be.mo-platform.plan.contract_signed.v1"
    correct_region(plan, "flanders", by=case_worker)
    assert plans.get_plan(newcomer=plan.newcomer, on=TODAY).clock("contract_signed").state == "met"


@pytest.mark.parametrize("regime", ["belgium", "", "Brussels"])
def test_a_region_without_rules_of_its_own_is_no_regime(plan, case_worker, regime):
    with refused("region_unknown"):
        correct_region(plan, regime, by=case_worker)
    assert plans.get_plan(newcomer=plan.newcomer, on=TODAY).regime == "flanders"


def test_nobody_outside_her_office_corrects_her_region(plan, foreign_case_worker, office):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    for somebody in (foreign_case_worker, administrator, None):
        with pytest.raises(NotAllowed):
            correct_region(plan, "brussels", by=somebody)
    with pytest.raises(NotAllowed):
        people.correct_region(newcomer=plan.newcomer, region="brussels", by=foreign_case_worker)
    assert plan.messages.count() == 1


def test_the_log_and_the_outbox_only_grow(plan):
    decision, message = PlanDecision.objects.first(), OutboxMessage.objects.first()
    for row in (decision, message):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
    with pytest.raises(AppendOnlyError):
        OutboxMessage.objects.filter(plan=plan).update(data={})
    with pytest.raises(AppendOnlyError):
        PlanDecision.objects.filter(plan=plan).delete()
