"""Guessing is slow, and nobody locks a colleague out."""

import pytest
from django.core import mail
from django.test import Client

from tests.people.staff_steps import code_of, give_app, type_code, type_password

pytestmark = pytest.mark.django_db
THIEF = {"REMOTE_ADDR": "203.0.113.7"}


def test_eight_wrong_passwords_close_the_name_from_that_address_only(client, case_worker):
    give_app(case_worker)
    for _ in range(7):
        assert type_password(client, case_worker, password="guess", **THIEF).status_code == 200
    locked = type_password(client, case_worker, password="guess", **THIEF)
    assert locked.status_code == 429
    assert "account/locked.html" in [template.name for template in locked.templates]
    assert type_password(client, case_worker, **THIEF).status_code == 429  # the right one, too late

    she_herself = Client()
    assert type_password(she_herself, case_worker)["Location"] == "/accounts/2fa/authenticate/"
    assert type_code(she_herself, code_of()).status_code == 302


def test_colleague_behind_the_same_address_still_comes_in(client, case_worker, office):
    from tests.factories import StaffFactory

    colleague = StaffFactory(role__organisation=office)
    for _ in range(9):
        type_password(client, case_worker, password="guess", **THIEF)
    assert type_password(client, colleague, **THIEF).status_code == 302


def test_right_password_forgets_the_wrong_ones(client, case_worker):
    for _ in range(7):
        type_password(client, case_worker, password="guess", **THIEF)
    assert type_password(client, case_worker, **THIEF).status_code == 302
    for _ in range(7):
        assert type_password(Client(), case_worker, password="guess", **THIEF).status_code == 200


def test_a_stranger_does_not_choose_the_address_that_is_counted(client, case_worker):
    for number in range(8):
        type_password(client, case_worker, password="guess", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", **THIEF)
    assert type_password(client, case_worker, HTTP_X_FORWARDED_FOR="10.0.0.99", **THIEF).status_code == 429


def test_behind_our_proxy_the_address_it_wrote_is_counted(client, case_worker, settings):
    settings.TRUSTS_PROXY = True
    for number in range(8):
        type_password(client, case_worker, password="guess", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 198.51.100.4")
    assert type_password(client, case_worker, HTTP_X_FORWARDED_FOR="198.51.100.4").status_code == 429
    assert type_password(client, case_worker, HTTP_X_FORWARDED_FOR="198.51.100.5").status_code == 302


def test_unknown_and_known_names_answer_alike(client, case_worker):
    known = client.post("/accounts/login/", {"login": case_worker.username, "password": "guess"})
    unknown = client.post("/accounts/login/", {"login": "nobody-at-all", "password": "guess"})
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_forgotten_password_tells_nobody_who_has_an_account(client, case_worker):
    known = client.post("/accounts/password/reset/", {"email": case_worker.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == "/accounts/password/reset/done/"
    assert [message.to for message in mail.outbox] == [[case_worker.email]]


def test_link_of_the_mail_sets_a_password_and_the_second_step_stays(client, case_worker):
    give_app(case_worker)
    client.post("/accounts/password/reset/", {"email": case_worker.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = "wagon lamp river stone"
    answer = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert answer["Location"] == "/accounts/password/reset/key/done/"
    assert client.get("/accounts/2fa/").status_code == 302
    assert type_password(client, case_worker, password=new)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get(link.removeprefix("http://testserver"), follow=True).context["token_fail"]


def test_no_reset_for_whoever_has_no_password(client, case_worker, newcomer):
    case_worker.set_unusable_password()
    case_worker.save()
    newcomer.user.email = "amal@example.org"
    newcomer.user.save()
    for address in (case_worker.email, "amal@example.org"):
        client.post("/accounts/password/reset/", {"email": address})
    assert mail.outbox == []
