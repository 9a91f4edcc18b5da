"""The site's own words stop being a draft when a named native speaker has read them; hidden drafts are not offered."""

import pytest
from django.test import Client

from core import api as core
from core.append_only import AppendOnlyError
from mo_platform.domain import interface_checks
from mo_platform.models import InterfaceCheck
from people import api as people
from people.enums import Role
from tests.factories import NOW, StaffFactory, make_newcomer

from .conftest import browser_of, staff_in

DRAFT = 'class="draft-label"'
HELP = "/ar/help/"


@pytest.fixture
def platform_admin(office):
    return StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office, username="kim")


def check(user, code: str = "ar", name: str = "Amina Saleh"):
    return browser_of(user).post(f"/guide/languages/{code}/", {"checked_by_name": name})


def page(path: str = HELP, **headers) -> str:
    return Client().get(path, **headers).content.decode()


def offered_on(path: str) -> set[str]:
    return {code for code in ("nl", "ar", "en", "fr") if f'hreflang="{code}"' in page(path).partition("<main")[0]}


@pytest.fixture
def hides_drafts(settings):
    settings.SHOW_DRAFT_TRANSLATIONS = False
    interface_checks.remember(core.InterfaceStatus(offers_drafts=False))


def test_the_label_goes_for_that_language_alone(platform_admin):
    assert DRAFT in page(HELP) and DRAFT in page("/fr/help/")

    assert check(platform_admin).headers["Location"] == "/guide/languages/"

    assert DRAFT not in page(HELP)
    assert DRAFT in page("/fr/help/")
    row = InterfaceCheck.objects.get()
    assert (row.language, row.checked_by_name, row.recorded_by) == ("ar", "Amina Saleh", "kim")
    listed = browser_of(platform_admin).get("/guide/languages/").content.decode()
    assert "Amina Saleh" in listed


def test_a_check_is_taken_back_after_a_question_and_both_rows_stay(platform_admin):
    check(platform_admin)
    browser = browser_of(platform_admin)
    for path in ("/guide/languages/ar/", "/guide/languages/ar/take-back/"):
        assert '<html lang="nl" dir="ltr"' in browser.get(path).content.decode()
    assert DRAFT not in page(HELP)

    browser.post("/guide/languages/ar/take-back/")

    assert DRAFT in page(HELP)
    assert list(InterfaceCheck.objects.order_by("pk").values_list("is_checked", flat=True)) == [True, False]
    with pytest.raises(AppendOnlyError):
        InterfaceCheck.objects.all().delete()


def test_without_a_name_nothing_is_recorded(platform_admin):
    answer = check(platform_admin, name=" ")

    assert answer.status_code == 400 and "checked_by_name" in answer.context["form"].errors
    with pytest.raises(core.DomainError):
        interface_checks.record_check(language=core.get_language("ar"), checked_by_name=" ", by=platform_admin, at=NOW)
    assert not InterfaceCheck.objects.exists()


@pytest.mark.parametrize("code", ["nl", "la", "xx"])
def test_the_source_and_languages_without_an_interface_cannot_be_checked(platform_admin, code):
    assert check(platform_admin, code).status_code == 404
    assert browser_of(platform_admin).get(f"/guide/languages/{code}/take-back/").status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLATFORM_ADMIN}))
def test_other_roles_record_nothing(office, role):
    user = StaffFactory(role=role, role__organisation=office)

    assert check(user).status_code == 404
    assert staff_in(office, role).get("/guide/languages/").status_code == 404
    for act in (
        lambda: interface_checks.record_check(language=core.get_language("ar"), checked_by_name="Ik", by=user, at=NOW),
        lambda: interface_checks.take_back_check(language=core.get_language("ar"), by=user, at=NOW),
    ):
        with pytest.raises(core.NotAllowed):
            act()


def test_where_drafts_are_hidden_the_menu_offers_checked_languages_only(hides_drafts, platform_admin):
    assert offered_on("/nl/help/") == {"nl"}
    check(platform_admin)

    assert offered_on("/nl/help/") == {"nl", "ar"}


def test_one_organisation_that_shows_drafts_brings_them_into_the_menu(hides_drafts, office):
    office.shows_draft_translations = True
    office.save()

    assert offered_on("/nl/help/") == {"nl", "ar", "en", "fr"}


def test_a_browser_that_asks_for_a_hidden_draft_starts_in_dutch_but_an_address_is_answered(hides_drafts, db):
    assert Client().get("/", headers={"accept-language": "fr"}).headers["Location"] == "/nl/"
    assert Client().get("/fr/help/").status_code == 200
    assert DRAFT in page("/fr/help/")
    assert "fr" in offered_on("/fr/help/")  # where she is


def test_a_newcomers_home_is_in_a_language_that_is_offered(hides_drafts, case_worker):
    newcomer = make_newcomer(case_worker=case_worker, languages=("ar", "fr"))

    assert people.choose_home_language(newcomer=newcomer) == "nl"
    interface_checks.remember(core.InterfaceStatus(frozenset({"fr"}), offers_drafts=False))
    assert people.choose_home_language(newcomer=newcomer) == "fr"


def test_what_the_registry_says_is_what_holds_without_rows(db):
    assert {language.code for language in core.list_languages() if not language.is_draft} == {"nl"}
