"""Staff sign in by OpenID Connect: a real provider on a thread, real HTTP, the browser played by the test."""

import base64
import threading
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
import werkzeug.serving
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from people.models import User
from tests.factories import StaffFactory
from tests.people.staff_steps import PASSWORD, code_of, give_app, type_code, type_password
from tests.signing_in import sign_in_as_newcomer

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/openid/toegang/"
SET_UP = "/accounts/2fa/totp/activate/"


class Provider:
    """The mock provider, with what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.token_requests: list[dict] = []

    def knows(self, subject: str, **claims) -> None:
        httpx.put(f"{self.address}/users/{subject}", json=claims).raise_for_status()

    def let_in(self, authorize_url: str, *, subject: str) -> str:
        """The person signs in there. Returns where the browser is sent back to, without our host."""
        answer = httpx.post(authorize_url, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def deny(self, authorize_url: str) -> str:
        back = urlsplit(httpx.post(authorize_url, data={"action": "deny"}).headers["Location"])
        return f"{back.path}?{back.query}"


@pytest.fixture(scope="module")
def running_provider():
    app = oidc_provider_mock.app(require_nonce=True)
    server = werkzeug.serving.make_server("localhost", 0, app, threaded=True)
    provider = Provider(f"http://localhost:{server.server_port}")

    @app.before_request
    def note_token_requests():
        import flask

        if flask.request.path == "/oauth2/token":
            provider.token_requests.append(flask.request.form.to_dict())

    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture
def provider(running_provider, settings):
    running_provider.token_requests.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "toegang",
                    "name": "Toegangsbeheer",
                    "client_id": "mo-platform",
                    "secret": "s3cret",
                    "settings": {
                        "server_url": running_provider.address,
                        "scope": ["openid", "profile", "email"],
                        "oauth_pkce_enabled": True,
                        "verified_email": [],
                    },
                }
            ]
        }
    }
    return running_provider


def begin(client, onward: str = "") -> str:
    answer = client.get(f"{BEGIN}?next={onward}" if onward else BEGIN)
    assert answer.status_code == 302
    return answer["Location"]


def sign_in(client, provider, subject: str, *, onward: str = ""):
    return client.get(provider.let_in(begin(client, onward), subject=subject))


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_page_offers_the_access_management(client, provider):
    page = client.get("/accounts/login/?next=/cms/").text
    assert "Toegangsbeheer" in page
    assert 'href="/accounts/openid/toegang/?process=login&amp;next=%2Fcms%2F"' in page


def test_without_configuration_there_is_no_such_door(client):
    assert "/accounts/openid/" not in client.get("/accounts/login/").text
    assert client.get(BEGIN).status_code == 404


def test_known_address_is_linked_and_her_own_second_step_is_asked(client, provider, case_worker):
    give_app(case_worker)
    provider.knows("s-1", email=case_worker.email.upper(), email_verified=True, name="Els Peeters")
    answer = sign_in(client, provider, "s-1", onward="/accounts/2fa/")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    assert type_code(client, code_of())["Location"] == "/accounts/2fa/"
    assert SocialAccount.objects.get(uid="s-1").user == case_worker
    case_worker.refresh_from_db()
    assert case_worker.check_password(PASSWORD)  # allauth would have wiped it


def test_second_time_she_is_known_by_her_subject_whatever_her_address(client, provider, case_worker):
    give_app(case_worker)
    provider.knows("s-2", email=case_worker.email, email_verified=True)
    sign_in(client, provider, "s-2")
    provider.knows("s-2", email="married@example.org", email_verified=True)
    again = Client()
    assert sign_in(again, provider, "s-2")["Location"] == "/accounts/2fa/authenticate/"


def test_preset_subject_needs_no_address(client, provider, case_worker):
    give_app(case_worker)
    SocialAccount.objects.create(user=case_worker, provider="toegang", uid="s-3")
    provider.knows("s-3")
    assert sign_in(client, provider, "s-3")["Location"] == "/accounts/2fa/authenticate/"


def test_the_providers_second_factor_counts_when_it_says_so(client, provider, case_worker):
    provider.knows("s-4", email=case_worker.email, email_verified=True, amr=["pwd", "mfa"])
    assert sign_in(client, provider, "s-4", onward="/accounts/2fa/")["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.session.get_expiry_age() <= 10 * 3600


def test_acr_counts_when_the_installation_names_it(client, provider, case_worker, settings):
    provider.knows("s-5", email=case_worker.email, email_verified=True, acr="urn:be:vlaanderen:hoog")
    sign_in(client, provider, "s-5")
    assert client.get("/accounts/2fa/")["Location"] == SET_UP
    settings.OIDC_SECOND_FACTOR_ACR = ["urn:be:vlaanderen:hoog"]
    again = Client()
    sign_in(again, provider, "s-5")
    assert again.get("/accounts/2fa/").status_code == 200


def test_without_the_providers_word_she_sets_up_her_own(client, provider, case_worker):
    provider.knows("s-6", email=case_worker.email, email_verified=True, amr=["pwd"])
    sign_in(client, provider, "s-6")
    assert client.get("/accounts/2fa/")["Location"] == SET_UP
    assert not Authenticator.objects.exists()


def test_unknown_person_gets_help_and_no_account(client, provider, case_worker):
    before = User.objects.count()
    provider.knows("s-7", email="somebody.else@example.org", email_verified=True, name="Somebody Else")
    answer = sign_in(client, provider, "s-7")
    assert answer.status_code == 403
    assert "socialaccount/refused.html" in [template.name for template in answer.templates]
    assert "somebody.else@example.org" in answer.text
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.exists()
    assert not is_signed_in(client)


def test_unverified_address_links_nobody(client, provider, case_worker):
    provider.knows("s-8", email=case_worker.email, email_verified=False)
    assert sign_in(client, provider, "s-8").status_code == 403


def test_domain_that_the_installation_trusts_counts_as_verified(client, provider, case_worker, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = ["example.org"]
    provider.knows("s-9", email=case_worker.email)
    assert sign_in(client, provider, "s-9").status_code == 302
    assert is_signed_in(client)


def test_two_accounts_with_one_address_are_linked_to_neither(client, provider, case_worker):
    StaffFactory(email=case_worker.email.capitalize())
    provider.knows("s-10", email=case_worker.email, email_verified=True)
    assert sign_in(client, provider, "s-10").status_code == 403


def test_newcomer_is_not_found_by_her_address(client, provider, newcomer):
    newcomer.user.email = "amal@example.org"
    newcomer.user.save()
    provider.knows("s-11", email="amal@example.org", email_verified=True, amr=["mfa"])
    assert sign_in(client, provider, "s-11").status_code == 403
    SocialAccount.objects.create(user=newcomer.user, provider="toegang", uid="s-11")
    assert sign_in(client, provider, "s-11").status_code == 404
    assert not is_signed_in(client)


def test_closed_account_stays_closed(client, provider, case_worker):
    SocialAccount.objects.create(user=case_worker, provider="toegang", uid="s-12")
    User.objects.filter(pk=case_worker.pk).update(is_active=False)
    provider.knows("s-12", amr=["mfa"])
    assert sign_in(client, provider, "s-12")["Location"] == "/accounts/inactive/"
    assert not is_signed_in(client)


def test_state_nonce_and_pkce_are_sent_and_the_verifier_fits(client, provider, case_worker):
    provider.knows("s-13", email=case_worker.email, email_verified=True)
    authorize = begin(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) >= 32
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    client.get(provider.let_in(authorize, subject="s-13"))
    verifier = provider.token_requests[0]["code_verifier"]
    assert base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode() == asked["code_challenge"]


def test_answer_to_another_browsers_question_is_refused(client, provider, case_worker):
    """Somebody makes the victim's browser finish a sign-in that he began (login CSRF)."""
    provider.knows("s-14", email=case_worker.email, email_verified=True, amr=["mfa"])
    attacker = Client()
    back = provider.let_in(begin(attacker), subject="s-14")
    answer = client.get(back)
    assert answer.status_code == 401
    assert not is_signed_in(client)


