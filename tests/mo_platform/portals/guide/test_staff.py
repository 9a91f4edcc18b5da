"""Colleagues come, change roles, lose phones and leave: their administrator arranges it, and cannot go too far."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from core.errors import Conflict, DomainError, NotAllowed
from people import api as people
from people.enums import AdminActKind, Role
from people.models import AdminAct, Membership, User
from tests.concurrency import run_at_once
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer
from tests.people.staff_steps import give_app

from .conftest import MISSING, browser_of, staff_in, text_of

NOUR = {"first_name": "Nour", "last_name": "Aziz", "email": "Nour.Aziz@example.org"}


@pytest.fixture
def administrator(office):
    return StaffFactory(role=Role.ORG_ADMIN, role__organisation=office, first_name="Kim", last_name="De Smet")


@pytest.fixture
def platform_admin(office):
    return StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)


def at(name: str, user, **kwargs) -> str:
    return reverse(name, kwargs={"uuid": getattr(user, "uuid", user), **kwargs})


def end(browser, user, role: Role):
    row = user.memberships.get(role=role)
    return browser.post(at("end_role", user, number=row.pk))


def link_in(response) -> str:
    return re.search(r'class="link-to-copy" dir="ltr">https?://[^/]+([^<]+)<', response.content.decode())[1]


def choose_password(link: str, password: str = "een heel lang wachtwoord 2026"):
    browser = Client()
    page = browser.get(link)
    return browser.post(page.headers["Location"], {"password1": password, "password2": password})


def test_a_colleague_gets_an_account_and_comes_in_by_a_link_shown_once(office, administrator):
    browser = browser_of(administrator)

    shown = browser.post("/guide/people/add/", NOUR | {"organisation": office.code, "role": "desk"})

    nour = User.objects.get(email="nour.aziz@example.org")
    assert not nour.has_usable_password() and nour.memberships.get().role == Role.DESK
    assert choose_password(link_in(shown)).status_code == 302
    nour.refresh_from_db()
    assert nour.check_password("een heel lang wachtwoord 2026")
    assert link_in(shown) not in browser.get(at("colleague", nour)).content.decode()
    act = AdminAct.objects.get()
    assert (act.kind, act.person, act.role, act.by) == (AdminActKind.ACCOUNT_MADE, nour, Role.DESK, administrator)
    assert "Nour Aziz" in text_of(browser.get("/guide/people/"))


def test_the_platform_gives_a_role_to_who_works_elsewhere_and_she_signs_in_as_before(
    office, other_office, platform_admin
):
    els = StaffFactory(role=Role.TEACHER, role__organisation=other_office, email="els@example.org")

    answer = browser_of(platform_admin).post(
        "/guide/people/add/", NOUR | {"email": "ELS@example.org", "organisation": office.code, "role": "desk"}
    )

    assert answer.headers["Location"] == "/guide/people/"
    assert els.memberships.filter(organisation=office, role=Role.DESK).exists()
    els.refresh_from_db()
    assert els.has_usable_password() and els.first_name == "Els"


def test_an_account_of_another_organisation_is_not_taken_on_nor_named(office, other_office, administrator):
    els = StaffFactory(role=Role.TEACHER, role__organisation=other_office, first_name="Els", last_name="Vreemd")

    answer = browser_of(administrator).post(
        "/guide/people/add/", NOUR | {"email": els.email, "organisation": office.code, "role": "desk"}
    )

    assert answer.status_code == 400 and list(answer.context["form"].errors) == ["email"]
    assert "Els" not in text_of(answer) and "Vreemd" not in text_of(answer)
    assert els.memberships.get().organisation == other_office


def test_who_left_elsewhere_is_not_taken_on_here(office, other_office, administrator, platform_admin):
    left = StaffFactory(role=Role.DESK, role__organisation=other_office)
    people.end_role(membership=left.memberships.get(), by=platform_admin, at=NOW)
    never = StaffFactory(role=Role.DESK, role__organisation=other_office)
    never.memberships.all().delete()
    fields = NOUR | {"organisation": office, "role": Role.DESK}

    for user in (left, never):
        with pytest.raises(Conflict, check=lambda error: error.code == "email_taken"):
            people.add_colleague(**(fields | {"email": user.email}), by=administrator, at=NOW)
    assert not Membership.objects.filter(user__in=(left, never)).exists()
    assert not User.objects.get(pk=left.pk).is_active

    added = people.add_colleague(**(fields | {"email": left.email}), by=platform_admin, at=NOW)
    assert added.user == left and added.link


def test_two_offices_that_take_on_the_same_person_at_once_do_not_both_make_her_account(threaded_database):
    offices = [OrganisationFactory(code=code, name=code) for code in ("agii-gent", "agii-aalst")]
    administrators = [StaffFactory(role=Role.ORG_ADMIN, role__organisation=office) for office in offices]

    def take_on(office, by):
        def act():
            try:
                return people.add_colleague(**NOUR, organisation=office, role=Role.CASE_WORKER, by=by, at=NOW).link
            except Conflict as refusal:
                return refusal.code

        return act

    results = run_at_once(*map(take_on, offices, administrators))

    assert results.count("email_taken") == 1
    assert User.objects.filter(email__iexact=NOUR["email"]).count() == 1
    assert Membership.objects.filter(user__email__iexact=NOUR["email"]).count() == 1


def test_nobody_gives_herself_a_role(office, administrator, platform_admin):
    for user in (administrator, platform_admin):
        browser, role = browser_of(user), {"organisation": office.code, "role": "case_worker"}
        assert at("give_role", user) not in browser.get(at("colleague", user)).content.decode()
        assert browser.post(at("give_role", user), role).status_code == 404
        assert browser.post("/guide/people/add/", NOUR | role | {"email": user.email}).status_code == 404
        assert user.memberships.count() == 1


def test_an_administrator_cannot_become_somebody_by_giving_her_a_role(office, other_office, administrator):
    """Whoever gets a link for a password can become that person: roles elsewhere keep it out of reach."""
    boss = StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=other_office, email="boss@example.org")
    Membership.objects.create(user=boss, organisation=office, role=Role.DESK)
    browser = browser_of(administrator)
    assert browser.get(at("colleague", boss)).status_code == 200

    for name in ("password_link", "forget_second_factor"):
        assert browser.get(at(name, boss)).status_code == 404
        assert browser.post(at(name, boss)).status_code == 404
    boss = User.objects.get(pk=boss.pk)
    assert boss.has_usable_password()
    with pytest.raises(NotAllowed):
        people.make_way_in(colleague=boss, by=administrator, at=NOW)


def test_a_superuser_and_a_stopped_account_are_left_alone(office, administrator, other_office):
    root = StaffFactory(role=Role.DESK, role__organisation=other_office, email="root@example.org", is_superuser=True)
    gone = StaffFactory(role=Role.DESK, role__organisation=office, email="gone@example.org", is_active=False)
    browser = browser_of(administrator)

    for user in (root, gone):
        answer = browser.post(
            "/guide/people/add/", NOUR | {"email": user.email, "organisation": office.code, "role": "teacher"}
        )
        assert answer.status_code == 400 and "email" in answer.context["form"].errors
    assert not Membership.objects.filter(role=Role.TEACHER).exists()


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(office, administrator):
    answer = browser_of(administrator).post(
        "/guide/people/add/", {"first_name": "Nour", "email": "nour", "organisation": office.code}
    )

    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"last_name", "email", "role"}
    assert 'value="Nour"' in answer.content.decode()


def test_only_the_platform_makes_administrators_of_the_platform(office, administrator, platform_admin, case_worker):
    fields = NOUR | {"organisation": office.code, "role": "platform_admin"}
    assert browser_of(administrator).post("/guide/people/add/", fields).status_code == 400
    for act in (
        lambda: people.add_colleague(**NOUR, organisation=office, role=Role.PLATFORM_ADMIN, by=administrator, at=NOW),
        lambda: people.give_role(
            colleague=case_worker, organisation=office, role=Role.PLATFORM_ADMIN, by=administrator, at=NOW
        ),
        lambda: people.end_role(membership=platform_admin.memberships.get(), by=administrator, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert end(browser_of(administrator), platform_admin, Role.PLATFORM_ADMIN).status_code == 404

    assert browser_of(platform_admin).post("/guide/people/add/", fields).status_code == 200


def test_a_colleague_gets_one_more_role_but_not_twice(office, administrator, case_worker):
    browser = browser_of(administrator)
    role = {"organisation": office.code, "role": "desk"}

    assert browser.post(at("give_role", case_worker), role).headers["Location"] == at("colleague", case_worker)
    again = browser.post(at("give_role", case_worker), role)

    assert again.status_code == 400 and "role" in again.context["form"].errors
    assert sorted(case_worker.memberships.values_list("role", flat=True)) == ["case_worker", "desk"]


def test_ending_a_case_worker_says_first_how_many_stay_behind(office, administrator, case_worker):
    make_newcomer(case_worker=case_worker, first_name="Bilal")
    make_newcomer(case_worker=case_worker)
    browser, worker = browser_of(administrator), browser_of(case_worker)
    row = case_worker.memberships.get()

    asked = browser.get(at("end_role", case_worker, number=row.pk))
    assert asked.context["consequence"].startswith("2 ")
    assert Membership.objects.filter(pk=row.pk).exists()
    end(browser, case_worker, Role.CASE_WORKER)

    assert browser.get("/guide/caseload/?scope=nobody").context["without_guide"] == 2
    case_worker.refresh_from_db()
    assert not case_worker.is_active  # her last role: she is stopped and signed out
    assert not get_user(worker).is_authenticated
    assert AdminAct.objects.get().kind == AdminActKind.ROLE_ENDED


def test_who_comes_back_starts_with_a_new_password_and_a_new_factor(office, administrator, case_worker):
    give_app(case_worker)
    browser = browser_of(administrator)
    end(browser, case_worker, Role.CASE_WORKER)

    shown = browser.post(
        "/guide/people/add/", NOUR | {"email": case_worker.email, "organisation": office.code, "role": "desk"}
    )

    case_worker.refresh_from_db()
    assert case_worker.is_active and not case_worker.has_usable_password()
    assert not Authenticator.objects.filter(user=case_worker).exists()
    assert link_in(shown)


def test_a_translator_gets_her_languages_and_it_is_kept_who_chose_them(office, administrator, case_worker):
    rana = StaffFactory(role=Role.TRANSLATOR, role__organisation=office)
    role, browser = rana.memberships.get(), browser_of(administrator)
    address = at("choose_languages", rana, number=role.pk)
    assert "Vertaalt in: elke taal" in text_of(browser.get(at("colleague", rana)))

    assert browser.post(address, {"languages": ["xx"]}).status_code == 400
    assert browser.post(address, {"languages": ["fr", "ar"]}).status_code == 302

    assert Membership.objects.get(pk=role.pk).languages == ["ar", "fr"]
    assert "Vertaalt in: Arabisch, Frans" in text_of(browser.get(at("colleague", rana)))
    act = AdminAct.objects.get(kind=AdminActKind.LANGUAGES_CHOSEN)
    assert (act.by, act.person, act.changes) == (administrator, rana, {"languages": [[], ["ar", "fr"]]})
    other = at("choose_languages", case_worker, number=case_worker.memberships.get().pk)
    assert browser.get(other).status_code == 404, "a case worker translates nothing"


def test_an_organisation_keeps_its_last_administrator(office, administrator):
    browser = browser_of(administrator)

    assert end(browser, administrator, Role.ORG_ADMIN).headers["Location"] == at("colleague", administrator)
    assert administrator.memberships.count() == 1
    StaffFactory(role=Role.ORG_ADMIN, role__organisation=office, is_active=False)  # one who left is no administrator
    with pytest.raises(DomainError, check=lambda error: error.code == "last_administrator"):
        people.end_role(membership=administrator.memberships.get(), by=administrator, at=NOW)

    StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    end(browser, administrator, Role.ORG_ADMIN)
    assert administrator.memberships.count() == 0


def test_the_platform_keeps_its_last_administrator(platform_admin):
    end(browser_of(platform_admin), platform_admin, Role.PLATFORM_ADMIN)

    assert platform_admin.memberships.count() == 1


def test_a_lost_phone_is_forgotten_after_a_question_and_it_is_kept_who_did_it(administrator, case_worker):
    worker = browser_of(case_worker)
    give_app(case_worker)
    browser = browser_of(administrator)
    assert browser.get(at("forget_second_factor", case_worker)).status_code == 200
    assert Authenticator.objects.filter(user=case_worker).exists()

    shown = browser.post(at("forget_second_factor", case_worker))

    assert not Authenticator.objects.filter(user=case_worker).exists()
    assert not get_user(worker).is_authenticated
    assert not User.objects.get(pk=case_worker.pk).has_usable_password()
    assert choose_password(link_in(shown)).status_code == 302
    act = AdminAct.objects.get()
    assert (act.kind, act.person, act.by) == (AdminActKind.FACTOR_RESET, case_worker, administrator)


def test_a_new_password_leaves_the_second_factor(administrator, case_worker):
    give_app(case_worker)

    shown = browser_of(administrator).post(at("password_link", case_worker))

    assert choose_password(link_in(shown)).status_code == 302
    assert Authenticator.objects.filter(user=case_worker).exists()
    assert AdminAct.objects.get().kind == AdminActKind.LINK_MADE


def test_a_link_or_a_reset_is_read_back_in_every_organisation_of_the_colleague(
    office, other_office, platform_admin, case_worker
):
    for role in (Role.TEACHER, Role.DESK):
        Membership.objects.create(user=case_worker, organisation=other_office, role=role)
    browser = browser_of(platform_admin)

    browser.post(at("password_link", case_worker))
    browser.post(at("forget_second_factor", case_worker))

    for organisation in (office, other_office):
        acts = AdminAct.objects.filter(organisation=organisation, person=case_worker, by=platform_admin)
        assert sorted(acts.values_list("kind", flat=True)) == [AdminActKind.FACTOR_RESET, AdminActKind.LINK_MADE]


def test_nobody_resets_herself_here(administrator):
    browser = browser_of(administrator)

    assert browser.post(at("forget_second_factor", administrator)).status_code == 404
    assert reverse("mfa_index") in browser.get(at("colleague", administrator)).content.decode()


def test_colleagues_elsewhere_and_newcomers_answer_like_nobody(administrator, other_office, newcomer):
    stranger = StaffFactory(role=Role.DESK, role__organisation=other_office, last_name="Vreemd")
    browser = browser_of(administrator)

    assert "Vreemd" not in text_of(browser.get("/guide/people/"))
    for uuid in (stranger.uuid, newcomer.user.uuid, MISSING):
        for name in ("colleague", "give_role", "password_link", "forget_second_factor"):
            assert browser.get(at(name, uuid)).status_code == 404
            assert browser.post(at(name, uuid)).status_code == 404
        number = stranger.memberships.get().pk
        assert browser.post(at("end_role", uuid, number=number)).status_code == 404
    with pytest.raises(NotAllowed):
        people.add_colleague(**NOUR, organisation=other_office, role=Role.DESK, by=administrator, at=NOW)
    assert stranger.memberships.exists()


def test_a_role_elsewhere_is_not_shown_and_cannot_be_ended_here(administrator, office, other_office, case_worker):
    elsewhere = Membership.objects.create(user=case_worker, organisation=other_office, role=Role.TEACHER)
    browser = browser_of(administrator)

    assert "Kantoor Hasselt" not in text_of(browser.get(at("colleague", case_worker)))
    assert browser.post(at("end_role", case_worker, number=elsewhere.pk)).status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_a_platform_administrator_does_it_everywhere(platform_admin, other_office):
    browser = browser_of(platform_admin)

    shown = browser.post("/guide/people/add/", NOUR | {"organisation": other_office.code, "role": "org_admin"})
    nour = User.objects.get(email="nour.aziz@example.org")
    assert link_in(shown)
    end(browser, nour, Role.ORG_ADMIN)  # also the only one there

    assert not nour.memberships.exists()
    assert "Kantoor Hasselt" in text_of(browser.get("/guide/people/"))  # where nobody works


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ORG_ADMIN, Role.PLATFORM_ADMIN}))
def test_other_roles_arrange_nothing(office, case_worker, role):
    browser = staff_in(office, role)

    for path in ("/guide/people/", "/guide/people/add/", at("colleague", case_worker)):
        assert browser.get(path).status_code == 404
    with pytest.raises(NotAllowed):
        people.give_role(colleague=case_worker, organisation=office, role=Role.DESK, by=case_worker, at=NOW)


def test_an_address_of_two_accounts_is_refused(office, administrator, other_office):
    for _number in range(2):
        StaffFactory(role=Role.DESK, role__organisation=other_office, email="team@example.org")

    with pytest.raises(Conflict):
        people.add_colleague(
            **(NOUR | {"email": "team@example.org"}), organisation=office, role=Role.DESK, by=administrator, at=NOW
        )
