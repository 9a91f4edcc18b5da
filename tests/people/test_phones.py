"""Every session of a newcomer stands in her list, and can be ended there, by a new card, and by stopping the card."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.errors import NotAllowed
from people.domain import cards, devices, links
from people.models import Device
from tests.factories import make_newcomer
from tests.people.newcomer_steps import begin, is_signed_in, press, sign_in_again, sign_in_first_time


@pytest.fixture
def phone(client, card):
    """Her own phone, signed in."""
    begin(client, card.digits)
    return client


@pytest.fixture
def library(phone, card):
    """A computer of the library on which she is signed in too."""
    computer = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    sign_in_again(computer, card.digits, owner="other")
    assert computer.get("/ar/devices/").status_code == 200
    return computer


def is_out(client) -> bool:
    return client.get("/ar/devices/").status_code == 302


def test_a_session_on_somebody_elses_computer_stands_in_her_list_and_is_told_of(phone, library):
    assert "Windows · Firefox" in phone.get("/ar/devices/").text
    visit = Device.objects.get(ends_at__isnull=False)
    told = devices.list_unannounced_devices(newcomer=visit.newcomer, besides=phone.session["device"], at=timezone.now())
    assert told == [visit]


def test_not_me_ends_the_session_on_somebody_elses_computer_and_the_card(phone, library, card):
    visit = Device.objects.get(ends_at__isnull=False)

    assert phone.get(f"/ar/devices/{visit.uuid}/remove/").status_code == 200
    phone.post(f"/ar/devices/{visit.uuid}/remove/", {"not_me": "1"})

    assert is_out(library)
    assert not is_out(phone)
    assert Client().post("/ar/sign-in/", {"digits": card.digits}).status_code == 400


def test_not_me_ends_every_other_session_besides_the_one_in_her_hand(phone, library, card, newcomer):
    family = Client()
    sign_in_again(family, card.digits, owner="shared")
    visit = Device.objects.get(ends_at__isnull=False)

    phone.post(f"/ar/devices/{visit.uuid}/remove/", {"not_me": "1"})

    assert is_out(family)
    assert "Amal" not in family.get("/ar/sign-in/").text, "no card is asked there, so the phone must go too"
    assert not is_out(phone)


@pytest.mark.parametrize("act", [cards.issue_card, cards.revoke_card])
def test_a_new_card_and_a_stopped_card_end_every_session(phone, library, newcomer, case_worker, act):
    act(newcomer=newcomer, by=case_worker, at=timezone.now())

    assert is_out(library)
    assert is_out(phone)
    assert not Device.objects.filter(revoked_at__isnull=True).exists()


def test_phones_that_she_has_in_her_hand_may_stay_but_visits_end(phone, library, newcomer, case_worker):
    cards.issue_card(newcomer=newcomer, by=case_worker, at=timezone.now(), keeps_phones=True)

    assert is_out(library)
    assert not is_out(phone)


def test_a_first_card_signs_nobody_out(client, newcomer, case_worker):
    token = links.create_handover_link(newcomer=newcomer, by=case_worker, at=timezone.now())
    client.post(f"/ar/sign-in/link/{token}/")
    press(client, ["key", "boat", "tree"] * 2)
    client.post("/ar/sign-in/phone/", {"owner": "mine"})
    client.post("/ar/welcome/")

    cards.issue_card(newcomer=newcomer, by=case_worker, at=timezone.now())

    assert not is_out(client)


def test_a_visit_ends_by_itself_within_half_a_day(phone, library):
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        assert is_out(library)
        assert not is_signed_in(library)
        assert not is_out(phone)


def test_an_ended_visit_stays_in_her_list_until_she_says_that_it_was_she(phone, library):
    library.post("/ar/sign-out/")
    visit = Device.objects.get(ends_at__isnull=False)
    assert "Windows · Firefox" in phone.get("/ar/devices/").text

    phone.post(f"/ar/devices/{visit.uuid}/mine/")

    assert "Windows · Firefox" not in phone.get("/ar/devices/").text


def test_a_new_phone_cannot_say_of_itself_that_it_is_hers(phone, card, newcomer):
    thief = Client()
    sign_in_again(thief, card.digits)
    stolen = newcomer.devices.latest("pk")

    thief.post(f"/ar/devices/{stolen.uuid}/mine/")
    stolen.refresh_from_db()
    assert stolen.announced_at is None

    phone.post(f"/ar/devices/{stolen.uuid}/mine/")
    stolen.refresh_from_db()
    assert stolen.announced_at is not None


def test_a_second_sign_in_on_the_same_phone_leaves_no_session_behind(client, card, newcomer):
    begin(client, card.digits)
    copy = Client()
    copy.cookies = client.cookies.copy()
    client.cookies.pop("sessionid")
    client.post("/ar/sign-in/", {"digits": card.digits})

    assert not is_out(client)
    assert is_out(copy), "the session she no longer sees is over"


def test_the_day_a_phone_was_last_used_is_noted_once_a_day(phone, newcomer, django_assert_max_num_queries):
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        phone.get("/ar/devices/")
        assert newcomer.devices.get().last_seen_at == timezone.now()
    with time_machine.travel(tomorrow + timedelta(minutes=5), tick=False):
        phone.get("/ar/devices/")
        assert newcomer.devices.get().last_seen_at < timezone.now()


def test_a_card_stopped_between_two_steps_leads_nowhere(client, card, newcomer, case_worker):
    sign_in_first_time(client, card.digits)
    thief = Client()
    thief.post("/ar/sign-in/", {"digits": card.digits})
    cards.revoke_card(newcomer=newcomer, by=case_worker, at=timezone.now())

    assert press(thief, ["key", "boat", "tree"])["Location"] == "/ar/sign-in/"
    assert not is_signed_in(thief)


def test_a_phone_of_somebody_else_is_neither_shown_nor_ended(phone, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Yusuf")
    visit = devices.add_visit(newcomer=other, label="Linux · Chrome", at=timezone.now())

    assert "Linux · Chrome" not in phone.get("/ar/devices/").text
    for data in ({}, {"not_me": "1"}):
        assert phone.post(f"/ar/devices/{visit.uuid}/remove/", data).status_code == 404
    with pytest.raises(NotAllowed):
        devices.revoke_device(newcomer=phone_owner(phone), uuid=visit.uuid, at=timezone.now())
    visit.refresh_from_db()
    assert visit.revoked_at is None


def phone_owner(phone):
    return Device.objects.get(pk=phone.session["device"]).newcomer
