"""Staff sign in with a password and a second factor; until then nothing else opens."""

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import User
from tests.people.staff_steps import PASSWORD, SECRET, code_of, give_app, type_code, type_password
from tests.signing_in import sign_in_as_newcomer

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"


def test_password_then_code_opens_the_page_she_asked_for(client, case_worker):
    give_app(case_worker)
    after_password = type_password(client, case_worker, onward="/accounts/2fa/")
    assert after_password["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/accounts/2fa/").status_code == 302  # the password alone opens nothing
    after_code = type_code(client, code_of())
    assert after_code["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_email_address_does_as_user_name(client, case_worker):
    give_app(case_worker)
    client.post("/accounts/login/", {"login": case_worker.email, "password": PASSWORD})
    assert type_code(client, code_of())["Location"] == "/guide/"


def test_session_lasts_a_working_day(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    assert client.session.get_expiry_age() <= 10 * 3600


def test_code_counts_once(client, case_worker):
    give_app(case_worker)
    code = code_of()
    type_password(client, case_worker)
    type_code(client, code)
    second_browser = Client()
    type_password(second_browser, case_worker)
    assert type_code(second_browser, code).status_code == 200  # the form again, with its error
    assert "_auth_user_id" not in second_browser.session


def test_code_of_the_period_before_still_counts(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    assert type_code(client, code_of(periods_later=-1)).status_code == 302


def test_wrong_code_opens_nothing_and_five_close_the_second_step(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    for _ in range(5):
        assert type_code(client, "000000").status_code == 200
    assert type_code(client, code_of()).status_code == 200
    assert "_auth_user_id" not in client.session


def test_recovery_code_counts_once(client, case_worker):
    codes = give_app(case_worker)
    type_password(client, case_worker)
    assert type_code(client, codes[0]).status_code == 302
    cache.clear()  # not even when the memory of used codes is gone
    again = Client()
    type_password(again, case_worker)
    assert type_code(again, codes[0]).status_code == 200
    assert type_code(again, codes[1]).status_code == 302


def test_first_time_she_is_guided_to_set_up_and_then_to_where_she_was_going(client, case_worker):
    after_password = type_password(client, case_worker, onward="/accounts/password/change/")
    assert after_password["Location"] == "/accounts/password/change/"
    assert client.get("/accounts/password/change/")["Location"] == SET_UP

    page = client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    assert page.context["form"].spaced_secret.replace(" ", "") == secret
    assert "data:image/svg+xml;base64," in page.text
    assert "/guide/" not in page.text.split("<main", 1)[1]  # no way round

    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    done = client.post(SET_UP, {"code": code_of(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    codes = client.get("/accounts/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/accounts/2fa/recovery-codes/download/").text.count("\n") > 10
    assert client.get("/accounts/2fa/go-on/")["Location"] == "/accounts/password/change/"
    assert client.get("/accounts/password/change/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/cms/", "/cms/pages/", "/guide/site-messages/", "/nl/", "/accounts/2fa/", "/accounts/password/change/"],
)
def test_without_second_factor_nothing_else_opens(client, case_worker, address):
    type_password(client, case_worker)
    assert client.get(address)["Location"] == SET_UP


def test_session_from_before_the_set_up_must_sign_in_again(client, case_worker):
    """Who knows only the password and was first cannot add a factor of his own."""
    thief = Client()
    type_password(thief, case_worker)
    type_password(client, case_worker)
    client.get(SET_UP)
    client.post(SET_UP, {"code": code_of(client.session["mfa.totp.secret"])})
    for address in (SET_UP, "/accounts/2fa/passkeys/add/", "/cms/pages/"):
        assert thief.get(address)["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in thief.session
    assert client.get("/accounts/2fa/").status_code == 200


def test_removing_the_only_factor_leads_straight_to_a_new_one(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/cms/pages/")["Location"] == SET_UP
    secret_before = SECRET
    client.get(SET_UP)
    assert client.session["mfa.totp.secret"] != secret_before


def test_demo_link_stands_for_both_factors_only_where_the_demo_is_on(client, case_worker, settings):
    client.force_login(case_worker, backend="people.backends.StaffBackend")
    session = client.session
    session["second_factor"] = "demo"
    session.save()
    assert client.get("/accounts/2fa/").status_code == 200
    settings.DEMO_SIGN_IN_LINKS = False
    assert client.get("/accounts/2fa/")["Location"] == SET_UP


def test_newcomer_never_comes_in_by_password_even_if_she_had_one(client, newcomer):
    newcomer.user.set_password(PASSWORD)
    newcomer.user.save()
    answer = type_password(client, newcomer.user)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_registered_newcomer_has_no_password(newcomer):
    assert not newcomer.user.has_usable_password()


@pytest.mark.parametrize(
    "address",
    ["/accounts/2fa/", SET_UP, "/accounts/password/change/", "/accounts/logout/", "/cms/", "/guide/"],
)
def test_staff_addresses_do_not_exist_for_a_newcomer(client, newcomer, address):
    sign_in_as_newcomer(client, newcomer)
    assert client.get(address).status_code == 404


def test_newcomer_at_the_staff_door_is_led_home(client, newcomer):
    sign_in_as_newcomer(client, newcomer)
    assert client.get("/accounts/login/")["Location"] == "/ar/"


def test_nobody_signs_up(client):
    for address in ("/accounts/signup/", "/accounts/3rdparty/signup/", "/accounts/email/", "/accounts/social/signup/"):
        assert client.post(address, {"username": "intruder"}).status_code == 404
    assert not User.objects.filter(username="intruder").exists()


@pytest.mark.parametrize("address", ["/cms/login/", "/nl/_util/login/"])
def test_wagtails_own_sign_in_is_closed(client, case_worker, address):
    answer = client.post(f"{address}?next=/cms/pages/", {"username": case_worker.username, "password": PASSWORD})
    assert answer["Location"] == "/accounts/login/?next=%2Fcms%2Fpages%2F"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/cms/password_reset/", "/cms/password_reset/confirm/MQ/x-y/"])
def test_wagtails_own_password_reset_is_closed(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"],
)
def test_next_never_leads_to_another_site(client, case_worker, onward):
    give_app(case_worker)
    type_password(client, case_worker, onward=onward)
    assert type_code(client, code_of())["Location"] == "/guide/"


def test_next_leads_to_no_other_host_of_ours(client, case_worker, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    give_app(case_worker)
    type_password(client, case_worker, onward="https://other.example.org/")
    assert type_code(client, code_of())["Location"] == "/guide/"


def test_closed_account_learns_that_it_is_closed(client, case_worker):
    User.objects.filter(pk=case_worker.pk).update(is_active=False)
    assert type_password(client, case_worker)["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_signing_out_forgets_what_the_browser_kept(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    answer = client.post("/accounts/logout/")
    assert answer["Location"] == "/accounts/login/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")


def test_changing_the_password_ends_the_other_sessions(client, case_worker):
    give_app(case_worker)
    other_browser = Client()
    type_password(other_browser, case_worker)
    type_code(other_browser, code_of())
    type_password(client, case_worker)
    type_code(client, code_of(periods_later=1))
    new = "wagon lamp river stone"
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert client.get("/accounts/2fa/").status_code == 200
    assert other_browser.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")


def test_short_password_is_refused(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert answer.context["form"].errors


def test_secrets_lie_encrypted_in_the_database(case_worker):
    give_app(case_worker)
    for authenticator in case_worker.authenticator_set.all():
        assert SECRET not in str(authenticator.data)
        assert "gAAAA" in str(authenticator.data)  # Fernet


def test_signed_in_staff_without_the_cms_do_not_learn_that_it_is_there(client, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    assert client.get("/cms/").status_code == 404
