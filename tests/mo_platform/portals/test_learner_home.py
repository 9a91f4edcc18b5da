"""Her home: one next step, what is done, what comes, a person to ask; in a language this site speaks."""

import pytest
from pytest_django.asserts import assertContains

from core import api as core
from lessons.models import LessonPage, ModulePage
from people.domain.devices import enrol_device
from people.models import Device
from tests.factories import NOW, make_newcomer

from .conftest import answer, phone_of, post_event

pytestmark = pytest.mark.usefixtures("today", "curriculum_rows")


def home(client, language="ar"):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    return response


def finish_contract(phone, course):
    for name in ("vraag-1", "vraag-2"):
        answer(phone, course.contract, name)
    post_event(phone, course.contract, "lesson.finished")


def test_a_new_newcomer_is_told_where_to_start(phone, course):
    step = home(phone).context["next_step"]

    assert step.url == course.ar
    assert step.language is None and step.minutes == 20


def test_she_goes_on_at_the_block_and_in_the_language_where_she_stopped(phone, course):
    answer(phone, course.contract, "vraag-1", language="fr")

    step = home(phone).context["next_step"]

    assert step.url.startswith(f"{course.fr}#block-")
    assert step.language.code == "fr"
    assert (step.done, step.total) == (1, 2)


def test_after_she_chose_another_language_by_hand_she_goes_on_in_that_one(phone, course):
    answer(phone, course.contract, "vraag-1", language="fr")
    phone.post("/fr/language/", {"language": "ar /ar/"})

    step = home(phone).context["next_step"]

    assert step.url.startswith(f"{course.ar}#block-") and step.language is None


def test_a_lesson_that_her_new_language_lacks_goes_on_in_the_one_in_which_she_read_it(phone, course):
    post_event(phone, course.deposit, "lesson.opened", language="fr")
    phone.post("/fr/language/", {"language": "ar /ar/"})

    step = home(phone).context["next_step"]

    assert step.url.startswith(course.deposit_fr) and step.language.code == "fr"


def test_after_a_finished_lesson_comes_the_first_unfinished_one_in_the_next_of_her_languages(phone, course):
    finish_contract(phone, course)

    response = home(phone)
    step = response.context["next_step"]

    assert step.url == course.deposit_fr and step.language.code == "fr"
    assert [(module.done, module.total) for module in response.context["modules"]] == [(1, 2)]


def test_when_everything_is_done_the_plan_is_next(phone, course):
    finish_contract(phone, course)
    answer(phone, course.deposit, "vraag-3", language="fr")

    response = home(phone)

    assert response.context["next_step"].url == "/ar/plan/"
    assert response.context["modules"][0].is_complete


def test_without_lessons_the_home_helps(phone, course):
    ModulePage.objects.get(pk=course.module.pk).unpublish()

    response = home(phone)

    assert response.context["next_step"] is None
    assert "Kantoor Gent" in response.content.decode()


def test_themes_without_lessons_say_so(phone, course):
    titles = {theme.key for theme in home(phone).context["empty_themes"]}

    assert "werk" in titles and "wonen" not in titles


def test_a_sensitive_lesson_leaves_no_title_on_a_shared_phone(phone, course):
    lesson = LessonPage.objects.get(pk=course.contract.pk)
    lesson.is_sensitive = True
    lesson.save_revision().publish()

    response = home(phone)

    assert response.context["next_step"].title == response.context["modules"][0].card.title
    assert "huurcontract</h2>" not in response.content.decode()


def test_a_site_that_does_not_speak_her_language_says_so(four_languages, case_worker, course):
    reader = make_newcomer(case_worker=case_worker, languages=("ti", "ar"))

    text = home(phone_of(reader)).content.decode()

    assert '<bdi lang="ti" dir="ltr">ትግርኛ</bdi>' in text
    assert f'<p lang="ti" dir="ltr">{core.get_language("ti").not_yet}</p>' in text


