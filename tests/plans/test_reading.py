"""Newcomer and staff read the same numbers, in a fixed number of queries; what is hers can be taken along and erased."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import api as core
from core.privacy import export_person
from plans import api as plans
from plans.domain.completions import follow_completion
from plans.models import Plan
from tests.factories import NOW, make_newcomer

from .factories import make_completion

TODAY = date(2026, 11, 23)


def count_queries(read):
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_a_caseload_takes_five_queries_whatever_its_size(plan, case_worker):
    newcomers = [plan.newcomer]
    follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    assert count_queries(lambda: plans.list_plan_summaries(newcomers=newcomers, on=TODAY)) == 5
    for number in range(4):
        newcomer = make_newcomer(case_worker=case_worker, first_name=f"Newcomer {number}")
        newcomers.append(newcomer)
        follow_completion(completion=make_completion(newcomer.pk), at=NOW)
        plans.suspend_clocks(plan=newcomer.plan, from_date=date(2026, 11, 10), reason="Ill.", by=case_worker, at=NOW)
    assert count_queries(lambda: plans.list_plan_summaries(newcomers=newcomers, on=TODAY)) == 5


def test_the_list_and_the_dossier_show_the_same_numbers(plan, case_worker):
    for _module in range(3):
        follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    summary = plans.list_plan_summaries(newcomers=[plan.newcomer], on=TODAY)[plan.newcomer_id]
    view = plans.get_plan(newcomer=plan.newcomer, on=TODAY)
    assert summary.evidence_minutes == view.evidence_minutes == view.component("MO").evidence_minutes == 360
    assert summary.evidence_modules == len(view.component("MO").evidence) == 3
    assert summary.clocks == view.clocks
    assert summary.statuses == {item.code: item.status for item in view.components}
    assert summary.next_clock.kind == "components_decided"
    assert summary.next_clock.days_left == 9
    assert not summary.is_overdue
    later = plans.list_plan_summaries(newcomers=[plan.newcomer], on=date(2026, 12, 3))[plan.newcomer_id]
    assert later.is_overdue
    assert later.next_clock.days_left == -1


def test_a_term_that_is_no_law_says_where_it_comes_from_and_what_is_assumed(plan):
    clock = plans.get_plan(newcomer=plan.newcomer, on=TODAY).clock("contract_signed")
    assert not clock.is_law
    assert (clock.confidence, clock.source_name, clock.days) == ("original_text", "Beleidstekst", 90)
    assert clock.assumed == ("counts_day_zero", "weekend")


def test_a_later_change_of_the_rule_leaves_running_clocks_alone(plan):
    from curriculum.models import DatedRule

    DatedRule.objects.filter(code="contract_signed").update(value={"days": 60})
    assert plans.get_plan(newcomer=plan.newcomer, on=TODAY).clock("contract_signed").due_date == date(2027, 1, 31)


def test_a_title_is_read_in_her_language_or_in_marked_dutch(plan):
    follow_completion(completion=make_completion(plan.newcomer_id), at=NOW)
    evidence = plans.get_plan(newcomer=plan.newcomer, on=TODAY).component("MO").evidence[0]
    assert (evidence.title_in("ar").text, evidence.title_in("ar").is_missing) == ("السكن", False)
    assert (evidence.title_in("ti").text, evidence.title_in("ti").is_missing) == ("Wonen", True)


def test_a_newcomer_without_plan_is_said_so(plan, case_worker):
    newcomer = make_newcomer(case_worker=case_worker, first_name="Sara")
    Plan.objects.filter(newcomer=newcomer).delete()
    with pytest.raises(plans.NoPlan):
        plans.get_plan(newcomer=newcomer, on=TODAY)
    assert plans.list_plan_summaries(newcomers=[newcomer], on=TODAY) == {}


def test_what_is_hers_can_be_taken_along_and_erased_without_touching_others(plan, case_worker):
    neighbour = make_newcomer(case_worker=case_worker, first_name="Sara")
    for newcomer in (plan.newcomer, neighbour):
        follow_completion(completion=make_completion(newcomer.pk), at=NOW)
    plans.suspend_clocks(plan=plan, from_date=TODAY, reason="Ill.", by=case_worker, at=NOW)
    taken = {section.name: section.as_json()["rows"] for section in export_person(plan.newcomer)}
    assert json.loads(json.dumps(taken)) == taken
    numbers = [len(taken[f"mo_plans.{name}"]) for name in ("evidence", "suspension", "plancomponent")]
    assert numbers == [1, 2, 4]
    assert "Peeters" not in str({name: rows for name, rows in taken.items() if name.startswith("mo_plans.")})
    rules = [rule for rule in core.list_rules() if rule.model._meta.app_label == "mo_plans"]
    for rule in rules:
        rule.erase(plan.newcomer, NOW)
    assert all(rule.export(plan.newcomer) == [] for rule in rules)
    assert plans.get_plan(newcomer=neighbour, on=TODAY).evidence_minutes == 120
