"""A newcomer signs in with a card to keep, three pictures and her own phone."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from people.domain import cards, links, pictures, throttle
from people.enums import Role
from people.models import Card, HandoverLink
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.people.newcomer_steps import MINE, is_signed_in, press, sign_in_first_time


def test_the_first_time_she_chooses_pictures_and_says_whose_phone_it_is(client, card, newcomer):
    assert client.post("/ar/sign-in/", {"digits": " ".join(card.groups)})["Location"] == "/ar/sign-in/pictures/"
    press(client, MINE)
    assert press(client, MINE)["Location"] == "/ar/sign-in/phone/"
    response = client.post("/ar/sign-in/phone/", {"owner": "mine"})

    assert response["Location"] == "/ar/welcome/"
    assert is_signed_in(client)
    assert newcomer.devices.get().is_own


def test_whose_phone_it_is_is_told_apart_by_the_pictures_alone(client, card):
    client.post("/ar/sign-in/", {"digits": card.digits})
    press(client, MINE)
    press(client, MINE)
    page = client.get("/ar/sign-in/phone/").content.decode()

    drawings = re.findall(r'value="(mine|shared|other)">\s*<img class="art " src="[^"]*art/([a-z-]+)[^"]*"', page)
    assert drawings == [("mine", "phone-mine"), ("shared", "phone-shared"), ("other", "phone-other")]


def test_arabic_digits_are_read_as_what_they_mean(client, card):
    eastern = card.digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert client.post("/ar/sign-in/", {"digits": eastern})["Location"] == "/ar/sign-in/pictures/"


def test_pictures_that_differ_the_second_time_are_asked_again(client, card, newcomer):
    client.post("/ar/sign-in/", {"digits": card.digits})
    press(client, MINE)
    response = press(client, ["key", "boat", "cup"])

    assert response.status_code == 400
    assert not pictures.has_pin(newcomer=newcomer)
    assert not is_signed_in(client)


def test_on_her_own_phone_the_card_alone_is_enough(client, card):
    sign_in_first_time(client, card.digits)
    client.post("/ar/sign-out/")
    assert not is_signed_in(client)

    client.post("/ar/sign-in/", {"digits": card.digits})

    assert is_signed_in(client)


def test_the_card_works_again_on_the_next_phone_but_asks_for_the_pictures(client, card, newcomer):
    sign_in_first_time(client, card.digits)
    next_phone = Client()
    next_phone.post("/ar/sign-in/", {"digits": card.digits})
    assert not is_signed_in(next_phone)
    assert press(next_phone, MINE)["Location"] == "/ar/sign-in/phone/"
    next_phone.post("/ar/sign-in/phone/", {"owner": "mine"})

    assert is_signed_in(next_phone)
    assert newcomer.devices.count() == 2


def test_a_found_card_without_the_pictures_opens_nothing(client, card):
    sign_in_first_time(client, card.digits)
    finder = Client()
    finder.post("/ar/sign-in/", {"digits": card.digits})
    for _ in range(throttle.WRONG_PICTURES_AT_ONCE):
        assert press(finder, ["cup", "cup", "key"]).status_code == 400

    press(finder, MINE)

    assert not is_signed_in(finder), "the finder has used up the tries"


def test_a_finder_who_guesses_does_not_lock_her_out_of_her_own_phone(client, card):
    sign_in_first_time(client, card.digits)
    client.post("/ar/sign-out/")
    for number in range(throttle.WRONG_PICTURES_A_DAY + 1):
        finder = Client(REMOTE_ADDR=f"198.51.100.{number}")
        finder.post("/ar/sign-in/", {"digits": card.digits})
        press(finder, ["cup", "cup", "key"])

    client.post("/ar/sign-in/", {"digits": card.digits})

    assert is_signed_in(client)


def answer_to(client, digits) -> tuple[int, str]:
    """What the sign-in page says to these digits, without the digits themselves."""
    response = client.post("/ar/sign-in/", {"digits": digits})
    return response.status_code, re.sub(r'(csrfmiddlewaretoken" value=")[^"]*|\d{16}', "", response.text)


def test_unknown_and_mistyped_cards_answer_the_same(client, card):
    mistyped = card.digits[:-1] + str((int(card.digits[-1]) + 1) % 10)

    answers = {answer_to(client, mistyped), answer_to(client, "1234567890123456")}

    assert len(answers) == 1
    assert {status for status, _ in answers} == {400}


STOPPED = "هذه البطاقة لم تعد تعمل"


def test_a_new_card_makes_the_old_one_useless_and_who_types_it_hears_so(client, card, newcomer, case_worker):
    fresh = cards.issue_card(newcomer=newcomer, by=case_worker, at=NOW)

    status, text = answer_to(client, card.digits)

    assert status == 400
    assert STOPPED in text
    assert newcomer.first_name not in text
    assert client.post("/ar/sign-in/", {"digits": fresh.digits}).status_code == 302


def test_a_stopped_card_says_the_same_and_counts_as_a_wrong_one(client, card, newcomer, case_worker, monkeypatch):
    cards.revoke_card(newcomer=newcomer, by=case_worker, at=NOW)
    monkeypatch.setattr(throttle, "WRONG_DIGITS_PER_ADDRESS", 1)

    assert STOPPED in answer_to(client, card.digits)[1]
    assert STOPPED not in answer_to(client, card.digits)[1]


def test_only_a_keyed_hash_of_the_digits_is_stored(card):
    stored = Card.objects.values().get()
    assert card.digits not in str(stored)


def test_somebody_elses_computer_remembers_nothing(client, card, newcomer, settings):
    sign_in_first_time(client, card.digits, owner="other")

    assert is_signed_in(client)
    assert settings.DEVICE_COOKIE not in client.cookies
    assert client.session.get_expire_at_browser_close()
    response = client.post("/ar/sign-out/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "Amal" not in client.get("/ar/sign-in/").text


def test_a_link_signs_in_once(client, newcomer, case_worker):
    from django.utils import timezone

    token = links.create_handover_link(newcomer=newcomer, by=case_worker, at=timezone.now())
    address = f"/ar/sign-in/link/{token}/"
    client.get(address)
    client.get(address)
    assert HandoverLink.objects.get().used_at is None, "opening uses nothing up"

    client.post(address)
    press(client, MINE)
    press(client, MINE)
    client.post("/ar/sign-in/phone/", {"owner": "other"})
    assert is_signed_in(client)

    assert Client().post(address).status_code == 400


def test_a_link_expires(client, newcomer, case_worker):
    token = links.create_handover_link(newcomer=newcomer, by=case_worker, at=NOW - timedelta(days=3))

    assert client.post(f"/ar/sign-in/link/{token}/").status_code == 400


def test_a_stranger_of_another_office_hands_out_nothing(newcomer, other_office):
    from core.errors import NotAllowed

    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    with pytest.raises(NotAllowed):
        cards.issue_card(newcomer=newcomer, by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        links.create_handover_link(newcomer=newcomer, by=stranger, at=NOW)


def test_a_removed_phone_is_signed_out_at_once(client, card, newcomer):
    sign_in_first_time(client, card.digits)
    client.post("/ar/welcome/")
    thief = Client()
    thief.post("/ar/sign-in/", {"digits": card.digits})
    press(thief, MINE)
    thief.post("/ar/sign-in/phone/", {"owner": "mine"})
    stolen = newcomer.devices.latest("pk")

    response = client.post(f"/ar/devices/{stolen.uuid}/remove/", {"not_me": "1"})

    assert response["Location"] == "/ar/devices/card-stopped/"
    assert thief.get("/ar/devices/").status_code == 302, "the other phone must sign in again"
    assert client.get("/ar/devices/").status_code == 200
    assert Client().post("/ar/sign-in/", {"digits": card.digits}).status_code == 400


def test_nobody_removes_another_persons_phone(client, card, newcomer, case_worker):
    sign_in_first_time(client, card.digits)
    other = make_newcomer(case_worker=case_worker, first_name="Yusuf")
    others_card = cards.issue_card(newcomer=other, by=case_worker, at=NOW)
    others_phone = Client()
    sign_in_first_time(others_phone, others_card.digits)
    others_phone.post("/ar/welcome/")
    client.post("/ar/welcome/")
    theirs = other.devices.get()

    assert client.post(f"/ar/devices/{theirs.uuid}/remove/").status_code == 404
    assert others_phone.get("/ar/devices/").status_code == 200


def test_after_signing_in_she_lands_where_she_wanted_but_never_elsewhere(client, card):
    sign_in_first_time(client, card.digits)
    client.post("/ar/welcome/")
    for wanted, expected in [
        ("/ar/devices/", "/ar/devices/"),
        ("//evil.example/x", "/ar/"),
        ("https://evil.example", "/ar/"),
    ]:
        client.post("/ar/sign-out/")
        assert client.post("/ar/sign-in/", {"digits": card.digits, "next": wanted})["Location"] == expected


def test_the_privacy_notice_is_shown_once_per_version(client, card):
    assert sign_in_first_time(client, card.digits)["Location"] == "/ar/welcome/"
    client.post("/ar/welcome/")
    client.post("/ar/sign-out/")

    assert client.post("/ar/sign-in/", {"digits": card.digits})["Location"] == "/ar/"


def test_staff_and_guests_find_no_newcomers_pages(client, case_worker):
    assert client.get("/ar/devices/").status_code == 302
    client.force_login(case_worker, backend="people.backends.StaffBackend")
    assert client.get("/ar/devices/").status_code in {302, 404}
