"""A lesson with what is hers: answers stay, ticks stay, what is left is said, nothing of another person shows."""

import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client

from core import api as core
from lessons.models import LessonPage
from people.enums import Role
from progress.models import Completion, Event
from tests.factories import StaffFactory, make_newcomer
from tests.lessons.factories import block_id
from tests.signing_in import sign_in_staff

from .conftest import answer, phone_of, post_event

pytestmark = pytest.mark.usefixtures("today")


def read(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def form_of(text: str, name: str) -> str:
    """The HTML of one block."""
    return text.split(f'id="block-{block_id(name)}"', 1)[1].split("</section>", 1)[0]


def test_her_answer_stands_chosen_with_its_explanation_when_she_comes_back(phone, course):
    answer(phone, course.contract, "vraag-1", is_right=False)

    question = form_of(read(phone, course.ar), "vraag-1")

    assert question.count(" checked") == 1
    assert "feedback-wrong" in question and "feedback-why" in question


def test_what_belongs_together_is_chosen_again_per_line(phone, course):
    answer(phone, course.contract, "vraag-2")

    question = form_of(read(phone, course.ar), "vraag-2")

    assert {select.count(" selected") for select in question.split("<select")[1:]} == {1}
    assert "feedback-right" in question


def test_an_answer_given_in_arabic_stands_in_the_dutch_lesson_too(phone, course):
    answer(phone, course.contract, "vraag-1")

    assert "feedback-right" in form_of(read(phone, course.nl), "vraag-1")


def test_the_page_never_shows_the_solution_of_a_question_she_has_not_answered(phone, course):
    answer(phone, course.contract, "vraag-2")

    question = form_of(read(phone, course.nl), "vraag-1")

    assert "De kosten moeten in de advertentie staan." not in question
    assert "Juist." not in question and " checked" not in question


def test_her_ticks_stay(phone, course):
    item = re.search(r'name="items" value="([\w-]+)"', read(phone, course.ar))[1]
    post_event(phone, course.contract, "checklist.ticked", block=block_id("doe-dit"), items=[item], ticked=[item])

    assert " checked" in form_of(read(phone, course.ar), "doe-dit")


def test_the_page_says_what_is_left_until_the_lesson_is_done(phone, course):
    assert phone.get(course.ar).context["answered"] == 0

    answer(phone, course.contract, "vraag-1")
    context = phone.get(course.ar).context
    assert [(item["number"], item["is_done"]) for item in context["todo"]] == [(1, True), (2, False)]

    answer(phone, course.contract, "vraag-2", is_right=False)
    text = read(phone, course.ar)
    assert "data-finish>" in text  # only reading to the end is left

    post_event(phone, course.contract, "lesson.finished", next_url=course.ar)
    context = phone.get(course.ar).context
    assert context["state"].is_complete
    assert context["next_card"]["url"] == course.deposit_nl  # there is no Arabic deposit lesson…
    assert context["next_card"]["language"].code == "nl"  # …and that is said


def test_the_end_says_what_was_right_and_the_next_lesson_stands_before_the_folded_sources(phone, course):
    answer(phone, course.contract, "vraag-1", is_right=False)
    answer(phone, course.contract, "vraag-2")
    post_event(phone, course.contract, "lesson.finished")

    page = BeautifulSoup(read(phone, course.nl), "html.parser")

    assert "1 van de 2 antwoorden zijn juist." in page.select_one("[data-complete]").get_text(" ", strip=True)
    onward = page.select(f'a[href="{course.deposit_nl}"]')
    assert [bool(link.find_parent("nav")) for link in onward] == [False, True]  # at the end, and below it once more
    assert onward[-1].find_next(class_="lesson-foot") is not None


def test_reading_a_lesson_writes_nothing(phone, course):
    phone.get(course.ar)

    assert not Event.objects.exists()


def test_another_newcomers_answers_never_show(phone, course, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Samira")
    answer(phone_of(other), course.contract, "vraag-1")

    question = form_of(read(phone, course.ar), "vraag-1")

    assert "checked" not in question and "feedback-right" not in question


def test_a_guest_reads_and_tries_and_nothing_is_kept(client, course):
    text = read(client, course.ar)
    assert "/ar/sign-in/?next=/ar/ligo/wonen/huurcontract/" in text
    assert "data-newcomer" not in text and "lesson-events.js" not in text
    assert "items" not in form_of(text, "doe-dit").split("<fieldset")[0]  # no form: nobody would keep the ticks

    response = answer(client, course.contract, "vraag-1", next_url=course.ar)
    question = form_of(client.get(response.headers["Location"]).content.decode(), "vraag-1")

    assert "feedback-right" in question and question.count(" checked") == 1
    assert not Event.objects.exists()
    assert "feedback-right" not in form_of(read(client, course.ar), "vraag-1")


def test_a_forged_result_shows_nothing(client, course):
    assert "feedback" not in form_of(read(client, f"{course.ar}?result=forged"), "vraag-1").split("data-feedback")[1]


def test_choosing_nothing_says_so_and_keeps_the_earlier_answer(phone, course):
    answer(phone, course.contract, "vraag-2")
    version = re.search(r'data-version="([\w-]+)"', read(phone, course.ar).split(block_id("vraag-2"), 1)[1])[1]

    response = post_event(
        phone, course.contract, "question.answered", next_url=course.ar, block=block_id("vraag-2"), version=version
    )
    question = form_of(phone.get(response.headers["Location"]).content.decode(), "vraag-2")

    assert 'role="alert"' in question
    assert question.count(" selected") == question.count("<select") > 0


def test_staff_read_the_lesson_without_forms_that_would_refuse_them(client, course, office):
    sign_in_staff(client, StaffFactory(role=Role.TEACHER, role__organisation=office))

    assert '<form class="question"' not in read(client, course.nl)


def test_dutch_beside_it_is_remembered_for_every_lesson_and_the_next_phone(phone, course, newcomer):
    assert "block-dutch" not in read(phone, course.ar)

    response = phone.post("/ar/reading/", {"parallel": "on", "next": course.ar})

    assert response.headers["Location"] == course.ar
    assert "block-dutch" in read(phone, course.ar)
    assert "block-dutch" in read(phone_of(newcomer), course.ar)

    phone.post("/ar/reading/", {"parallel": "off", "next": course.ar})
    assert "block-dutch" not in read(phone, course.ar)


def test_a_guest_finds_the_dutch_beside_the_next_lesson_and_only_her_phone_knows(client, course):
    response = client.post("/fr/reading/", {"parallel": "on", "next": course.fr}, secure=True)

    cookie = response.cookies["mo_parallel"]
    assert response.headers["Location"] == course.fr
    assert (cookie.value, cookie["secure"], cookie["httponly"], cookie["samesite"]) == ("on", True, True, "Lax")
    assert "sessionid" not in response.cookies and not Session.objects.exists()
    assert "block-dutch" in read(client, course.fr) and "block-dutch" in read(client, course.deposit_fr)
    assert "block-dutch" not in read(client, course.nl) and "block-dutch" not in read(Client(), course.fr)

    client.post("/fr/reading/", {"parallel": "off", "next": course.fr})
    assert "block-dutch" not in read(client, course.deposit_fr)


def test_a_guest_presses_for_all_pictures_and_the_next_lesson_has_them_too(client, course):
    client.post("/fr/reading/", {"saves_data": "on", "next": course.fr})
    assert client.get(course.deposit_fr).context["reading"].is_light
    client.post("/fr/reading/", {"saves_data": "off", "next": course.fr})
    assert not client.get(course.deposit_fr, headers={"Save-Data": "on"}).context["reading"].is_light


def test_how_a_newcomer_reads_stays_with_her_and_not_with_the_phone(phone, course):
    response = phone.post("/ar/reading/", {"parallel": "on", "next": course.ar})

    assert "mo_parallel" not in response.cookies
    phone.post("/ar/sign-out/")
    assert "block-dutch" not in read(phone, course.ar)


def test_saving_data_is_remembered_for_the_next_phone(phone, course, newcomer):
    phone.post("/ar/reading/", {"saves_data": "on", "next": course.ar})

    assert phone_of(newcomer).get(course.ar).context["reading"].is_light
    assert 'data-saver="on"' in read(phone_of(newcomer), course.ar)


def test_a_choice_is_a_press_and_never_a_visit(phone, course, newcomer):
    assert phone.get("/ar/reading/", {"parallel": "on"}).status_code == 405
    newcomer.profile.refresh_from_db()
    assert not newcomer.profile.reads_parallel


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_choice_leads_nowhere_else(phone, onward):
    assert phone.post("/ar/reading/", {"next": onward}).headers["Location"] == "/ar/"


def test_a_lesson_she_reads_in_another_language_because_hers_is_missing_says_so(phone, course):
    assert phone.get(course.deposit_fr).context["missing_language"].code == "ar"
    assert phone.get(course.fr).context["missing_language"] is None


def test_a_lesson_tells_her_in_her_language_that_the_site_does_not_speak_it(four_languages, case_worker, course):
    text = phone_of(make_newcomer(case_worker=case_worker, languages=("ps", "ar"))).get(course.ar).content.decode()

    assert f'<p lang="ps" dir="rtl">{core.get_language("ps").not_yet}</p>' in text


def test_a_guest_sees_it_on_a_lesson_that_somebody_sent_her(db, four_languages, course):
    text = Client(headers={"accept-language": "ti"}).get(course.fr).content.decode()

    assert core.get_language("ti").not_yet in text


def test_a_lesson_that_is_missing_in_a_language_we_speak_excuses_the_lesson_alone(case_worker, course):
    text = phone_of(make_newcomer(case_worker=case_worker, languages=("ps", "ar"))).get(course.ar).content.decode()

    assert '<bdi lang="ps" dir="rtl">' in text
    assert core.get_language("ps").not_yet not in text


def test_a_lesson_that_is_not_in_her_language_is_offered_in_hers_first(case_worker, course):
    reader = make_newcomer(case_worker=case_worker, languages=("ar", "fr", "en"))

    response = phone_of(reader).get(course.deposit_ar)

    assert response.status_code == 404
    assert [link.language.code for link in response.context["languages"]] == ["fr", "nl"]


def test_a_guest_is_offered_every_language_of_the_lesson(client, course):
    response = client.get(course.deposit_ar)

    assert response.status_code == 404
    assert {link.language.code for link in response.context["languages"]} == {"nl", "fr"}
    assert client.get("/ar/ligo/wonen/bestaat-niet/").status_code == 404


def test_the_module_shows_her_ticks_and_offers_what_is_missing_in_the_next_of_her_languages(phone, course):
    answer(phone, course.contract, "vraag-1")

    mine = phone.get("/ar/ligo/wonen/").context["mine"]

    assert [row.state for row in mine.rows] == ["started", ""]
    assert [row.card.url for row in mine.rows] == [course.ar, course.deposit_fr]
    assert mine.rows[1].language.code == "fr" and "Français" in mine.rows[1].note


def test_a_finished_module_says_that_the_official_test_decides(phone, course):
    finish_everything(phone, course)

    response = phone.get("/ar/ligo/wonen/")

    assert response.context["completed_at"] is not None
    assert "/ar/plan/" in response.content.decode()
    assert Completion.objects.filter(kind="module").count() == 1


def test_her_plan_counts_the_lessons_of_a_module_that_is_under_way(phone, course):
    assert "data-under-way" not in read(phone, "/nl/plan/")

    for name in ("vraag-1", "vraag-2"):
        answer(phone, course.contract, name)
    post_event(phone, course.contract, "lesson.finished")
    (under_way,) = BeautifulSoup(read(phone, "/nl/plan/"), "html.parser").select("[data-under-way]")
    assert "1 van 2 lessen klaar" in under_way.get_text(" ", strip=True)
    assert "empty-state" not in read(phone, "/nl/plan/")

    answer(phone, course.deposit, "vraag-3", language="fr")
    assert "data-under-way" not in read(phone, "/nl/plan/")


def test_the_parts_to_match_stand_in_full_beside_their_letter(phone, course):
    question = BeautifulSoup(read(phone, course.nl), "html.parser").select_one("[data-kind=match]")
    full = [part.get_text() for part in question.select(".match-options li")]
    offered = [option.get_text() for option in question.select_one("select").select("option")[1:]]
    assert offered == [f"{letter}. {text}" for letter, text in zip("ABC", full, strict=True)]


def finish_everything(phone, course):
    for name in ("vraag-1", "vraag-2"):
        answer(phone, course.contract, name)
    post_event(phone, course.contract, "lesson.finished")
    answer(phone, course.deposit, "vraag-3", language="fr")


def test_the_pages_of_a_newcomer_are_never_kept_by_a_shared_phone(phone, course):
    for url in (course.ar, "/ar/ligo/wonen/", "/ar/"):
        assert phone.get(url).headers["Cache-Control"] == "private, no-store"


def test_the_lesson_costs_three_queries(phone, course, django_assert_num_queries):
    answer(phone, course.contract, "vraag-1")
    phone.get(course.ar)

    # the stamp of the content, user with newcomer and profile, her state; the session comes from the cache
    with django_assert_num_queries(3):
        phone.get(course.ar)


def test_the_module_costs_four_queries(phone, course, django_assert_num_queries):
    answer(phone, course.contract, "vraag-1")
    phone.get("/ar/ligo/wonen/")

    # stamp, user, what she began, what she completed
    with django_assert_num_queries(4):
        phone.get("/ar/ligo/wonen/")


def test_an_unpublished_lesson_is_gone_for_her_too(phone, course):
    answer(phone, course.contract, "vraag-1")
    LessonPage.objects.get(pk=course.contract.pk).unpublish()

    assert phone.get(course.nl).status_code == 404
    assert phone.get("/ar/").status_code == 200


def test_an_unknown_block_in_her_record_changes_nothing(phone, course, newcomer):
    from progress.models import LessonProgress

    answer(phone, course.contract, "vraag-1")
    row = LessonProgress.objects.get(newcomer=newcomer)
    row.state["answers"][str(uuid.uuid4())] = row.state["answers"][block_id("vraag-1")]
    row.save()

    assert "feedback-right" in form_of(read(phone, course.ar), "vraag-1")


def test_the_frame_that_is_drawn_once_holds_nothing_of_the_reader_before(phone, course, newcomer, case_worker):
    """The same page for two newcomers, straight after each other: no name, token, mark or number of the first is left."""
    sister = make_newcomer(case_worker=case_worker, first_name="Selamawit", languages=["ar"])
    answer(phone, course.contract, "vraag-1")
    hers = read(phone, course.ar)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', hers)[1]

    sisters = read(phone_of(sister), course.ar)

    assert newcomer.first_name in hers and str(newcomer.uuid) in hers
    assert "Selamawit" in sisters and str(sister.uuid) in sisters
    for trace in (newcomer.first_name, str(newcomer.uuid), token, " checked", "feedback-right"):
        assert trace not in sisters
    assert "<b data-answered>0</b>" in sisters and "<b data-answered>1</b>" in hers