def test_answer_with_another_nonce_is_refused(client, provider, case_worker):
    """A code from another sign-in is put into this one: the state fits, the nonce does not."""
    provider.knows("s-15", email=case_worker.email, email_verified=True, amr=["mfa"])
    stolen = parse_qs(urlsplit(provider.let_in(begin(Client()), subject="s-15")).query)["code"][0]
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(f"{BEGIN}callback/?code={stolen}&state={state}")
    assert answer.status_code == 401
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_answer_counts_once(client, provider, case_worker):
    provider.knows("s-16", email=case_worker.email, email_verified=True, amr=["mfa"])
    back = provider.let_in(begin(client), subject="s-16")
    assert client.get(back).status_code == 302
    client.post("/accounts/logout/")
    assert client.get(back).status_code == 401


def test_the_address_cannot_ask_for_less_or_more(client, provider):
    address = client.get(f"{BEGIN}?scope=rrn&auth_params=acr_values%3Dlow%26nonce%3Dmine")["Location"]
    asked = parse_qs(urlsplit(address).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "acr_values" not in asked
    assert asked["nonce"] != ["mine"]


def test_nobody_links_an_account_by_following_a_link(client, provider, case_worker):
    give_app(case_worker)
    type_password(client, case_worker)
    type_code(client, code_of())
    assert client.get(f"{BEGIN}?process=connect").status_code == 404


def test_who_stops_at_the_provider_comes_back_to_a_calm_page(client, provider):
    answer = client.get(provider.deny(begin(client)))
    assert answer["Location"] == "/accounts/openid/cancelled/"
    assert client.get("/accounts/openid/cancelled/").status_code == 200


def test_we_keep_no_more_of_the_answer_than_the_checks_need(client, provider, case_worker):
    provider.knows("s-17", email=case_worker.email, email_verified=True, rrn="85073003328", name="Els", amr=["mfa"])
    sign_in(client, provider, "s-17")
    kept = SocialAccount.objects.get(uid="s-17").extra_data
    assert set(kept["id_token"]) <= {"iss", "sub", "nonce", "acr", "amr"}
    assert "85073003328" not in str(kept)
    assert "85073003328" not in str(dict(client.session))


def test_next_after_the_provider_stays_here(client, provider, case_worker):
    provider.knows("s-18", email=case_worker.email, email_verified=True, amr=["mfa"])
    assert sign_in(client, provider, "s-18", onward="https://evil.example/")["Location"] == "/guide/"


def test_newcomers_browser_is_not_turned_into_a_staff_one(client, provider, newcomer):
    sign_in_as_newcomer(client, newcomer)
    assert client.get(BEGIN).status_code == 404
