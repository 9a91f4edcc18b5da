"""The auditor reads what an office did in a period: numbers, never names, and none so small that it is a person."""

import csv
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from curriculum.models import DatedRule
from people import api as people
from people.enums import Role
from plans import api as plans
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.factories import make_completion

from .conftest import browser_of, staff_in, text_of

WONEN = UUID(int=1)
COMPONENTS, TERMS, BY_LANGUAGE, BY_MODULE, DOSSIERS = range(5)  # the tables, in the order of the page


@pytest.fixture
def auditor(office):
    return staff_in(office, Role.AUDITOR)


@pytest.fixture
def stranger(other_office):
    return StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)


def fill(case_worker, number, **fields):
    """Newcomers who each completed one module and whose dossier was opened once."""
    newcomers = [make_newcomer(case_worker=case_worker, **fields) for _ in range(number)]
    for newcomer in newcomers:
        make_completion(newcomer.pk, key=WONEN)
        people.record_look(user=case_worker, newcomer=newcomer, purpose="guidance", what="dossier", at=NOW)
    return newcomers


def told(page, place) -> dict[str, tuple[str, ...]]:
    """The rows of the table at that place that say something, by label."""
    table = page.context["report"].tables[place]
    return {label: cells for label, cells in (*table.rows, ("all", table.total)) if set(cells) != {"0"}}


def test_the_report_counts_what_the_office_did_this_year(auditor, case_worker):
    newcomers = fill(case_worker, 6)
    for newcomer in newcomers:
        plan = plans.get_plan_record(newcomer=newcomer)
        plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    people.record_look(user=case_worker, newcomer=newcomers[0], purpose="guidance", what="card", at=NOW)

    page = auditor.get("/guide/reports/")

    assert page.context["report"].registered == "6"
    assert sorted(cells for cells in told(page, COMPONENTS).values()) == [
        ("0", "6", "6", "6"),
        ("6", "0", "0", "0"),
        ("6", "6", "6", "6"),
    ]
    assert list(told(page, TERMS).values()) == [("6", "6"), ("6", "6")]
    assert told(page, BY_LANGUAGE) == {"Arabisch": ("6",), "all": ("6",)}
    assert told(page, BY_MODULE) == {"Wonen": ("6",), "all": ("6",)}
    assert list(told(page, DOSSIERS).values()) == [("6", "0"), ("6", "0")]
    assert "Haddad" not in text_of(page)
    assert case_worker.last_name not in text_of(page)


def test_the_report_and_the_dossiers_agree_about_every_clock(office, case_worker, newcomer):
    waiting, signed, late = newcomer, *fill(case_worker, 2)
    early = make_newcomer(case_worker=case_worker, registered_on=date(2026, 9, 1))
    plans.suspend_clocks(
        plan=plans.get_plan_record(newcomer=waiting),
        from_date=NOW.date(),
        reason="Om medische redenen",
        by=case_worker,
        at=NOW,
    )
    for person, day in ((signed, date(2026, 11, 20)), (late, date(2027, 3, 1))):
        plan = plans.get_plan_record(newcomer=person)
        plans.sign_contract(
            plan=plan, signed_on=day, by=case_worker, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        )
    days = (date(2026, 11, 23), date(2026, 12, 2), date(2026, 12, 3), date(2027, 3, 2))
    for on in days:
        expected: dict = {}
        for person in (waiting, signed, late, early):
            for clock in plans.get_plan(newcomer=person, on=on).clocks:
                key = (clock.kind, clock.state)
                expected[key] = expected.get(key, 0) + 1
        period = {"from_date": date(2026, 1, 1), "until_date": date(2026, 12, 31)}
        assert plans.count_clock_states(organisations=[office], on=on, **period) == expected


def test_a_plan_without_a_term_counts_as_such_and_every_column_has_the_same_total(auditor, case_worker):
    fill(case_worker, 6)
    DatedRule.objects.filter(code="contract_signed").delete()
    fill(case_worker, 5)

    page = auditor.get("/guide/reports/")

    assert list(told(page, TERMS).values()) == [("11", "6"), ("0", "5"), ("11", "11")]


