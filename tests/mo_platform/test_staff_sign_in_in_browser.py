"""Staff sign-in in a real browser: set-up, recovery codes, passkeys; no violations, no overflow, no complaint of the policy."""

import contextvars
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils.html import escape

from tests.people.staff_steps import PASSWORD, code_of, give_app
from tests.signing_in import sign_in_staff

from .conftest import SITE

pytestmark = pytest.mark.browser
SET_UP = "/accounts/2fa/totp/activate/"
WIDTHS = [360, 1280]


@pytest.fixture
def client(db):
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def door(page, show, client):
    """A browser page in front of the house; what it posts and fetches reaches the real views."""
    show(page.context)
    ours = contextvars.copy_context()  # Playwright answers in another one, where the test's database is not open

    def ask(request, path):
        if request.method == "POST":
            return client.post(path, dict(parse_qsl(request.post_data or "", keep_blank_values=True)))
        return client.get(path, headers={"accept": request.headers.get("accept", "*/*")})

    def answer(route):
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            return route.fallback()
        response = ours.run(ask, route.request, asked.path + (f"?{asked.query}" if asked.query else ""))
        if "Location" in response.headers:  # Playwright lets the browser follow a redirect without asking us
            page_on = f'<title>…</title><meta http-equiv="refresh" content="0;url={escape(response["Location"])}">'
            return route.fulfill(status=200, content_type="text/html; charset=utf-8", body=page_on)
        return route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)

    page.route(f"{SITE}/**", answer)
    page.complaints, page.asked = [], []
    page.on("console", lambda note: page.complaints.append(note.text) if note.type == "error" else None)
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@pytest.fixture
def finger(door):
    """A device that knows passkeys and is touched by its owner."""
    session = door.context.new_cdp_session(door)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def check(page) -> None:
    """Nothing runs over the edge, nothing is hard to reach, nothing was refused or fetched from elsewhere."""
    path = urlsplit(page.url).path
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    violations = Axe().run(page).response["violations"]
    assert [(path, rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert [text for text in page.complaints if "status of 4" not in text] == []
    assert {url for url in page.asked if not url.startswith((SITE, "data:"))} == set()
    assert page.evaluate("document.querySelectorAll('[style], style, script:not([src]):not([type$=json])').length") == 0


def small_targets(page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll('main .button, main input:not([type=hidden], [type=checkbox]), main summary')]
          .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
          .map(e => e.outerHTML.slice(0, 80))"""
    )


def sign_in(page, user, *, onward: str = "") -> None:
    page.goto(f"{SITE}/accounts/login/" + (f"?next={onward}" if onward else ""))
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_first_time(door, case_worker, width):
    door.set_viewport_size({"width": width, "height": 800})
    door.goto(f"{SITE}/accounts/login/")
    check(door)
    assert small_targets(door) == []
    sign_in(door, case_worker, onward="/accounts/2fa/")
    door.wait_for_url(SITE + SET_UP)
    check(door)
    assert small_targets(door) == []
    square = door.locator(".qr").bounding_box()
    assert square["width"] >= 200

    door.locator("input[name=code]").fill("000000")
    door.locator(".guided button").click()
    assert door.locator(".field-error").count() == 1
    check(door)

    door.locator(".guided details summary").click()
    secret = door.locator(".secret").inner_text().replace(" ", "")
    door.locator("input[name=code]").fill(code_of(secret))
    door.locator(".guided button").click()
    door.wait_for_url(f"{SITE}/accounts/2fa/recovery-codes/")
    assert door.locator(".recovery-codes li").count() == 10
    check(door)

    door.emulate_media(media="print")
    assert door.locator(".recovery-codes").is_visible()
    assert not door.locator(".actions").first.is_visible()
    door.emulate_media(media="screen")
    door.locator("main a.button").last.click()
    door.wait_for_url(f"{SITE}/accounts/2fa/")
    check(door)
    assert small_targets(door) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_second_step_and_the_pages_of_ones_own_account(door, client, case_worker, width):
    give_app(case_worker)
    door.set_viewport_size({"width": width, "height": 800})
    sign_in(door, case_worker, onward="/accounts/2fa/")
    door.wait_for_url(f"{SITE}/accounts/2fa/authenticate/")
    check(door)
    assert small_targets(door) == []
    door.locator("input[name=code]").fill(code_of())
    door.locator("main form button").first.click()
    door.wait_for_url(f"{SITE}/accounts/2fa/")
    for path in (
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "passkeys/",
        "passkeys/add/",
        "reauthenticate/",
        "../reauthenticate/",
        "../password/change/",
        "../logout/",
    ):
        door.goto(f"{SITE}/accounts/2fa/{path}")
        check(door)
        assert small_targets(door) == []


def test_locked_out(door, case_worker):
    door.set_viewport_size({"width": 360, "height": 800})
    for _ in range(8):
        door.goto(f"{SITE}/accounts/login/")
        door.locator("input[name=login]").fill(case_worker.username)
        door.locator("input[name=password]").fill("guess")
        door.locator("main form button").first.click()
    assert door.locator("h1").count() == 1
    assert door.locator("input[name=password]").count() == 0
    check(door)


def test_passkey_instead_of_an_app_and_then_alone(door, client, finger, case_worker):
    sign_in(door, case_worker, onward="/accounts/2fa/")
    door.locator("a[href='/accounts/2fa/passkeys/add/']").click()
    door.wait_for_url(f"{SITE}/accounts/2fa/passkeys/add/")
    check(door)
    door.locator("input[name=name]").fill("work laptop")
    door.locator("input[name=passwordless]").check()
    door.locator("#passkey-button").click()
    door.wait_for_url(f"{SITE}/accounts/2fa/recovery-codes/")
    assert Authenticator.objects.get(user=case_worker, type="webauthn").wrap().name == "work laptop"
    door.goto(f"{SITE}/accounts/2fa/passkeys/")
    assert door.get_by_text("work laptop").first.is_visible()
    check(door)

    client.logout()
    door.goto(f"{SITE}/accounts/login/?next=/accounts/2fa/passkeys/")
    door.locator("#passkey-button").click()
    door.wait_for_url(f"{SITE}/accounts/2fa/passkeys/")

    client.logout()
    sign_in(door, case_worker, onward="/accounts/2fa/")
    door.wait_for_url(f"{SITE}/accounts/2fa/authenticate/")
    door.locator("#passkey-button").click()
    door.wait_for_url(f"{SITE}/accounts/2fa/")
    check(door)

    key = Authenticator.objects.get(user=case_worker, type="webauthn").pk
    for path in (f"passkeys/{key}/edit/", f"passkeys/{key}/remove/", "passkeys/reauthenticate/"):
        door.goto(f"{SITE}/accounts/2fa/{path}")
        check(door)


def test_passkey_that_is_not_touched_says_so_in_words(door, client, finger, case_worker):
    sign_in_staff(client, case_worker)
    give_app(case_worker)
    door.goto(f"{SITE}/accounts/2fa/passkeys/add/")
    door.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    door.locator("#passkey-button").click()
    door.locator("[data-passkey-trouble=cancelled]").wait_for(state="visible")
    assert not door.locator("[data-passkey-trouble=other]").is_visible()
    check(door)


def test_without_a_script_the_app_is_the_way(browser, show, client, case_worker):
    context = show(browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}))
    page = context.new_page()
    page.goto(f"{SITE}/accounts/login/")
    assert page.locator("main form button").first.is_visible()
    assert not page.locator("#passkey-button").is_visible()
    context.close()
