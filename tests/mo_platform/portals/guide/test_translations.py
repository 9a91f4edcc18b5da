"""A translation loses its draft label when a named native speaker has checked it, and gets it back when it changes."""

import pytest
import time_machine
from django.test import Client, TestCase

from lessons import api as lessons
from lessons.models import TranslationSignOff
from lessons.rights.groups import setup_organisation_rights
from people.enums import OrganisationKind, Role
from people.models import Organisation
from tests.factories import NOW, OrganisationFactory, StaffFactory
from tests.kept import fetch
from tests.lessons.factories import make_lesson, make_module, publish, publish_translation

from .conftest import browser_of, staff_in, text_of

ARABIC = "/ar/ligo/wonen/huurcontract/"
DRAFT = 'class="draft-label"'


@pytest.fixture(scope="session")
def lesson_rows(kept_rows):
    with time_machine.travel(NOW, tick=False):
        return make_lesson(make_module())


@pytest.fixture(scope="session")
def arabic_rows(lesson_rows):
    with time_machine.travel(NOW, tick=False):
        return publish_translation(lesson_rows, "ar", TestCase.captureOnCommitCallbacks)


@pytest.fixture
def lesson(lesson_rows, db):
    return fetch(lesson_rows)


@pytest.fixture
def arabic(arabic_rows, db):
    return fetch(arabic_rows)


@pytest.fixture
def ligo(lesson):
    return Organisation.objects.get(code="ligo")


@pytest.fixture
def translator(ligo) -> Client:
    return staff_in(ligo, Role.TRANSLATOR)


def address(page) -> str:
    return f"/guide/translations/{page.pk}/"


def sign(browser, page, name="Amina Saleh", **changed):
    seen = browser.get(address(page)).context["review"].seen
    return browser.post(address(page), {"checked_by_name": name, "seen": seen} | changed)


def labels_of_lesson() -> int:
    """Draft labels in the lesson itself (the footer has one for the interface)."""
    return Client().get(ARABIC).content.decode().partition("<footer")[0].count(DRAFT)


def label_in_list(browser, page) -> str:
    rows = [row for bench in browser.get("/guide/translations/").context["benches"] for row in bench.rows]
    return next(str(cell.label) for row in rows for cell in row.cells if cell.page_id == page.pk)


def test_a_translator_reads_both_texts_side_by_side(translator, arabic):
    seen = text_of(translator.get(address(arabic)))

    assert '<html lang="nl" dir="ltr"' in seen  # the page is Dutch, whatever it shows
    assert "[ar] De huur" in seen and "Het huurcontract" in seen
    assert seen.count('class="block-dutch" lang="nl"') >= 10
    assert "De kosten moeten in de advertentie staan." in seen  # what a reader sees only after answering


def test_a_checked_text_is_no_draft_any_more_until_it_changes(
    translator, lesson, arabic, django_capture_on_commit_callbacks
):
    assert labels_of_lesson() == 1
    assert sign(translator, arabic).headers["Location"] == "/guide/translations/"

    assert labels_of_lesson() == 0
    assert "Amina Saleh" in text_of(translator.get(address(arabic)))
    was = label_in_list(translator, arabic)
    publish_translation(lesson, "ar", django_capture_on_commit_callbacks, translate=lambda text: f"{text}!")
    assert labels_of_lesson() == 1
    assert label_in_list(translator, arabic) != was
    assert translator.get(address(arabic)).context["form"] is not None


def test_it_is_kept_who_checked_and_who_recorded_it(ligo, arabic):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=ligo)
    sign(browser_of(administrator), arabic, name="  Amina Saleh ")

    row = TranslationSignOff.objects.get()
    assert (row.checked_by_name, row.user, row.language) == ("Amina Saleh", administrator, "ar")


def test_without_a_name_nothing_is_signed(translator, arabic):
    answer = sign(translator, arabic, name=" ")

    assert answer.status_code == 400 and "checked_by_name" in answer.context["form"].errors
    assert not TranslationSignOff.objects.exists()


def test_a_text_that_changed_under_the_readers_eyes_is_not_signed(
    translator, lesson, arabic, django_capture_on_commit_callbacks
):
    seen = translator.get(address(arabic)).context["review"].seen
    publish_translation(lesson, "ar", django_capture_on_commit_callbacks, translate=lambda text: f"{text}!")

    answer = translator.post(address(arabic), {"checked_by_name": "Amina Saleh", "seen": seen})

    assert answer.status_code == 400 and answer.context["form"].non_field_errors()
    assert 'value="Amina Saleh"' in answer.content.decode()
    assert not TranslationSignOff.objects.exists()
    now = answer.context["form"]["seen"].value()
    assert translator.post(address(arabic), {"checked_by_name": "Amina Saleh", "seen": now}).status_code == 302


def test_a_translation_of_an_older_dutch_says_why_it_cannot_be_signed(translator, lesson, arabic):
    lesson.title = "Een ander contract"
    publish(lesson)

    page = translator.get(address(arabic))
    assert page.context["form"] is None and page.context["review"].refusal
    assert page.context["review"].refusal in text_of(page)
    assert sign(translator, arabic).status_code == 400
    assert not TranslationSignOff.objects.exists()


def test_another_organisations_translation_and_dutch_pages_answer_like_none(lesson, arabic, office):
    intec = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
    for organisation, page in ((intec, arabic), (intec, lesson), (lesson_owner(), lesson)):
        browser = staff_in(organisation, Role.TRANSLATOR)
        for path in (address(page), "/guide/translations/987654/"):
            assert browser.get(path).status_code == 404
            assert browser.post(path, {"checked_by_name": "Ik", "seen": "x"}).status_code == 404
    assert not TranslationSignOff.objects.exists()


def lesson_owner() -> Organisation:
    return Organisation.objects.get(code="ligo")


def test_a_platform_administrator_signs_for_every_organisation(office, arabic):
    assert sign(staff_in(office, Role.PLATFORM_ADMIN), arabic).status_code == 302
    assert lessons.find_sign_off(page=arabic)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}))
def test_other_roles_sign_nothing(ligo, arabic, role):
    browser = staff_in(ligo, role)

    assert browser.get("/guide/translations/").status_code == 404
    assert browser.post(address(arabic), {"checked_by_name": "Ik", "seen": "x"}).status_code == 404


def test_a_role_without_signing_in_the_other_organisation_is_not_enough(ligo, arabic, office):
    """A translator elsewhere who only teaches here signs nothing here."""
    user = StaffFactory(role=Role.TRANSLATOR, role__organisation=office)
    user.memberships.create(organisation=ligo, role=Role.TEACHER)

    assert browser_of(user).get(address(arabic)).status_code == 404


def test_who_may_change_the_text_finds_the_editor_beside_it(ligo, arabic):
    setup_organisation_rights(organisation=ligo)
    translator = staff_in(ligo, Role.TRANSLATOR)
    editor = f"/cms/pages/{arabic.pk}/edit/"

    assert translator.get(address(arabic)).context["edit_url"] == editor
    page = translator.get(editor)
    assert page.status_code == 200
    assert "lessons/css/translation-editor.css" in page.text  # Arabic stands there from right to left


def test_who_may_sign_but_not_write_gets_no_way_into_the_editor(translator, arabic):
    assert translator.get(address(arabic)).context["edit_url"] == ""
