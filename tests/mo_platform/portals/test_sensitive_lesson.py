"""A sensitive lesson: a warning before it, a way out that leaves nothing behind, and its name nowhere it need not be."""

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from interop.models import Delivery
from lessons.models import LessonPage
from people.enums import Role
from people.models import Look
from plans.models import OutboxMessage
from progress.models import Completion
from tests.factories import NOW, StaffFactory
from tests.kept import fetch
from tests.signing_in import sign_in_staff

from .conftest import answer, post_event

pytestmark = pytest.mark.usefixtures("today")

NAME = "Geweld thuis"
SECRETS = (NAME, "Wat doet u het best? (vraag-1)")


@pytest.fixture(scope="session")
def lesson_rows(course_rows):
    """The first of two lessons, in Dutch."""
    with time_machine.travel(NOW, tick=False):
        lesson = fetch(course_rows.contract)
        lesson.is_sensitive, lesson.title, lesson.summary = True, NAME, "Wie slaat, is strafbaar."
        lesson.save_revision().publish()
        return lesson


@pytest.fixture
def lesson(lesson_rows, db):
    return fetch(lesson_rows)


def open_lesson(client: Client, url: str, *, at=NOW) -> str:
    """The address of the lesson after the press that follows the warning."""
    with time_machine.travel(at, tick=False):
        page = BeautifulSoup(client.get(url).content, "html.parser")
    return url + page.select_one("a[data-replace]")["href"]


def study(client: Client, lesson) -> None:
    for name in ("vraag-1", "vraag-2"):
        assert answer(client, lesson, name, language="nl", next_url="/nl/").status_code == 303
    post_event(client, lesson, "lesson.finished", "nl", next_url="/nl/")
    assert Completion.objects.filter(kind="lesson").exists()


def test_a_warning_that_names_nothing_comes_before_the_lesson(client, course, lesson):
    response = client.get(course.nl)
    assert response.status_code == 200
    text = response.content.decode()
    assert not any(secret in text for secret in (*SECRETS, "Wie slaat"))
    opened = client.get(open_lesson(client, course.nl)).content.decode()
    assert f"<h1>{NAME}</h1>" in opened


def test_other_lessons_open_at_once(client, course, lesson):
    assert "De huurwaarborg" in client.get(course.deposit_nl).content.decode()


def test_the_title_of_the_window_tells_nothing(client, phone, course, lesson):
    for reader in (client, phone):
        page = BeautifulSoup(reader.get(open_lesson(reader, course.nl)).content, "html.parser")
        assert page.title.get_text() == "Les · MO-platform"
        assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def test_the_way_out_leads_to_a_page_of_our_own_and_the_lesson_does_not_open_again_by_itself(client, course, lesson):
    opened = open_lesson(client, course.nl)
    page = BeautifulSoup(client.get(opened).content, "html.parser")
    way_out = page.select_one("a[data-leave]")["href"]
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        assert client.get(way_out)["Location"] == "/nl/words/"
    assert client.get(opened)["Location"] == "/nl/words/"  # what Back asks for

    later = open_lesson(client, course.nl, at=NOW + timedelta(seconds=9))
    assert NAME in client.get(later).content.decode()


@pytest.mark.parametrize("opened", ["", "x", "0", "-1", "१", "9" * 40])
def test_an_address_that_nobody_was_given_after_a_warning_opens_nothing(client, course, lesson, opened):
    assert NAME not in client.get(f"{course.nl}?open={opened}").content.decode()


def test_an_answer_in_the_lesson_comes_back_to_it_and_not_to_the_warning(phone, course, lesson):
    opened = open_lesson(phone, course.nl)
    page = BeautifulSoup(phone.get(opened).content, "html.parser")
    forms = page.select("form[action='/progress/events/'] input[name=next]")
    assert {field["value"] for field in forms} == {opened}


