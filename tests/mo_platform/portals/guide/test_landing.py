import pytest
from django.test import Client

from people.enums import Role
from tests.factories import StaffFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer

from .conftest import browser_of, staff_in

AUDITED = {"/guide/looks/", "/guide/reports/"}
SHARED = {"/guide/organisation/", "/guide/people/", "/guide/translations/"}
ADMINISTERED = AUDITED | SHARED | {"/guide/caseload/", "/guide/register/", "/guide/cards/"}


@pytest.mark.parametrize(("role", "target"), [(Role.CASE_WORKER, "/guide/caseload/"), (Role.DESK, "/guide/cards/")])
def test_case_workers_land_in_their_caseload_and_the_desk_at_the_cards(office, role, target):
    response = staff_in(office, role).get("/guide/")

    assert (response.status_code, response.url) == (302, target)


@pytest.mark.parametrize(
    ("role", "may_open"),
    [
        (Role.ORG_ADMIN, ADMINISTERED),
        (Role.AUDITOR, AUDITED),
        (Role.TEACHER, set()),
        (Role.PLATFORM_ADMIN, SHARED | {"/guide/languages/"}),
    ],
)
def test_others_see_what_they_may_open_and_nothing_else(office, role, may_open):
    page = staff_in(office, role).get("/guide/")

    shown = {door.url for door in page.context["doors"] if door.url.startswith("/guide/")}
    assert shown - {"/guide/deliveries/", "/guide/site-messages/"} == may_open


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TRANSLATOR])
def test_who_writes_lessons_sees_what_waits_in_the_cms(office, role):
    page = staff_in(office, role).get("/guide/")

    doors = {door.url: bool(door.meta) for door in page.context["doors"]}
    assert doors.pop("/guide/translations/", False) is False
    assert doors == {"/cms/": True}


def test_every_door_on_the_page_opens(office):
    for role in (Role.ORG_ADMIN, Role.AUDITOR):
        browser = staff_in(office, role)
        for door in browser.get("/guide/").context["doors"]:
            if door.url != "/cms/":
                assert browser.get(door.url, follow=True).status_code == 200, (role, door.url)


def test_an_account_without_a_role_and_a_newcomer_find_nothing_here(db, newcomer):
    nobody = StaffFactory(role=Role.TEACHER)
    nobody.memberships.all().delete()
    phone = Client()
    sign_in_as_newcomer(phone, newcomer)

    assert browser_of(nobody).get("/guide/").status_code == 404
    assert phone.get("/guide/").status_code == 404
    assert phone.get("/guide/caseload/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(db):
    response = Client().get("/guide/caseload/")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/guide/caseload/"


def test_pages_about_people_are_never_stored_by_a_browser(worker, case_worker):
    make_newcomer(case_worker=case_worker)
    for url in ("/guide/caseload/", "/guide/cards/", "/guide/register/"):
        assert "no-store" in worker.get(url)["Cache-Control"]