def test_only_what_falls_in_the_period_counts_its_days_included(auditor, case_worker):
    fill(case_worker, 5, registered_on=date(2026, 11, 2))
    fill(case_worker, 5, registered_on=date(2026, 10, 1))

    def registered(first, last):
        page = auditor.get("/guide/reports/", {"from_date": first, "until_date": last})
        return page.context["report"].registered

    assert registered("2026-10-01", "2026-11-02") == "10"
    assert registered("2026-10-02", "2026-11-02") == "5"
    assert registered("2026-10-01", "2026-11-01") == "5"
    page = auditor.get("/guide/reports/", {"from_date": "2026-11-20", "until_date": "2026-11-20"})
    assert told(page, BY_LANGUAGE)["all"] == ("10",)
    assert told(page, DOSSIERS) == {}


def test_fewer_than_five_are_not_told_apart(auditor, case_worker):
    fill(case_worker, 3)

    page = auditor.get("/guide/reports/")

    assert page.context["report"].registered == "< 5"
    assert told(page, BY_LANGUAGE) == {"all": ("< 5",)}
    shown = {cell for table in page.context["report"].tables for _label, cells in table.rows for cell in cells}
    assert not [cell for cell in shown if any(digit in cell for digit in "123456789")]


def test_another_organisation_is_never_counted(auditor, stranger):
    fill(stranger, 6)

    page = auditor.get("/guide/reports/")

    assert page.context["report"].is_empty
    assert page.context["report"].organisations == ("Kantoor Gent",)


def test_who_audits_two_offices_reads_them_together(office, other_office, case_worker, stranger):
    both = StaffFactory(role=Role.AUDITOR, role__organisation=office)
    both.memberships.create(organisation=other_office, role=Role.ORG_ADMIN)
    fill(case_worker, 3)
    fill(stranger, 3)

    assert browser_of(both).get("/guide/reports/").context["report"].registered == "6"


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-11-02", "2026-11-01", "until_date"),
        ("31 februari", "2026-11-01", "from_date"),
        ("2026-11-02", "", "until_date"),
    ],
)
@pytest.mark.parametrize("kind", ["", "csv"])
def test_a_bad_period_is_said_and_what_was_typed_stays(auditor, first, last, field, kind):
    page = auditor.get("/guide/reports/", {"from_date": first, "until_date": last, "as": kind})

    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert f'value="{first}"' in text_of(page)
    assert "<table" not in text_of(page)


def test_the_ends_of_the_calendar_are_a_period_too(auditor, newcomer):
    page = auditor.get("/guide/reports/", {"from_date": "0001-01-01", "until_date": "9999-12-31"})

    assert page.context["report"].registered == "< 5"


def test_the_file_holds_the_same_cells_and_no_formula(auditor, case_worker):
    for newcomer in fill(case_worker, 6):
        make_completion(newcomer.pk, key=UUID(int=2), title={"nl": '=HYPERLINK("http://x")'})

    answer = auditor.get("/guide/reports/", {"from_date": "2026-01-01", "until_date": "2026-11-23", "as": "csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="report-2026-01-01-2026-11-23.csv"'
    assert "no-store" in answer["Cache-Control"]
    head, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";")
    page = auditor.get("/guide/reports/")
    cells = [cell for table in page.context["report"].tables for _label, row in table.lines() for _column, cell in row]
    assert [line[-1] for line in lines] == [page.context["report"].registered, *cells]
    assert {len(line) for line in (head, *lines)} == {7}
    assert '\'=HYPERLINK("http://x")' in {line[4] for line in lines}
    assert not [part for line in lines for part in line if part.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("number", [1, 6])
def test_the_report_costs_the_same_whatever_the_office_did(office, case_worker, django_assert_num_queries, number):
    auditor = browser_of(StaffFactory(role=Role.AUDITOR, role__organisation=office))
    fill(case_worker, number)

    with django_assert_num_queries(9):
        auditor.get("/guide/reports/")


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.DESK, Role.TEACHER, Role.TRANSLATOR, Role.PLATFORM_ADMIN])
def test_the_report_does_not_exist_for_other_roles(office, role):
    browser = staff_in(office, role)

    assert browser.get("/guide/reports/").status_code == 404
    assert browser.get("/guide/reports/", {"as": "csv"}).status_code == 404


def test_a_role_elsewhere_opens_no_numbers_here(case_worker, other_office):
    fill(case_worker, 6)
    elsewhere = StaffFactory(role=Role.AUDITOR, role__organisation=other_office)
    elsewhere.memberships.create(organisation=case_worker.memberships.get().organisation, role=Role.TEACHER)

    assert browser_of(elsewhere).get("/guide/reports/").context["report"].is_empty


def test_reading_changes_nothing(auditor):
    assert auditor.post("/guide/reports/").status_code == 405
