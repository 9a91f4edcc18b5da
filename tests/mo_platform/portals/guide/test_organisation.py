"""An organisation runs itself: its administrator keeps address, hours and drafts; the platform's adds organisations."""

import pytest
from django.test import Client
from wagtail.models import Page

from core.errors import NotAllowed
from people import api as people
from people.enums import AdminActKind, OrganisationKind, Role
from people.models import AdminAct, Organisation
from tests.factories import NOW, OrganisationFactory, StaffFactory

from .conftest import browser_of, staff_in, text_of

FIELDS = {"name": "Kantoor Gent", "address": "Stationsplein 1, 9000 Gent", "phone": "09 000 00 00"}


def as_shown(organisation) -> dict:
    return {"seen": people.name_state(organisation=Organisation.objects.get(pk=organisation.pk))}


@pytest.fixture
def administrator(office):
    return StaffFactory(role=Role.ORG_ADMIN, role__organisation=office, first_name="Kim", last_name="De Smet")


@pytest.fixture
def platform_admin(office):
    return StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)


def test_an_administrator_changes_what_newcomers_see_at_ask_a_person(office, administrator):
    browser = browser_of(administrator)
    assert browser.get("/guide/organisation/").headers["Location"] == "/guide/organisation/agii-gent/"

    answer = browser.post(
        "/guide/organisation/agii-gent/",
        FIELDS | as_shown(office) | {"email": "gent@example.org", "day_1": "9-12, 13u–16u30", "day_3": "13:00 - 18:00"},
    )

    assert answer.headers["Location"] == "/guide/organisation/agii-gent/"
    office.refresh_from_db()
    assert office.opening_hours == [[1, "09:00", "12:00"], [1, "13:00", "16:30"], [3, "13:00", "18:00"]]
    seen = text_of(Client().get("/nl/help/"))
    assert all(part in seen for part in ("Stationsplein 1", "09 000 00 00", "mailto:gent@example.org", "16:30"))
    shown = browser.get("/guide/organisation/agii-gent/")
    assert shown.context["form"]["day_1"].value() == "09:00-12:00, 13:00-16:30"


def test_a_phone_of_words_is_refused_as_it_is_for_a_newcomer(office, administrator):
    answer = browser_of(administrator).post(
        "/guide/organisation/agii-gent/", FIELDS | as_shown(office) | {"phone": "bel ons"}
    )

    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"phone"}
    office.refresh_from_db()
    assert office.phone != "bel ons"


