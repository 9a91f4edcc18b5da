"""Tests of a bank besides the mock exam: listed by name with their shape, sat like it, not there for whom they are not open."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from assessments.models import Attempt, AttemptAnswer
from core.errors import DomainError
from people import api as people
from plans.models import OutboxMessage
from progress import api as progress
from progress.models import Completion, Event
from tests.assessments.factories import make_mock_exam
from tests.factories import NOW, make_newcomer
from tests.progress.factories import ask_for_test

from .conftest import phone_of
from .test_mock import answer, attempt_at, start, version_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CODE = "wonen-en-werk"
DATA = {
    "title": {"nl": "Toets over wonen", "ar": "اختبار السكن"},
    "sections": {
        "huis": {"draws": [{"count": 1, "themes": ["wonen"]}], "title": {"nl": "Het huis"}},
        "werk": {"draws": [{"count": 1, "themes": ["werk"]}], "title": {"nl": "Op het werk"}},
    },
    "outcomes": {"passed": {"every": [{"correct": 1, "section": "huis"}, {"correct": 2}]}},
}
ENTRY = assessments.BlueprintEntry(CODE, DATA, ("mock", "practice"), NOW.date().replace(year=2022), open_to="newcomers")


def offer(data=DATA, **changes):
    entry = replace(ENTRY, data=data, **changes)
    assessments.save_blueprints(bank_code="oefenbank", entries=[entry], at=NOW)


@pytest.fixture
def exam(curriculum_rows):
    make_mock_exam()


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "nl"])


def text_of(client, path="/nl/mock/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def told_elsewhere() -> list[int]:
    """What her plan, her record and other systems know of her."""
    return [model.objects.count() for model in (Completion, Event, OutboxMessage)]


def test_her_page_lists_what_is_open_to_her_with_its_shape(exam, phone):
    offer(data=DATA | {"minutes": 12, "description": {"nl": "Om te zien hoe ver u staat."}, "accommodations": []})
    page = text_of(phone)
    assert page.index('value="mo-mock"') < page.index('value="mo-mock-timed"') < page.index(f'value="{CODE}"')
    assert "Toets over wonen" in page and "Om te zien hoe ver u staat." in page and "12 minuten" in page
    assert "Het huis</b>" in page and "Hier hebt u 1 juiste antwoorden nodig." in page
    assert "De hele toets</b>" in page and "Hier hebt u 2 juiste antwoorden nodig." in page
    assert "Niet in deze toets: Meer tijd" in page
    assert "اختبار السكن" in text_of(phone, "/ar/mock/")
    assert '<b lang="nl" dir="ltr">Het huis</b>' in text_of(phone, "/ar/mock/")


@pytest.mark.parametrize("open_to", ["nobody", "asked", "newcomers"])
def test_for_a_guest_it_is_not_there(exam, open_to):
    offer(open_to=open_to)
    guest = Client()
    assert CODE not in text_of(guest)
    refused, missing = (guest.post("/nl/mock/start/", {"test": code}) for code in (CODE, "no-such"))
    assert refused.status_code == missing.status_code == 404
    assert not Attempt.objects.exists()


def test_a_guest_sits_what_is_open_to_everybody(exam):
    offer(open_to="everybody")
    assert attempt_at(start(Client(), test=CODE)).rule["title"] == DATA["title"]


def test_she_sits_it_and_its_own_names_stand_in_the_result_and_nothing_is_evidence(exam, phone):
    offer()
    before = told_elsewhere()
    url = start(phone, test=CODE)
    answer(phone, url, 1)
    answer(phone, url, 2, right=False)
    offer(data=DATA | {"title": {"nl": "Nieuwe naam"}})
    phone.post(f"{url}hand-in/")
    page = text_of(phone, f"{url}result/")
    assert "Toets over wonen" in page and "Het huis</b>" in page and "Op het werk</b>" in page
    assert "Toets over wonen" in text_of(phone)
    assert told_elsewhere() == before


def test_a_test_that_was_closed_meanwhile_is_ended_and_not_begun_again(exam, phone):
    offer()
    url = start(phone, test=CODE)
    offer(open_to="nobody")
    assert f'href="{url}1/"' in text_of(phone)
    assert phone.post(f"{url}hand-in/").status_code == 302
    assert phone.post("/nl/mock/start/", {"test": CODE}).status_code == 404


def test_an_answer_is_explained_at_once_and_stands(exam, phone):
    offer(data=DATA | {"feedback": "at_once"})
    assert "Na elk antwoord leest u waarom." in text_of(phone)
    url = start(phone, test=CODE)
    before = text_of(phone, f"{url}1/")
    assert "Dat mag hij niet vragen." not in before and "mock.js" not in before
    assert answer(phone, url, 1, right=False)["Location"] == f"{url}1/#answer"
    told = text_of(phone, f"{url}1/")
    assert "Dat mag hij niet vragen." in told and f'href="{url}2/"' in told and 'name="base"' not in told
    version = version_at(url, 1)
    again = {"number": 1, "response": assessments.right_response_of(version=version), "base": 1, "save": SAVE}
    refused = phone.post(f"{url}answers/", again, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]) == (409, "answer_stands")
    assert AttemptAnswer.objects.count() == 1
    assert "Dat mag hij niet vragen." not in text_of(phone, f"{url}2/")


SAVE = "8b8a1c1e-4d6f-4a55-9f4b-5a1a6c3e2f10"


def test_a_test_that_explains_nothing_explains_nothing(exam, phone):
    offer(data=DATA | {"feedback": "never"})
    url = start(phone, test=CODE)
    answer(phone, url, 1, right=False)
    phone.post(f"{url}hand-in/")
    page = text_of(phone, f"{url}result/")
    assert "legt fouten niet uit" in page and "Dat mag hij niet vragen." not in page and "Het huis</b>" in page


def test_several_outcomes_are_told_each_by_its_name(exam, phone):
    outcomes = {"cursus": {"correct": 1}, "alles": {"correct": 2}}
    titles = {"cursus": {"nl": "De cursus"}, "alles": {"nl": "De hele weg"}}
    offer(data=DATA | {"outcomes": outcomes, "outcome_titles": titles})
    url = start(phone, test=CODE)
    answer(phone, url, 1)
    phone.post(f"{url}hand-in/")
    page = text_of(phone, f"{url}result/")
    assert "<b>De cursus</b>: Geslaagd" in page and "<b>De hele weg</b>: Nog niet geslaagd" in page


def test_advice_to_wait_is_said_and_binds_nobody(exam, phone):
    offer(data=DATA | {"retake_days": 7})
    url = start(phone, test=CODE)
    phone.post(f"{url}hand-in/")
    for page in (text_of(phone, f"{url}result/"), text_of(phone)):
        assert "Wacht beter tot maandag 30 november 2026" in page
    assert start(phone, test=CODE) != url


def test_what_a_test_does_not_allow_is_not_given(exam, phone):
    offer(data=DATA | {"minutes": 10, "accommodations": ["has_helper"]})
    url = start(phone, test=CODE, extra_time="100", has_breaks="on", has_helper="on", is_large="on")
    attempt = attempt_at(url)
    assert attempt.accommodations == {"has_helper": True, "is_large": True}
    assert attempt.due_at - attempt.started_at == timedelta(minutes=10)


def test_more_tests_need_no_more_queries(exam, phone):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(phone)
        return len(queries)

    offer()
    text_of(phone)
    first = count()
    for number in range(3):
        offer(code=f"toets-{number}")
    assert count() == first


# Asked by her case worker


def test_what_she_is_asked_to_sit_is_there_for_her_alone_and_is_done_when_she_handed_in(exam, newcomer, phone):
    offer(open_to="asked")
    stranger = phone_of(make_newcomer())
    assert CODE not in text_of(phone)
    before = told_elsewhere()
    asked = ask_for_test(newcomer, CODE)
    for path in ("/nl/", "/nl/practice/"):
        page = text_of(phone, path)
        assert "Toets over wonen</span></h3>" in page and f'href="/nl/mock/#test-{CODE}"' in page
    assert f'id="test-{CODE}"' in text_of(phone) and CODE not in text_of(stranger)
    assert stranger.post("/nl/mock/start/", {"test": CODE}).status_code == 404

    def state():
        return progress.get_assignment(newcomer=newcomer, uuid=asked.uuid).state

    assert state() == "not_begun"
    url = start(phone, test=CODE)
    assert state() == "begun"
    phone.post(f"{url}hand-in/")
    assert state() == "done" and 'data-asked="done"' in text_of(phone, "/nl/")
    assert told_elsewhere() == before


def test_what_was_withdrawn_is_not_there_any_more(exam, newcomer, phone):
    offer(open_to="asked")
    asked = ask_for_test(newcomer, CODE)
    worker = people.get_case_worker(newcomer=newcomer)
    progress.withdraw_assignment(newcomer=newcomer, uuid=asked.uuid, seen=1, by=worker, at=NOW)
    assert CODE not in text_of(phone)
    assert phone.post("/nl/mock/start/", {"test": CODE}).status_code == 404


def test_a_test_that_nobody_can_sit_cannot_be_asked(exam, newcomer):
    offer(open_to="nobody")
    for code in (CODE, "no-such"):
        with pytest.raises(DomainError) as refused:
            ask_for_test(newcomer, code)
        assert refused.value.code == "test_unknown"


def test_it_is_no_set_to_practise_with(exam, newcomer, phone):
    offer(open_to="asked")
    asked = ask_for_test(newcomer, CODE)
    response = phone.post("/nl/practice/start/", {"asked": str(asked.uuid)})
    assert response.status_code == 404
    assert re.search("Toets over wonen", text_of(phone, "/nl/data/"))
