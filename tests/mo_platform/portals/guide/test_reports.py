"""The auditor reads what an office did in a quarter: numbers, never names, and none so small that it is a person."""

import csv
from datetime import UTC, date, datetime
from itertools import pairwise
from uuid import UUID

import pytest

from curriculum.models import DatedRule
from mo_platform.portals.guide.quarters import Quarter, list_quarters
from people import api as people
from people.enums import Role
from plans import api as plans
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.factories import make_completion

from .conftest import browser_of, staff_in, text_of

WONEN = UUID(int=1)
COMPONENTS, TERMS, BY_LANGUAGE, BY_MODULE, DOSSIERS = range(5)  # the tables, in the order of the page
HELD_BACK = "niet getoond"


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


def test_the_report_counts_what_the_office_did_this_quarter(auditor, case_worker):
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


def test_only_what_falls_in_the_quarter_counts_its_days_included(auditor, case_worker):
    for number, day in ((5, date(2026, 9, 30)), (6, date(2026, 10, 1)), (7, date(2026, 11, 2))):
        fill(case_worker, number, registered_on=day)

    def read(quarter):
        return auditor.get("/guide/reports/", {"quarter": quarter})

    assert read("2026-4").context["report"].registered == "13"
    assert read("2026-3").context["report"].registered == "5"
    assert read("2026-2").context["report"].is_empty
    assert told(read("2026-4"), BY_LANGUAGE)["all"] == ("18",)
    assert told(read("2026-3"), BY_LANGUAGE) == told(read("2026-3"), DOSSIERS) == {}


def test_the_quarters_of_this_year_and_two_before_can_be_chosen_the_one_of_today_first(auditor):
    page = auditor.get("/guide/reports/")

    choices = [code for code, _words in page.context["form"].fields["quarter"].choices]
    assert choices == [f"{year}-{number}" for year in (2026, 2025, 2024) for number in (4, 3, 2, 1)]
    assert '<option value="2026-4" selected>' in text_of(page)
    assert str(page.context["report"].quarter) == "2026-4"


@pytest.mark.parametrize("today", [date(2026, 5, 31), date(2026, 4, 1)])
def test_a_quarter_to_come_cannot_be_chosen(today):
    quarters = list_quarters(on=today)

    assert [str(quarter) for quarter in quarters[:3]] == ["2026-2", "2026-1", "2025-4"]
    assert len(quarters) == 10


def test_quarters_follow_one_another_without_a_gap():
    later, *_ = quarters = list_quarters(on=date(2026, 12, 31))

    assert later.last_day == date(2026, 12, 31)
    assert quarters[-1].first_day == date(2024, 1, 1)
    for after, before in pairwise(quarters):
        assert (after.first_day - before.last_day).days == 1
        assert Quarter.of(before.last_day) == Quarter.of(before.first_day) == before


def test_fewer_than_five_are_not_told_apart(auditor, case_worker):
    fill(case_worker, 3)

    page = auditor.get("/guide/reports/")

    assert page.context["report"].registered == "< 5"
    assert told(page, BY_LANGUAGE) == {"all": ("< 5",)}
    shown = {cell for table in page.context["report"].tables for _label, cells in table.rows for cell in cells}
    assert not [cell for cell in shown if any(digit in cell for digit in "123456789")]


def test_one_busy_reader_is_not_told_apart_by_what_she_completed(auditor, case_worker):
    fill(case_worker, 30)
    busy, *_others = fill(case_worker, 2)
    for number in range(10, 16):
        make_completion(busy.pk, key=UUID(int=number), language="ti")
    for newcomer in fill(case_worker, 9):
        make_completion(newcomer.pk, key=UUID(int=2), language="fr", title={"nl": "Werken"})

    page = auditor.get("/guide/reports/")

    languages = told(page, BY_LANGUAGE)
    assert languages["Tigrinya"] == (HELD_BACK,)
    assert HELD_BACK in languages["Arabisch"] + languages["Frans"]
    assert languages["all"] == ("56",)
    modules = told(page, BY_MODULE)
    assert modules["all"] == ("56",)
    assert {cells for label, cells in modules.items() if label != "all"} <= {("< 5",), (HELD_BACK,), ("41",)}


def test_a_busy_reader_alone_shows_no_row_and_no_total(auditor, case_worker, newcomer):
    for number in range(6):
        make_completion(newcomer.pk, key=UUID(int=number), language="ti")

    page = auditor.get("/guide/reports/")

    assert told(page, BY_LANGUAGE) == told(page, BY_MODULE) == {"all": (HELD_BACK,)}
    file = auditor.get("/guide/reports/", {"as": "csv"}).content.decode()
    assert "Tigrinya" not in file
    assert ";6\r\n" not in file


def test_many_visits_to_one_dossier_are_not_told_apart(auditor, case_worker):
    often, *_others = fill(case_worker, 20)
    for _ in range(7):
        people.record_look(user=case_worker, newcomer=often, purpose="check", what="dossier", at=NOW)

    page = auditor.get("/guide/reports/")

    assert list(told(page, DOSSIERS).values()) == [(HELD_BACK, "0"), (HELD_BACK, "0"), ("27", "0")]


def test_visits_to_a_few_dossiers_have_no_total(auditor, case_worker):
    for newcomer in fill(case_worker, 3):
        people.record_look(user=case_worker, newcomer=newcomer, purpose="check", what="dossier", at=NOW)

    page = auditor.get("/guide/reports/")

    assert set(told(page, DOSSIERS).values()) == {(HELD_BACK, "0")}


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
    "quarter", ["", "x", "2026-5", "2027-1", "2023-4", "2026-04", "2026-4 ' --", "2026-01-01", "\0"]
)
@pytest.mark.parametrize("kind", ["", "csv"])
def test_a_wrong_quarter_is_said_and_gives_no_numbers(auditor, quarter, kind):
    page = auditor.get("/guide/reports/", {"quarter": quarter, "as": kind})

    assert page.status_code == 400
    (error,) = page.context["form"].errors["quarter"]
    assert error in text_of(page)
    assert "<table" not in text_of(page)


def test_days_in_the_address_choose_no_other_period(auditor):
    page = auditor.get("/guide/reports/", {"from_date": "2026-01-01", "until_date": "2026-03-10"})

    assert str(page.context["report"].quarter) == "2026-4"


def test_the_file_holds_the_same_cells_and_no_formula(auditor, case_worker):
    for newcomer in fill(case_worker, 6):
        make_completion(newcomer.pk, key=UUID(int=2), title={"nl": '=HYPERLINK("http://x")'})

    answer = auditor.get("/guide/reports/", {"quarter": "2026-4", "as": "csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="report-2026-4.csv"'
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

    with django_assert_num_queries(11):
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
