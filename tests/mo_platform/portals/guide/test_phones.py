"""Staff and desk end a newcomer's phones: a stolen one does not stay signed in for half a year."""

from datetime import timedelta

import pytest
from django.test import Client

from people import api as people
from people.domain.devices import add_visit, enrol_device, list_devices
from people.enums import Role
from tests.factories import NOW, make_newcomer
from tests.people.newcomer_steps import MINE, begin, press

from .conftest import MISSING, address, browser_of, staff_in, text_of


@pytest.fixture
def card(newcomer, case_worker):
    return people.issue_card(newcomer=newcomer, by=case_worker, at=NOW)


@pytest.fixture
def stolen(newcomer, card) -> Client:
    """Her phone, signed in, in the hand of a thief."""
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"})
    begin(phone, card.digits)
    assert not is_out(phone)
    return phone


@pytest.fixture
def desk(office, newcomer):
    """Somebody at the desk to whom she said that her phone was stolen."""
    browser = staff_in(office, Role.DESK)
    browser.post(address("card_purpose", newcomer), {"purpose": "question"})
    return browser


def is_out(phone) -> bool:
    return phone.get("/ar/devices/").status_code == 302


def device_of(newcomer):
    return list_devices(newcomer=newcomer, at=NOW).get()


def test_the_desk_signs_a_stolen_phone_out_after_a_question_and_it_stands_in_the_log(desk, stolen, newcomer):
    page = text_of(desk.get(address("newcomer_phones", newcomer)))
    assert "Android · Chrome" in page and "23 november 2026" in page
    end = address("end_phone", newcomer, phone=device_of(newcomer).uuid)
    assert end in page
    assert desk.get(end).status_code == 200
    assert not is_out(stolen), "the question alone does nothing"

    assert desk.post(end).url == address("newcomer_phones", newcomer)

    assert is_out(stolen)
    assert [(look.what, look.purpose, look.role) for look in people.list_looks(newcomer=newcomer)] == [
        ("phones", "question", "desk"),
        ("card", "question", "desk"),
    ]


def test_a_phone_that_was_signed_out_needs_card_and_pictures_again(desk, stolen, newcomer, card):
    desk.post(address("end_phone", newcomer, phone=device_of(newcomer).uuid))

    stolen.post("/ar/sign-in/", {"digits": card.digits})
    assert is_out(stolen), "the card alone is not enough any more"
    press(stolen, MINE)
    stolen.post("/ar/sign-in/phone/", {"owner": "mine"})
    assert not is_out(stolen)


def test_her_case_worker_signs_her_out_everywhere(worker, stolen, newcomer):
    add_visit(newcomer=newcomer, label="Windows · Edge", at=NOW)
    assert worker.get(address("end_phones", newcomer)).status_code == 200

    page = worker.post(address("end_phones", newcomer), follow=True)

    assert is_out(stolen)
    assert page.context["phones"] == []
    assert people.list_looks(newcomer=newcomer)[0].what == "phones"


def test_the_card_page_leads_to_her_phones_when_there_are_any(worker, newcomer):
    assert address("newcomer_phones", newcomer) not in text_of(worker.get(address("newcomer_card", newcomer)))
    enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW)

    assert address("newcomer_phones", newcomer) in text_of(worker.get(address("newcomer_card", newcomer)))


def test_days_are_shown_no_hours_and_nothing_of_her_trajectory(desk, newcomer):
    enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW - timedelta(days=3))

    page = desk.get(address("newcomer_phones", newcomer))

    assert "20 november 2026" in text_of(page)
    assert "10:00" not in text_of(page)
    assert address("dossier", newcomer) + '"' not in text_of(page)


def test_without_a_purpose_the_desk_sees_no_phone(office, newcomer):
    browser = staff_in(office, Role.DESK)
    device, _token = enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW)

    end, end_all = address("end_phone", newcomer, phone=device.uuid), address("end_phones", newcomer)
    answers = [
        browser.get(address("newcomer_phones", newcomer)),
        browser.get(end),
        browser.post(end),
        browser.post(end_all),
    ]
    assert {answer.url for answer in answers} == {address("card_purpose", newcomer)}
    assert list_devices(newcomer=newcomer, at=NOW).exists()


def test_a_phone_of_another_newcomer_answers_like_a_missing_one(worker, newcomer, case_worker, other_office):
    neighbour = make_newcomer(case_worker=case_worker, first_name="Yusuf")
    theirs, _token = enrol_device(newcomer=neighbour, label="Android", is_own=True, at=NOW)
    stranger = staff_in(other_office, Role.DESK)

    for browser, whose, phone in ((worker, newcomer, theirs.uuid), (stranger, neighbour, theirs.uuid)):
        for method in (browser.get, browser.post):
            foreign = method(address("end_phone", whose, phone=phone))
            missing = method(address("end_phone", whose, phone=MISSING))
            assert foreign.status_code == missing.status_code == 404
            assert text_of(foreign).replace(str(phone), MISSING) == text_of(missing)
    assert list_devices(newcomer=neighbour, at=NOW).exists()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TRANSLATOR, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_phones_do_not_exist_for_other_roles(office, newcomer, role):
    browser = staff_in(office, role)
    device, _token = enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW)

    assert browser.get(address("newcomer_phones", newcomer)).status_code == 404
    assert browser.post(address("end_phones", newcomer)).status_code == 404
    assert browser.post(address("end_phone", newcomer, phone=device.uuid)).status_code == 404
    assert list_devices(newcomer=newcomer, at=NOW).exists()


def test_a_list_of_three_phones_costs_what_one_costs(worker, newcomer, django_assert_num_queries):
    for count in (1, 3):
        while list_devices(newcomer=newcomer, at=NOW).count() < count:
            enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW)
        worker.get(address("newcomer_phones", newcomer))
        with django_assert_num_queries(4):
            worker.get(address("newcomer_phones", newcomer))


def test_a_colleague_says_why_first(colleague, newcomer):
    assert browser_of(colleague).get(address("newcomer_phones", newcomer)).url == address("card_purpose", newcomer)