def test_a_chosen_other_language_is_no_missing_language(phone, course):
    assert home(phone, "nl").context["missing_language"] is None


def test_her_choice_of_language_is_kept_by_a_press(phone, newcomer, course):
    home(phone, "fr")
    newcomer.profile.refresh_from_db()
    assert newcomer.profile.interface_language == ""

    response = phone.post("/ar/language/", {"language": f"fr {course.fr}"})

    newcomer.profile.refresh_from_db()
    assert newcomer.profile.interface_language == "fr"
    assert response.headers["Location"] == course.fr


def test_the_menu_is_buttons_for_her_and_links_for_a_guest(phone, client, course):
    hers, guests = (browser.get(course.ar).content.decode() for browser in (phone, client))

    assert f'value="fr {course.fr}"' in hers and 'action="/ar/language/"' in hers
    assert f'href="{course.fr}"' in guests and f'value="fr {course.fr}"' not in guests


@pytest.mark.parametrize("code", ["la", "xx", ""])
def test_a_language_this_site_does_not_speak_is_not_remembered(phone, newcomer, code):
    phone.post("/ar/language/", {"language": code})

    newcomer.profile.refresh_from_db()
    assert newcomer.profile.interface_language == ""


def test_the_menu_leads_to_the_same_lesson_and_says_where_it_is_missing(phone, course):
    drawn = phone.get(course.ar).context
    links = {link.language.code: link for context in drawn for link in context.get("language_links") or ()}

    assert links["fr"].url == course.fr and links["nl"].url == course.nl
    assert links["en"].is_missing and links["en"].url == "/en/"


def test_a_phone_added_elsewhere_is_asked_about_until_she_answers(phone, newcomer, course):
    device, _token = enrol_device(newcomer=newcomer, label="Android · Chrome", is_own=True, at=NOW)

    assert "Android · Chrome" in home(phone).content.decode()

    phone.post(f"/ar/devices/{device.uuid}/mine/")
    assert "Android · Chrome" not in home(phone).content.decode()


def test_another_newcomers_phone_is_none_of_my_business(phone, case_worker, course):
    other = make_newcomer(case_worker=case_worker, first_name="Samira")
    device, _token = enrol_device(newcomer=other, label="Iphone van Samira", is_own=True, at=NOW)

    assert "Samira" not in home(phone).content.decode()
    phone.post(f"/ar/devices/{device.uuid}/mine/")
    assert Device.objects.get(pk=device.pk).announced_at is None


def test_the_phone_she_holds_is_not_announced_and_neither_are_older_ones(newcomer, course):
    from datetime import timedelta

    enrol_device(newcomer=newcomer, label="Eerste", is_own=True, at=NOW - timedelta(days=9))
    here, _token = enrol_device(newcomer=newcomer, label="Tweede", is_own=True, at=NOW)
    phone = phone_of(newcomer)
    session = phone.session
    session["device"] = here.pk
    session.save()

    assert home(phone).context["new_devices"] == []


def test_of_several_new_phones_one_is_asked_about_and_the_next_step_stays_in_sight(newcomer, course):
    for label in ("Eerste", "Tweede", "Derde"):
        enrol_device(newcomer=newcomer, label=label, is_own=True, at=NOW)
    page = home(phone_of(newcomer))

    assertContains(page, 'id="device-', count=1)
    assertContains(page, 'href="/ar/devices/">هناك المزيد')


def test_a_guest_gets_the_home_of_the_guests(client, course):
    response = home(client)

    assert "newcomer" not in response.context
    assert "/ar/sign-in/" in response.content.decode()


def test_the_home_costs_eight_queries(phone, course, django_assert_num_queries):
    answer(phone, course.contract, "vraag-1")
    home(phone)

    # stamp, user, what she began, what she completed, where she stopped, what she is asked, phones, office
    with django_assert_num_queries(8):
        phone.get("/ar/")
