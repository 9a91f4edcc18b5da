from datetime import date, timedelta
from uuid import uuid4

import pytest

from assessments.models import BankQuestion
from people import api as people
from people.enums import Role
from plans import api as plans
from plans.models import PlanComponent
from progress.models import LessonProgress
from tests.assessments.factories import make_bank
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.factories import make_completion
from tests.progress.factories import practise

from .conftest import browser_of, staff_in, text_of


def names_on(response) -> list[str]:
    return [row.newcomer.first_name for row in response.context["rows"]]


def test_a_line_tells_language_registration_both_terms_progress_and_activity(worker, case_worker, newcomer):
    make_completion(newcomer.pk)
    LessonProgress.objects.create(newcomer=newcomer, lesson_key=uuid4(), last_at=NOW, completed_at=NOW)

    page = worker.get("/guide/caseload/")

    (row,) = page.context["rows"]
    assert row.language.endonym == "العربية"
    assert row.registered_on == date(2026, 11, 2)
    assert (row.decided.state, row.decided.due_date) == ("ok", date(2026, 12, 2))
    assert (row.signed.state, row.signed.due_date) == ("ok", date(2027, 1, 31))
    assert (row.modules, row.lessons, row.last_activity_at) == (1, 1, NOW)
    assert '<span lang="ar" dir="rtl">العربية</span>' in text_of(page)


@pytest.mark.parametrize(
    ("days_ago", "state", "days"),
    [(31, "late", 1), (30, "soon", 0), (23, "soon", 7), (22, "ok", 8)],
)
def test_the_days_left_decide_the_sign(worker, case_worker, days_ago, state, days):
    make_newcomer(case_worker=case_worker, registered_on=NOW.date() - timedelta(days=days_ago))

    (row,) = worker.get("/guide/caseload/").context["rows"]

    assert row.decided.state == state
    assert str(days) in row.decided.words or row.decided.due_date == NOW.date()


def test_a_suspended_and_a_met_term_say_so(worker, case_worker, newcomer):
    plan = plans.get_plan_record(newcomer=newcomer)
    plans.suspend_clocks(plan=plan, from_date=NOW.date(), reason="ziek", by=case_worker, at=NOW)
    signed = make_newcomer(case_worker=case_worker, first_name="Signed")
    plans.sign_contract(plan=plans.get_plan_record(newcomer=signed), signed_on=NOW.date(), by=case_worker, at=NOW)

    rows = {row.newcomer: row for row in worker.get("/guide/caseload/").context["rows"]}

    assert rows[newcomer].decided.state == rows[newcomer].signed.state == "suspended"
    assert rows[signed].signed.state == "met"


def test_the_states_can_be_filtered_and_are_counted(worker, case_worker):
    today = NOW.date()
    for first_name, registered_on in (("Late", 40), ("Soon", 25), ("Fine", 3)):
        make_newcomer(
            case_worker=case_worker, first_name=first_name, registered_on=today - timedelta(days=registered_on)
        )
    paused = make_newcomer(case_worker=case_worker, first_name="Paused", registered_on=today)
    plan = plans.get_plan_record(newcomer=paused)
    plans.suspend_clocks(plan=plan, from_date=today, reason="ziek", by=case_worker, at=NOW)
    done = make_newcomer(case_worker=case_worker, first_name="Done", registered_on=today - timedelta(days=2))
    decide_everything(done, case_worker)

    def shown(state):
        return names_on(worker.get("/guide/caseload/", {"clock": state}))

    assert shown("late") == ["Late"]
    assert shown("soon") == ["Soon"]
    assert shown("suspended") == ["Paused"]
    assert shown("met") == ["Done"]
    assert set(shown("ok")) == {"Late", "Soon", "Fine"}  # the term of 90 days of all three
    assert [tab["count"] for tab in worker.get("/guide/caseload/").context["tabs"]] == [5, 1, 1, 1, 0, 1, 3, 1]


def test_who_did_nothing_for_a_month_asks_for_attention(worker, case_worker):
    def begin(first_name, *, days_ago, active=None):
        registered_on = NOW.date() - timedelta(days=days_ago)
        made = make_newcomer(case_worker=case_worker, first_name=first_name, registered_on=registered_on)
        if active is not None:
            last_at = NOW - timedelta(days=active)
            LessonProgress.objects.create(newcomer=made, lesson_key=uuid4(), last_at=last_at)
        return made

    begin("Idle", days_ago=60, active=31)
    begin("Never", days_ago=30)
    begin("New", days_ago=29)
    begin("Busy", days_ago=60, active=29)
    make_bank(keys=("wonen-1",))
    version = BankQuestion.objects.get().question.current
    practise(begin("Practising", days_ago=60), [(version, True)], at=NOW - timedelta(days=2))
    plan = plans.get_plan_record(newcomer=begin("Paused", days_ago=60))
    since = NOW.date() - timedelta(days=50)
    plans.suspend_clocks(plan=plan, from_date=since, reason="ziek", by=case_worker, at=NOW)
    decide_everything(begin("Done", days_ago=60), case_worker)
    PlanComponent.objects.filter(plan__newcomer__first_name="Done", code="MO").update(status="goal_reached")

    page = worker.get("/guide/caseload/", {"clock": "inactive"})
    assert set(names_on(page)) == {"Idle", "Never"}
    assert next(tab for tab in page.context["tabs"] if tab["clock"] == "inactive")["count"] == 2
    assert "30 dagen" in text_of(page)


