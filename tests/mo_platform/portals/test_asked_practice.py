"""A case worker asks to practise: on her home it is asked, begun with one tap and done; the office learns that she did it, and
nothing of how it went."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from people import api as people
from plans.models import OutboxMessage
from progress import api as progress
from progress.models import AssignmentTerms, Completion, PracticeAnswer, PracticeAssignment, PracticeSet
from tests.assessments.factories import make_bank
from tests.factories import NOW, make_newcomer
from tests.progress.factories import ask_to_practise, practise, wrong_response

from .conftest import phone_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def newcomer(curriculum_rows, course):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture
def bank():
    return make_bank(keys=[f"{theme}-{number}" for theme in ("wonen", "werk") for number in range(1, 9)])


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def states_on(phone, path="/nl/") -> list[str]:
    return re.findall(r'data-asked="(\w+)"', text_of(phone.get(path)))


def start(phone, assignment, *, language="nl"):
    return phone.post(f"/{language}/practice/start/", {"asked": str(assignment.uuid)})


def do_all(newcomer, uuid, *, at=NOW):
    practice = progress.get_practice(newcomer=newcomer, uuid=uuid)
    for number in range(1, practice.total + 1):
        response = wrong_response(practice.get_version(number))
        progress.answer_practice(newcomer=newcomer, uuid=uuid, number=number, response=response, at=at)


def test_her_home_and_her_practice_page_show_who_asks_what_and_until_when(phone, newcomer, bank):
    ask_to_practise(newcomer, theme="wonen", sentence="Oefen <dit> voor ons gesprek.")
    for path in ("/nl/", "/nl/practice/"):
        page = text_of(phone.get(path))
        assert "Uw trajectbegeleider vraagt u om te oefenen" in page and "<bdi>Kantoor Gent</bdi>" in page
        assert "De laatste dag is vrijdag 4 december 2026." in page
        assert "Wonen</span></h3>" in page and "<bdi>5</bdi>" in page
        assert '<q lang="nl" dir="ltr">Oefen &lt;dit&gt; voor ons gesprek.</q>' in page
        assert "niet uw antwoorden" in page


def test_one_tap_begins_it_and_pressed_again_it_is_the_same_set(phone, newcomer, bank):
    asked = ask_to_practise(newcomer, theme="werk")
    first, again = start(phone, asked), start(phone, asked)

    assert first.status_code == 302 and first["Location"] == again["Location"] and first["Location"].endswith("/1/")
    row = PracticeSet.objects.get()
    assert (row.assignment.uuid, row.theme, len(row.versions)) == (asked.uuid, "werk", 5)
    assert states_on(phone) == ["begun"]


def test_done_is_said_to_her_and_known_to_the_office_without_how_it_went(phone, newcomer, bank):
    messages = OutboxMessage.objects.count()
    asked = ask_to_practise(newcomer)
    start(phone, asked)
    do_all(newcomer, PracticeSet.objects.get().uuid)

    assert states_on(phone) == ["done"] and "Goed gedaan" in text_of(phone.get("/nl/"))
    told = progress.get_assignment(newcomer=newcomer, uuid=asked.uuid)
    assert (told.state, told.done_at) == (progress.AssignmentState.DONE, NOW)
    assert not {"right", "score", "answers", "replies"} & set(type(told).__dataclass_fields__)
    assert start(phone, asked)["Location"] == f"/nl/practice/{told.practice}/"
    assert not Completion.objects.exists() and OutboxMessage.objects.count() == messages


def test_she_practises_without_it_and_that_is_not_it(phone, newcomer, bank):
    ask_to_practise(newcomer)
    phone.post("/nl/practice/start/", {"theme": ""})
    assert states_on(phone) == ["not_begun"] and PracticeSet.objects.get().assignment is None


def test_a_day_that_is_over_says_so_kindly_and_later_it_is_gone(phone, newcomer, bank):
    asked = ask_to_practise(newcomer, days=3)
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        page = text_of(phone_of(newcomer).get("/nl/"))
        assert "De laatste dag was donderdag 26 november 2026. U kunt het nog doen." in page
        assert start(phone_of(newcomer), asked).status_code == 302
    with time_machine.travel(NOW + timedelta(days=18), tick=False):
        assert states_on(phone_of(newcomer)) == []


def test_her_mistakes_are_asked_and_where_there_are_none_others(phone, newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], False), (bank["werk-1"], False), (bank["werk-2"], True)])
    start(phone, ask_to_practise(newcomer, way=progress.PracticeWay.MISTAKES, theme="werk"))
    mistakes = PracticeSet.objects.get(assignment__isnull=False)
    assert mistakes.versions == [str(bank["werk-1"].uuid)]

    other = make_newcomer(first_name="Bilal")
    start(phone_of(other), ask_to_practise(other, way=progress.PracticeWay.MISTAKES))
    assert len(PracticeSet.objects.get(newcomer=other).versions) == 5


def test_a_page_in_a_language_without_questions_leads_to_one_of_hers_and_back_to_where_she_began(newcomer, bank):
    phone, asked = phone_of(newcomer), ask_to_practise(newcomer)
    page = text_of(phone.get("/fr/"))
    assert 'action="/ar/practice/start/"' in page and "pas encore de questions d" in page
    start(phone, asked, language="ar")
    assert 'action="/ar/practice/start/"' in text_of(phone.get("/nl/"))


def test_without_any_question_nothing_can_be_pressed(phone, newcomer):
    asked = ask_to_practise(newcomer)
    page = text_of(phone.get("/nl/"))
    assert 'name="asked"' not in page and "Er zijn nog geen oefenvragen in deze taal." in page
    assert start(phone, asked)["Location"] == "/nl/practice/"


def test_what_is_withdrawn_is_gone_from_her_home_and_what_she_did_stays(phone, newcomer, bank):
    begun, other = ask_to_practise(newcomer), ask_to_practise(newcomer)
    start(phone, begun)
    for asked in (begun, other):
        by = people.get_case_worker(newcomer=newcomer)
        progress.withdraw_assignment(newcomer=newcomer, uuid=asked.uuid, seen=1, by=by, at=NOW)

    assert states_on(phone) == []
    assert start(phone, other)["Location"] == "/nl/practice/"
    assert start(phone, begun)["Location"].endswith("/1/")


def test_another_newcomers_assignment_and_a_guests_are_not_there(newcomer, bank):
    asked = ask_to_practise(newcomer)
    for client in (phone_of(make_newcomer(first_name="Bilal")), Client()):
        assert start(client, asked).status_code == 404
    assert phone_of(newcomer).post("/nl/practice/start/", {"asked": "x"}).status_code == 404
    assert not PracticeSet.objects.exists()


def test_it_is_in_her_data_and_erased_with_her(phone, newcomer, bank):
    asked = ask_to_practise(newcomer, theme="wonen", sentence="Voor ons gesprek.")
    start(phone, asked)
    do_all(newcomer, PracticeSet.objects.get().uuid)

    page = text_of(phone.get("/nl/data/"))
    assert "Wat men u vroeg om te oefenen" in page and "Voor ons gesprek." in page and "Wonen" in page
    looks = text_of(phone.get("/nl/looks/"))
    assert "vroeg u om te oefenen" in looks

    people.erase_newcomer(uuid=newcomer.uuid, by="operator", reason="gevraagd", at=NOW)
    for model in (AssignmentTerms, PracticeAssignment, PracticeSet, PracticeAnswer):
        assert not model.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_home_on_which_much_is_asked_costs_the_same(phone, newcomer, bank, number, django_assert_num_queries):
    for _ in range(number):
        ask_to_practise(newcomer, theme="wonen")
    phone.get("/nl/")
    with django_assert_num_queries(11):  # who has begun no lesson may have a path through the voortraject: one of them
        phone.get("/nl/")
