"""Guessing is hopeless, and nobody locks others out: each attack, and each innocent beside it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from people.domain import cards, desk, throttle
from people.domain.sign_in import WrongPictures, check_pictures
from people.enums import LookPurpose
from people.models import SignInAttempt
from tests.factories import make_newcomer
from tests.people.newcomer_steps import MINE, begin, is_signed_in, press, sign_in_again, sign_in_first_time

WRONG = ["cup", "cup", "key"]


def guess(client, digits, *, times=1):
    client.post("/ar/sign-in/", {"digits": digits})
    return [press(client, WRONG) for _ in range(times)][-1]


def guess_from_everywhere(digits, *, times):
    for number in range(times):
        guess(Client(REMOTE_ADDR=f"198.51.100.{number}"), digits)


# Digits


def test_a_hundred_wrong_digits_lock_out_nobody_behind_the_same_address(client, card, case_worker):
    begin(client, card.digits)
    client.post("/ar/sign-out/")
    neighbour = make_newcomer(case_worker=case_worker, first_name="Yusuf")
    neighbours_card = cards.issue_card(newcomer=neighbour, by=case_worker, at=timezone.now())
    attacker = Client()
    for _ in range(throttle.WRONG_DIGITS_PER_ADDRESS + 1):
        attacker.post("/ar/sign-in/", {"digits": "1234567890123456"})

    client.post("/ar/sign-in/", {"digits": card.digits})
    assert is_signed_in(client), "her own phone"
    sign_in_first_time(new := Client(), neighbours_card.digits)
    assert is_signed_in(new), "a new phone in the same shelter"


def test_an_address_that_keeps_guessing_gets_no_more_answers_and_fills_no_table(client, card):
    for _ in range(throttle.WRONG_DIGITS_PER_ADDRESS + 5):
        answer = client.post("/ar/sign-in/", {"digits": "1234567890123456"})

    elsewhere = Client(REMOTE_ADDR="198.51.100.9").post("/ar/sign-in/", {"digits": "1234567890123456"})
    assert answer.status_code == elsewhere.status_code == 400
    assert str(answer.context["form"].errors) != str(elsewhere.context["form"].errors), "one is told to wait"
    assert SignInAttempt.objects.count() == throttle.WRONG_DIGITS_PER_ADDRESS + 1
    assert "127.0.0.1" not in str(list(SignInAttempt.objects.values()))


def test_an_ipv6_house_is_one_address_and_its_neighbour_another():
    same, other = throttle._hashed("2001:db8:1:2::1"), throttle._hashed("2001:db8:1:3::1")
    assert same == throttle._hashed("2001:db8:1:2:ffff::9") != other
    assert throttle._hashed("::ffff:192.0.2.1") == throttle._hashed("192.0.2.1") != throttle._hashed("192.0.2.2")


# Pictures


def test_who_found_the_card_gets_twenty_tries_a_day_from_however_many_addresses(client, card):
    begin(client, card.digits)
    guess_from_everywhere(card.digits, times=throttle.WRONG_PICTURES_A_DAY)

    lucky = Client(REMOTE_ADDR="203.0.113.5")
    sign_in_again(lucky, card.digits)

    assert not is_signed_in(lucky)


def test_and_sixty_a_month(client, card):
    begin(client, card.digits)
    start = timezone.now()
    for day in range(throttle.WRONG_PICTURES_A_MONTH // throttle.WRONG_PICTURES_A_DAY):
        with time_machine.travel(start + timedelta(days=day, hours=day), tick=False):
            guess_from_everywhere(card.digits, times=throttle.WRONG_PICTURES_A_DAY)
    with time_machine.travel(start + timedelta(days=5), tick=False):
        sign_in_again(lucky := Client(REMOTE_ADDR="203.0.113.5"), card.digits)
        assert not is_signed_in(lucky)
    with time_machine.travel(start + timedelta(days=40), tick=False):
        sign_in_again(she := Client(REMOTE_ADDR="203.0.113.6"), card.digits)
        assert is_signed_in(she), "nothing stays closed for ever"


@pytest.mark.parametrize("owner", ["mine", "shared"])
def test_guesses_elsewhere_never_reach_a_phone_on_which_she_is_enrolled(client, card, owner):
    begin(client, card.digits, owner=owner)
    client.post("/ar/sign-out/")
    guess_from_everywhere(card.digits, times=throttle.WRONG_PICTURES_A_DAY + 5)

    client.post("/ar/sign-in/", {"digits": card.digits})
    press(client, MINE)

    assert is_signed_in(client)


def test_guesses_at_one_card_close_no_other_card_of_the_same_address(client, card, case_worker):
    begin(client, card.digits)
    guess(Client(), card.digits, times=throttle.WRONG_PICTURES_AT_ONCE + 1)
    neighbour = make_newcomer(case_worker=case_worker, first_name="Yusuf")
    neighbours_card = cards.issue_card(newcomer=neighbour, by=case_worker, at=timezone.now())
    sign_in_first_time(Client(), neighbours_card.digits)

    sign_in_again(new := Client(), neighbours_card.digits)

    assert is_signed_in(new)


def test_a_new_card_opens_at_once_what_guessing_closed(client, card, newcomer, case_worker):
    begin(client, card.digits)
    guess_from_everywhere(card.digits, times=throttle.WRONG_PICTURES_A_DAY)
    fresh = cards.issue_card(newcomer=newcomer, by=case_worker, at=timezone.now())

    sign_in_again(new := Client(REMOTE_ADDR="203.0.113.5"), fresh.digits)

    assert is_signed_in(new)


def test_new_pictures_at_the_desk_open_it_too(client, card, newcomer, case_worker):
    begin(client, card.digits)
    guess_from_everywhere(card.digits, times=throttle.WRONG_PICTURES_A_DAY)
    desk.reset_pictures(newcomer=newcomer, by=case_worker, purpose=LookPurpose.GUIDANCE, at=timezone.now())
    sign_in_first_time(Client(), card.digits)

    sign_in_again(new := Client(REMOTE_ADDR="203.0.113.5"), card.digits)

    assert is_signed_in(new)


def test_a_brother_who_guesses_on_the_shared_phone_is_stopped_and_her_card_still_opens_it(client, card, newcomer):
    begin(client, card.digits, owner="shared")
    client.post("/ar/sign-out/")
    hers = newcomer.devices.get()
    client.post("/ar/sign-in/person/", {"device": hers.uuid})
    for _ in range(throttle.WRONG_PICTURES_AT_ONCE):
        press(client, WRONG)
    press(client, MINE)
    assert not is_signed_in(client)

    client.post("/ar/sign-in/", {"digits": card.digits})
    press(client, MINE)

    assert is_signed_in(client)


def test_right_pictures_are_no_guess(client, card, newcomer):
    begin(client, card.digits, owner="shared")
    for _ in range(throttle.WRONG_PICTURES_A_DAY + 1):
        client.post("/ar/sign-out/")
        client.post("/ar/sign-in/", {"digits": card.digits})
        press(client, MINE)
        assert is_signed_in(client)
    assert not SignInAttempt.objects.exists()


def test_trying_on_does_not_make_the_wait_longer(client, card):
    begin(client, card.digits)
    start = timezone.now()
    finder = Client(REMOTE_ADDR="203.0.113.5")
    guess(finder, card.digits, times=throttle.WRONG_PICTURES_AT_ONCE + 3)
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        sign_in_again(she := Client(REMOTE_ADDR="203.0.113.5"), card.digits)
        assert is_signed_in(she)


def test_addresses_are_forgotten_after_a_day_and_tries_after_a_month(newcomer, card):
    start = timezone.now()
    for at in (start, start + timedelta(days=2), start + timedelta(days=31)):
        with pytest.raises(WrongPictures):
            check_pictures(newcomer=newcomer, pictures=WRONG, card=card.card, address="192.0.2.1", at=at)
    kept = list(SignInAttempt.objects.order_by("at").values_list("at", "address_hash"))
    assert [at for at, _ in kept] == [start + timedelta(days=2), start + timedelta(days=31)]
    assert kept[0][1] == "" != kept[1][1]