def test_neighbours_and_home_call_it_by_its_place(phone, course, lesson):
    neighbour = BeautifulSoup(phone.get(course.deposit_nl).content, "html.parser")
    assert "Les 1 van 2" in neighbour.select_one(".lesson-next").get_text()
    assert NAME not in neighbour.get_text()
    home = phone.get("/nl/")
    assert home.context["next_step"].title == "Wonen" and NAME not in home.content.decode()


def test_after_she_studied_it_no_page_of_hers_names_it_but_the_list_of_lessons(phone, course, lesson):
    study(phone, lesson)
    for url in (
        "/nl/",
        "/nl/plan/",
        "/nl/looks/",
        "/nl/data/",
        "/nl/help/",
        "/nl/words/",
        "/nl/lessons/",
        course.deposit_nl,
    ):
        text = phone.get(url).content.decode()
        assert not any(secret in text for secret in SECRETS), url


def test_the_list_of_lessons_names_it_but_not_that_she_read_it(phone, course, lesson):
    study(phone, lesson)
    page = BeautifulSoup(phone.get("/nl/ligo/wonen/").content, "html.parser")
    card = next(card for card in page.select(".lesson-card") if NAME in card.get_text())
    assert not card.select(".chip") and "is-done" not in card["class"]


def test_a_search_finds_it_because_who_looks_for_help_must_find_it(phone, client, course, lesson):
    for reader in (phone, client):
        assert NAME in reader.get("/nl/search/?q=geweld").content.decode()


def test_the_file_with_all_her_data_names_it_for_she_asked_for_it(phone, course, lesson):
    study(phone, lesson)
    sections = {part["name"]: part for part in json.loads(phone.get("/nl/data/file/").content)["sections"]}
    row = sections["mo_progress.answer"]["rows"][0]
    assert (row["lesson"], row["lesson_title"], row["question"]) == ("Les 1 van 2", NAME, None)
    assert row["question_words"].startswith("Wat doet u het best?")
    for name in ("event", "lessonprogress"):
        assert {row["lesson_title"] for row in sections[f"mo_progress.{name}"]["rows"]} == {NAME}
    completed = sections["mo_progress.completion"]["rows"][0]
    assert (completed["title"], completed["lesson_title"]) == ("Les 1 van 2", NAME)


def test_a_lesson_that_becomes_sensitive_later_is_no_longer_named(phone, course, db):
    study(phone, course.contract)
    assert "Het huurcontract" in phone.get("/nl/data/").content.decode()
    page = LessonPage.objects.get(pk=course.contract.pk)
    page.is_sensitive = True
    page.save_revision().publish()
    assert "Het huurcontract" not in phone.get("/nl/data/").content.decode()


def test_staff_see_that_she_works_not_on_what(phone, newcomer, case_worker, course, lesson):
    study(phone, lesson)
    worker = Client()
    sign_in_staff(worker, case_worker)
    dossier = worker.get(f"/guide/newcomers/{newcomer.uuid}/").content.decode()
    assert "Les 1 van 2" in dossier and NAME not in dossier
    assert NAME not in worker.get("/guide/", follow=True).content.decode()
    auditor = Client()
    sign_in_staff(auditor, StaffFactory(role=Role.AUDITOR, role__organisation=newcomer.organisation))
    assert NAME not in auditor.get("/guide/looks/").content.decode()


def test_what_is_kept_and_told_to_other_systems_does_not_name_it(phone, course, lesson):
    study(phone, lesson)
    answer(phone, course.deposit, "vraag-3", language="nl", next_url="/nl/")
    post_event(phone, course.deposit, "lesson.finished", "nl", next_url="/nl/")
    assert Completion.objects.filter(kind="module").exists() and OutboxMessage.objects.exists()
    kept = [
        *Completion.objects.values(),
        *OutboxMessage.objects.values(),
        *Delivery.objects.values(),
        *Look.objects.values(),
    ]
    assert NAME not in str(kept)