def test_the_most_urgent_stands_first_and_other_orders_can_be_chosen(worker, case_worker):
    today = NOW.date()
    first = make_newcomer(case_worker=case_worker, first_name="Zohra", last_name="A", registered_on=today)
    make_newcomer(case_worker=case_worker, first_name="Amin", last_name="B", registered_on=today - timedelta(days=50))
    LessonProgress.objects.create(newcomer=first, lesson_key=uuid4(), last_at=NOW)

    assert names_on(worker.get("/guide/caseload/")) == ["Amin", "Zohra"]
    assert names_on(worker.get("/guide/caseload/", {"sort": "name"})) == ["Zohra", "Amin"]
    assert names_on(worker.get("/guide/caseload/", {"sort": "registered"})) == ["Zohra", "Amin"]
    assert names_on(worker.get("/guide/caseload/", {"sort": "active"})) == ["Zohra", "Amin"]
    assert names_on(worker.get("/guide/caseload/", {"sort": "nonsense", "clock": "nonsense"})) == ["Amin", "Zohra"]


def test_the_own_caseload_comes_first_and_the_office_on_request(worker, newcomer, colleague):
    make_newcomer(case_worker=colleague, first_name="Bilal")

    assert names_on(worker.get("/guide/caseload/")) == ["Amal"]
    office = worker.get("/guide/caseload/", {"scope": "office", "sort": "name"})
    assert set(names_on(office)) == {"Amal", "Bilal"}
    assert "Jan Claes" in text_of(office)


def test_a_name_is_found_by_its_parts_in_any_order(worker, newcomer, case_worker):
    make_newcomer(case_worker=case_worker, first_name="Bilal", last_name="Omar")

    assert names_on(worker.get("/guide/caseload/", {"name": "haddad am"})) == ["Amal"]
    nobody = worker.get("/guide/caseload/", {"name": "xyz"})
    assert names_on(nobody) == []
    assert 'href="/guide/caseload/"' in text_of(nobody).partition("empty-state")[2]


def test_newcomers_of_another_office_never_stand_in_the_list(worker, newcomer, other_office):
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    make_newcomer(case_worker=stranger, first_name="Vreemd")

    assert names_on(worker.get("/guide/caseload/", {"scope": "office"})) == ["Amal"]


def test_who_is_desk_elsewhere_lists_no_caseload_there(case_worker, newcomer, other_office):
    """She guides in Gent and only hands out cards in Hasselt: Hasselt's plans are not hers to read."""
    there = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    make_newcomer(case_worker=there, first_name="Hasselt")
    case_worker.memberships.create(organisation=other_office, role=Role.DESK)

    page = browser_of(case_worker).get("/guide/caseload/", {"scope": "office"})

    assert names_on(page) == ["Amal"]


@pytest.mark.parametrize("role", [Role.DESK, Role.TEACHER, Role.TRANSLATOR, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_a_caseload_does_not_exist_for_other_roles(office, newcomer, role):
    assert staff_in(office, role).get("/guide/caseload/").status_code == 404


def test_an_empty_caseload_says_what_to_do(worker):
    page = text_of(worker.get("/guide/caseload/"))

    assert 'href="/guide/register/"' in page.partition("empty-state")[2]


def test_a_list_is_no_look(worker, newcomer):
    worker.get("/guide/caseload/")

    assert list(people.list_looks(newcomer=newcomer)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_caseload_costs_the_same_whatever_its_length(worker, case_worker, django_assert_num_queries, number):
    for _ in range(number):
        make_completion(make_newcomer(case_worker=case_worker).pk)

    with django_assert_num_queries(14):
        assert len(worker.get("/guide/caseload/").context["rows"]) == number


def test_eighty_newcomers_come_in_two_pages(worker, case_worker, django_assert_num_queries):
    for number in range(80):
        make_newcomer(case_worker=case_worker, first_name=f"N{number:02}", last_name="Z")
    worker.get("/guide/caseload/")

    with django_assert_num_queries(14):
        page = worker.get("/guide/caseload/", {"sort": "name"})

    assert len(page.context["rows"]) == 50
    assert names_on(worker.get("/guide/caseload/", {"sort": "name", "page": 2}))[0] == "N50"


def decide_everything(newcomer, by) -> None:
    plan = plans.get_plan_record(newcomer=newcomer)
    plans.decide_components(plan=plan, decisions=dict.fromkeys(["MO", "NT2", "WERK", "PNT"], "planned"), by=by, at=NOW)
    plans.sign_contract(plan=plan, signed_on=NOW.date(), by=by, at=NOW)
