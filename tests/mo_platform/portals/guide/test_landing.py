import pytest
from django.test import Client

from lessons.rights.groups import setup_organisation_rights
from people import api as people
from people.enums import OrganisationKind, Role
from people.models import Membership
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer

from .conftest import browser_of, staff_in

AUDITED = {"/guide/looks/", "/guide/reports/"}
SHARED = {"/guide/organisation/", "/guide/people/", "/guide/translations/", "/guide/voices/"}
TAUGHT = {"/guide/questions/", "/guide/class-test/"}
ADMINISTERED = AUDITED | SHARED | TAUGHT | {"/guide/caseload/", "/guide/register/", "/guide/cards/"}


@pytest.mark.parametrize(("role", "target"), [(Role.CASE_WORKER, "/guide/caseload/"), (Role.DESK, "/guide/cards/")])
def test_case_workers_land_in_their_caseload_and_the_desk_at_the_cards(office, role, target):
    response = staff_in(office, role).get("/guide/")

    assert (response.status_code, response.url) == (302, target)


@pytest.mark.parametrize(
    ("role", "may_open"),
    [
        (Role.ORG_ADMIN, ADMINISTERED),
        (Role.AUDITOR, AUDITED),
        (Role.TEACHER, TAUGHT | {"/guide/voices/"}),
        (Role.PLATFORM_ADMIN, SHARED | {"/guide/languages/"}),
    ],
)
def test_others_see_what_they_may_open_and_nothing_else(office, role, may_open):
    page = staff_in(office, role).get("/guide/")

    shown = {door.url for door in page.context["doors"] if door.url.startswith("/guide/")}
    assert shown - {"/guide/deliveries/", "/guide/site-messages/"} == may_open


@pytest.fixture
def partner(db):
    """An organisation that writes lessons and guides nobody."""
    ligo = OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)
    setup_organisation_rights(organisation=ligo)
    return ligo


@pytest.mark.parametrize(
    ("role", "of_role"),
    [(Role.TEACHER, dict.fromkeys(TAUGHT, False)), (Role.TRANSLATOR, {})],
    ids=["teacher", "translator"],
)
def test_who_writes_lessons_sees_what_waits_in_the_cms(partner, role, of_role):
    page = staff_in(partner, role).get("/guide/")

    doors = {door.url: bool(door.meta) for door in page.context["doors"]}
    assert doors.pop("/guide/translations/", False) is False
    assert doors == {"/cms/": True, "/guide/voices/": False} | of_role


def test_every_door_on_the_page_opens(office):
    for role in (Role.ORG_ADMIN, Role.AUDITOR):
        browser = staff_in(office, role)
        for door in browser.get("/guide/").context["doors"]:
            assert browser.get(door.url, follow=True).status_code == 200, (role, door.url)


FOR_AGENCIES = ("/guide/caseload/", "/guide/register/", "/guide/cards/", "/guide/deliveries/", "/guide/reports/")


def test_the_administrator_of_a_partner_sees_only_what_her_organisation_does(partner):
    browser = staff_in(partner, Role.ORG_ADMIN)

    doors = {door.url for door in browser.get("/guide/").context["doors"]}

    assert doors == SHARED | TAUGHT | {"/cms/"}
    assert {browser.get(door, follow=True).status_code for door in doors} == {200}


@pytest.mark.parametrize("address", [*FOR_AGENCIES, "/guide/looks/"])
def test_what_is_for_agencies_refuses_a_partner_at_the_door_in_a_sentence(partner, address):
    page = staff_in(partner, Role.ORG_ADMIN).get(address)

    assert page.status_code == 403
    assert "voor organisaties die inburgeraars begeleiden" in page.text
    assert 'class="side-nav"' in page.text


def test_who_works_for_both_registers_for_the_agency_only(office, partner):
    user = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    Membership.objects.create(user=user, organisation=partner, role=Role.ORG_ADMIN)

    assert people.list_registering_offices(user=user) == [office]


@pytest.mark.parametrize("address", ["/cms/", "/guide/there-is-no-such-page/"])
def test_what_staff_do_not_find_has_their_menu_around_it_and_no_newcomers(office, newcomer, address):
    page = staff_in(office, Role.ORG_ADMIN).get(address)
    phone = Client()
    sign_in_as_newcomer(phone, newcomer)
    hers = phone.get(address)

    assert (page.status_code, hers.status_code) == (404, 404)
    assert 'class="side-nav"' in page.text
    assert 'class="side-nav"' not in hers.text


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
