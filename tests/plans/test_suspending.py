"""Clocks stand still for a reason, run again, and never count a day twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import Conflict, DomainError, NotAllowed
from plans import api as plans
from plans.models import Clock, Plan, PlanDecision, Suspension
from tests.factories import NOW, make_newcomer

TODAY = date(2026, 11, 23)


def due_dates(plan):
    return dict(Clock.objects.filter(plan=plan).values_list("kind", "due_date"))


def suspend(plan, by, start, end=None, **fields):
    return plans.suspend_clocks(
        plan=plan, from_date=start, until_date=end, reason="In hospital.", by=by, at=NOW, **fields
    )


def test_an_open_suspension_takes_the_date_away_until_she_is_back(plan, case_worker):
    suspend(plan, case_worker, date(2026, 11, 10), reference="Attest 5")
    assert due_dates(plan) == {"components_decided": None, "contract_signed": None}
    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert {clock.state for clock in view.clocks} == {"suspended"}
    plans.resume_clocks(plan=plan, until_date=date(2026, 11, 20), by=case_worker, at=NOW)
    assert due_dates(plan) == {"components_decided": date(2026, 12, 12), "contract_signed": date(2027, 2, 10)}
    last = plan.messages.order_by("-sequence")[0]
    assert last.data["due_date"] == "2027-02-10"
    assert last.data["state"] == "running"
    with pytest.raises(DomainError, check=lambda error: error.code == "not_suspended"):
        plans.resume_clocks(plan=plan, until_date=date(2026, 11, 21), by=case_worker, at=NOW)


def test_a_reason_is_needed_and_never_sent(plan, case_worker):
    with pytest.raises(DomainError, check=lambda error: error.code == "reason_missing"):
        plans.suspend_clocks(plan=plan, from_date=TODAY, reason="", by=case_worker, at=NOW)
    suspend(plan, case_worker, date(2026, 11, 10))
    assert not any("hospital" in str(message.data) for message in plan.messages.all())


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 10), date(2026, 11, 12)),
        (date(2026, 11, 19), None),
        (date(2026, 11, 5), date(2026, 11, 11)),
        (date(2026, 11, 5), None),
        (date(2026, 11, 12), date(2026, 11, 15)),
    ],
)
def test_two_suspensions_never_share_a_day_neither_by_the_door_nor_in_the_database(plan, case_worker, start, end):
    first = suspend(plan, case_worker, date(2026, 11, 10), date(2026, 11, 20))[0]
    with pytest.raises(Conflict):
        suspend(plan, case_worker, start, end)
    behind_the_door = {
        "clock": first.clock,
        "from_date": start,
        "until_date": end,
        "reason": "Written past the rules.",
        "suspended_by": case_worker,
        "suspended_at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(**behind_the_door)
    apart = Suspension.objects.create(**behind_the_door | {"from_date": date(2027, 1, 1), "until_date": None})
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.filter(pk=apart.pk).update(from_date=start, until_date=end)


def test_suspensions_may_touch_and_a_withdrawn_one_is_out_of_the_way(plan, case_worker):
    wrong = suspend(plan, case_worker, date(2026, 11, 10), date(2026, 11, 20))
    suspend(plan, case_worker, date(2026, 11, 20), date(2026, 11, 22))
    for suspension in wrong:
        plans.correct_suspension(
            plan=plan, suspension_id=suspension.pk, by=case_worker, at=NOW, reason="Another newcomer's attest."
        )
    assert due_dates(plan)["components_decided"] == date(2026, 12, 4)
    suspend(plan, case_worker, date(2026, 11, 11), date(2026, 11, 12))
    assert due_dates(plan)["components_decided"] == date(2026, 12, 5)
    with pytest.raises(Conflict):
        plans.correct_suspension(plan=plan, suspension_id=wrong[0].pk, by=case_worker, at=NOW, reason="Once more.")


def test_the_log_of_a_withdrawal_points_at_the_line_that_suspended(plan, case_worker):
    suspend(plan, case_worker, date(2026, 11, 5), date(2026, 11, 7))
    second = suspend(plan, case_worker, date(2026, 11, 10), date(2026, 11, 12))
    wrong = next(row for row in second if row.clock.kind == "contract_signed")

    plans.correct_suspension(plan=plan, suspension_id=wrong.pk, by=case_worker, at=NOW, reason="Wrong person.")

    log = PlanDecision.objects.filter(plan=plan).order_by("pk")
    suspended = [line for line in log if line.what == "suspension" and line.subject == "contract_signed"]
    assert [line.corrects for line in log if line.reason == "Wrong person."] == [suspended[1]]
    assert all(line.corrects is None for line in suspended)


def test_another_plans_suspension_answers_like_a_missing_one(plan, case_worker):
    other = Plan.objects.get(newcomer=make_newcomer(case_worker=case_worker, first_name="Sara"))
    foreign = suspend(other, case_worker, date(2026, 11, 10))[0]
    for suspension_id in (foreign.pk, 10_000_000):
        with pytest.raises(NotAllowed):
            plans.correct_suspension(plan=plan, suspension_id=suspension_id, by=case_worker, at=NOW, reason="Mischief.")
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None


def test_only_open_clocks_stand_still(plan, case_worker):
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 20), by=case_worker, at=NOW)
    suspend(plan, case_worker, date(2026, 11, 21))
    assert due_dates(plan) == {"components_decided": None, "contract_signed": date(2027, 1, 31)}


def test_a_suspension_cannot_save_a_term_that_is_over(plan, case_worker):
    with pytest.raises(DomainError, check=lambda error: error.code == "term_over"):
        suspend(plan, case_worker, date(2026, 12, 3))
    assert Suspension.objects.count() == 0


def test_what_stands_in_the_database_is_what_the_rule_says(plan, case_worker):
    from plans.domain.clock_changes import list_pauses
    from plans.domain.clocks import Term, compute_due_date

    suspend(plan, case_worker, date(2026, 11, 5), date(2026, 11, 9))
    suspend(plan, case_worker, date(2026, 11, 10), date(2026, 11, 20), kinds=["contract_signed"])
    for clock in Clock.objects.filter(plan=plan):
        assert clock.due_date == compute_due_date(
            term=Term.from_rule(clock.rule), anchor=clock.anchor_date, pauses=list_pauses(clock)
        )
