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

SIGNED_OUT = "انتهى تسجيل دخولك."


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


def test_who_was_signed_out_is_told_once_on_her_next_page(phone, newcomer, case_worker):
    cards.issue_card(newcomer=newcomer, by=case_worker, at=timezone.now())

    assert SIGNED_OUT in phone.get("/ar/devices/", follow=True).text
    assert SIGNED_OUT not in phone.get("/ar/sign-in/").text


def test_who_comes_back_after_her_visit_is_over_is_told_too(library):
    with time_machine.travel(timezone.now() + devices.VISIT_LASTS + timedelta(minutes=1)):
        assert SIGNED_OUT in library.get("/ar/about/").text


def test_who_signed_out_by_herself_and_who_never_signed_in_are_told_nothing(phone):
    phone.post("/ar/sign-out/")

    assert SIGNED_OUT not in phone.get("/ar/sign-in/").text
    assert SIGNED_OUT not in Client().get("/ar/sign-in/").text


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


def test_each_phone_says_when_it_was_added_so_that_twins_can_be_told_apart(phone, card):
    twin = Client()
    with time_machine.travel("2026-11-24T10:07:00+01:00"):
        sign_in_again(twin, card.digits, owner="shared")

    text = phone.get("/nl/devices/").text

    assert "24 november 2026 om 10:07" in text
    assert text.count("deze hier") == 1


@pytest.mark.parametrize(
    ("owner", "way_back"),
    [("mine", "Druk op uw naam"), ("shared", "Druk op uw naam"), ("other", "U hebt uw kaart nodig")],
)
def test_signing_out_says_what_she_needs_to_come_back(client, card, owner, way_back):
    begin(client, card.digits, owner=owner)

    text = client.get("/nl/sign-out/").text

    assert way_back in text
    assert ('name="forget"' in text) == (owner != "other")


def test_who_is_tapped_on_a_shared_phone_is_asked_by_name_in_her_language(client, card, case_worker):
    begin(client, card.digits, owner="shared")
    samir = make_newcomer(case_worker=case_worker, first_name="Samir", languages=["fr"])
    digits = cards.issue_card(newcomer=samir, by=case_worker, at=timezone.now()).digits
    begin(client, digits, owner="shared")

    menu = client.get("/ar/devices/").text
    assert "التبديل إلى <bdi>Amal</bdi>" in menu
    client.post("/ar/sign-out/")
    device = Device.objects.get(newcomer=samir)
    page = client.post("/ar/sign-in/person/", {"device": str(device.uuid)}, follow=True)

    assert page.redirect_chain == [("/fr/sign-in/pictures/", 302)]
    assert "<bdi>Samir</bdi> : appuyez sur vos trois images" in page.text


def test_a_card_does_not_tell_its_finder_the_name(client, card):
    sign_in_first_time(Client(), card.digits)

    client.post("/nl/sign-in/", {"digits": card.digits})

    assert "Amal" not in client.get("/nl/sign-in/pictures/").text