def test_what_changed_is_kept_with_who_and_from_what(office, administrator):
    browser = browser_of(administrator)
    same = {"name": office.name, "address": office.address, "phone": office.phone} | as_shown(office)
    browser.post("/guide/organisation/agii-gent/", same)
    assert not AdminAct.objects.exists()

    browser.post("/guide/organisation/agii-gent/", same | {"shows_draft_translations": "on"})

    act = AdminAct.objects.get()
    assert (act.kind, act.by, act.organisation) == (AdminActKind.ORGANISATION_CHANGED, administrator, office)
    assert act.changes == {"shows_draft_translations": [False, True]}
    assert "Kim De Smet" in text_of(browser.get("/guide/organisation/agii-gent/")).partition('id="acts"')[2]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("email", "gent"),
        ("day_1", "in de voormiddag"),
        ("day_1", "9-25"),
        ("day_2", "9:75-10"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(office, administrator, field, value):
    answer = browser_of(administrator).post(
        "/guide/organisation/agii-gent/", FIELDS | as_shown(office) | {"address": "Nieuwe straat 2"} | {field: value}
    )

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert "Nieuwe straat 2" in text_of(answer)
    office.refresh_from_db()
    assert office.address == "Voorbeeldstraat 1, 9000 Gent"


@pytest.mark.parametrize("hours", ["16-9", "9-12, 11-15"])
def test_hours_that_overlap_or_run_backwards_are_refused(office, administrator, hours):
    answer = browser_of(administrator).post(
        "/guide/organisation/agii-gent/", FIELDS | as_shown(office) | {"day_1": hours}
    )

    assert answer.status_code == 400 and answer.context["form"].non_field_errors()
    office.refresh_from_db()
    assert office.opening_hours == []


def test_what_a_colleague_saved_meanwhile_is_shown_and_not_overwritten(office, administrator):
    browser, mine = browser_of(administrator), FIELDS | {"phone": "09 111 11 11"}
    seen = as_shown(office)
    office.address = "Nieuwe straat 2"
    office.save()

    answer = browser.post("/guide/organisation/agii-gent/", mine | seen)

    form = answer.context["form"]
    assert answer.status_code == 400 and form.non_field_errors()
    assert "Nieuwe straat 2" in str(form.errors["address"]) and "name" not in form.errors
    assert 'value="09 111 11 11"' in answer.content.decode()  # what she typed stays
    office.refresh_from_db()
    assert office.address == "Nieuwe straat 2" and office.phone != mine["phone"]

    again = browser.post("/guide/organisation/agii-gent/", mine | {"seen": form["seen"].value()})
    assert again.status_code == 302  # read, and saved over it
    office.refresh_from_db()
    assert office.address == FIELDS["address"]


def test_another_organisation_answers_like_one_that_does_not_exist(office, other_office, administrator):
    browser = browser_of(administrator)

    for code in ("agii-hasselt", "missing"):
        assert browser.get(f"/guide/organisation/{code}/").status_code == 404
        assert browser.post(f"/guide/organisation/{code}/", FIELDS).status_code == 404
    assert browser.get("/guide/organisation/add/").status_code == 404
    with pytest.raises(NotAllowed):
        people.change_organisation(organisation=other_office, by=administrator, at=NOW, name="Van mij")
    with pytest.raises(NotAllowed):
        people.add_organisation(kind=OrganisationKind.AGENCY, name="Van mij", by=administrator, at=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ORG_ADMIN, Role.PLATFORM_ADMIN}))
def test_other_roles_keep_no_organisation(office, role):
    browser = staff_in(office, role)

    for path in ("/guide/organisation/", "/guide/organisation/agii-gent/", "/guide/organisation/add/"):
        assert browser.get(path).status_code == 404


def test_a_platform_administrator_sees_all_adds_one_and_edits_any(office, other_office, platform_admin):
    browser = browser_of(platform_admin)
    listed = text_of(browser.get("/guide/organisation/"))
    assert "Kantoor Gent" in listed and "Kantoor Hasselt" in listed

    added = browser.post("/guide/organisation/add/", {"name": "Ligo Gent", "kind": "partner", "day_1": "9-17"})
    browser.post(
        "/guide/organisation/agii-hasselt/", FIELDS | as_shown(other_office) | {"name": "Kantoor Hasselt-Genk"}
    )

    assert added.headers["Location"] == "/guide/people/add/"
    ligo = Organisation.objects.get(code="ligo-gent")
    assert (ligo.kind, ligo.opening_hours) == (OrganisationKind.PARTNER, [[1, "09:00", "17:00"]])
    assert Page.objects.filter(slug="ligo-gent", locale__language_code="nl").exists()  # it can write at once
    assert AdminAct.objects.filter(kind=AdminActKind.ORGANISATION_ADDED, organisation=ligo).exists()
    other_office.refresh_from_db()
    assert other_office.name == "Kantoor Hasselt-Genk"


def test_two_organisations_of_one_name_are_not_made(platform_admin):
    OrganisationFactory(code="ligo", name="Ligo")

    answer = browser_of(platform_admin).post("/guide/organisation/add/", {"name": "Ligo", "kind": "partner"})

    assert answer.status_code == 400 and "name" in answer.context["form"].errors
    assert Organisation.objects.filter(name="Ligo").count() == 1
