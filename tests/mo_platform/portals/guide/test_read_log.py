from datetime import timedelta

import pytest

from people import api as people
from people.enums import Role
from tests.factories import NOW, StaffFactory, make_newcomer

from .conftest import address, browser_of, staff_in, text_of


@pytest.fixture
def auditor(office):
    return staff_in(office, Role.AUDITOR)


def look(user, newcomer, *, days_ago=0, purpose="guidance", explanation=""):
    people.record_look(
        user=user,
        newcomer=newcomer,
        purpose=purpose,
        what="dossier",
        at=NOW - timedelta(days=days_ago),
        explanation=explanation,
    )


def rows_on(page) -> list[tuple]:
    return [(row.user.get_full_name(), row.newcomer.first_name) for row in page.context["page_obj"]]


def test_the_auditor_reads_who_looked_at_whom_and_why(auditor, newcomer, case_worker, colleague):
    look(case_worker, newcomer, days_ago=2)
    look(colleague, newcomer, purpose="stand_in", explanation="Els is ziek")

    page = auditor.get("/guide/looks/")

    assert rows_on(page) == [("Jan Claes", "Amal"), (case_worker.get_full_name(), "Amal")]
    assert "Els is ziek" in text_of(page)


def test_the_log_is_filtered_by_person_and_by_day(auditor, newcomer, case_worker, colleague):
    look(case_worker, newcomer, days_ago=9)
    look(colleague, newcomer)
    look(colleague, make_newcomer(case_worker=case_worker, first_name="Bilal", last_name="Omar"))

    def shown(**query):
        return rows_on(auditor.get("/guide/looks/", query))

    assert shown(person="claes") == [("Jan Claes", "Bilal"), ("Jan Claes", "Amal")]
    assert shown(person="omar") == [("Jan Claes", "Bilal")]
    assert shown(until_date="2026-11-14") == [(case_worker.get_full_name(), "Amal")]
    assert len(shown(from_date="2026-11-15")) == 2
    assert shown(from_date="2026-11-15", until_date="2026-11-22") == []
    assert len(shown(from_date="nonsense")) == 3


def test_looks_in_another_organisation_are_not_the_auditors_business(auditor, newcomer, other_office):
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    look(stranger, make_newcomer(case_worker=stranger, first_name="Vreemd"))

    assert rows_on(auditor.get("/guide/looks/")) == []


def test_reading_the_log_changes_nothing(auditor, newcomer, case_worker):
    look(case_worker, newcomer)

    assert auditor.post("/guide/looks/").status_code == 405
    assert '<form method="post"' not in text_of(auditor.get("/guide/looks/")).partition("<main")[2]
    assert people.list_looks(newcomer=newcomer).count() == 1


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.DESK, Role.TEACHER, Role.TRANSLATOR, Role.PLATFORM_ADMIN])
def test_the_log_does_not_exist_for_other_roles(office, role):
    assert staff_in(office, role).get("/guide/looks/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_log_costs_the_same_whatever_its_length(office, newcomer, case_worker, django_assert_num_queries, number):
    auditor = browser_of(StaffFactory(role=Role.AUDITOR, role__organisation=office))
    for _ in range(number):
        look(case_worker, make_newcomer(case_worker=case_worker))

    with django_assert_num_queries(4):
        assert len(auditor.get("/guide/looks/").context["page_obj"]) == number


def test_a_long_log_comes_in_pages(auditor, newcomer, case_worker):
    for _ in range(51):
        look(case_worker, newcomer)

    assert len(auditor.get("/guide/looks/").context["page_obj"]) == 50
    assert len(auditor.get("/guide/looks/", {"page": 2}).context["page_obj"]) == 1


def test_the_newcomer_reads_the_same_row_that_the_dossier_wrote(worker, auditor, newcomer, case_worker):
    worker.get(address("dossier", newcomer))

    assert rows_on(auditor.get("/guide/looks/")) == [(case_worker.get_full_name(), "Amal")]
    assert people.list_looks(newcomer=newcomer).count() == 1
