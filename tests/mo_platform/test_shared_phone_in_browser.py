"""A phone of a family in a real browser, on a real server: two taps to the other person, and nothing stays behind."""

import re

import pytest
from django.utils import timezone

from people.domain import cards
from people.domain.pictures import set_pin
from people.domain.privacy_notice import record_notice_seen
from people.enums import Role
from people.models import Device
from tests.factories import StaffFactory, make_newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = {"Amal": ["key", "boat", "tree"], "Yusuf": ["cup", "ball", "lamp"]}
PAGES = ["plan/", "devices/", "looks/", "help/", "about/", "privacy/", "display/"]


@pytest.fixture
def family(live_server):
    """Amal and Yusuf, with a card and pictures each, and the notice read: {name: digits}."""
    at, by = timezone.now(), StaffFactory(role=Role.CASE_WORKER)
    digits = {}
    for name, pictures in PICTURES.items():
        newcomer = make_newcomer(case_worker=by, first_name=name)
        set_pin(newcomer=newcomer, pictures=pictures, at=at)
        record_notice_seen(newcomer=newcomer, language="nl", at=at)
        digits[name] = cards.issue_card(newcomer=newcomer, by=by, at=at).digits
    return digits


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request, browser):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def press_pictures(page, name):
    for number, picture in enumerate(PICTURES[name], start=1):
        page.locator(f"button[value={picture}]").click()
        if number < len(PICTURES[name]):
            page.wait_for_load_state()


def sign_in_on_shared(page, base, digits, name):
    page.goto(f"{base}/nl/sign-in/")
    page.locator("input[name=digits]").fill(digits)
    page.locator("[data-card-form] > .button").click()
    page.wait_for_url(re.compile("/sign-in/pictures/"))
    press_pictures(page, name)
    page.wait_for_url(re.compile("/sign-in/phone/"))
    page.locator("button[value=shared]").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def sign_out(page, base):
    page.goto(f"{base}/nl/sign-out/")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/nl/sign-in/"))


@pytest.fixture
def shared(phone, family, live_server):
    """The phone with both of them enrolled; Yusuf is signed in."""
    sign_in_on_shared(phone, live_server.url, family["Amal"], "Amal")
    sign_out(phone, live_server.url)
    sign_in_on_shared(phone, live_server.url, family["Yusuf"], "Yusuf")
    return phone


def test_from_any_page_two_taps_lead_to_the_pictures_of_the_other_person(shared, live_server):
    names = ["Yusuf", "Amal"]
    for page in PAGES:
        here, other = names
        shared.goto(f"{live_server.url}/nl/{page}")
        assert here in shared.locator("header summary").last.inner_text()

        shared.locator("header summary").last.click()  # the first tap
        button = shared.get_by_role("button", name=other)
        assert button.bounding_box()["height"] >= 44
        assert shared.evaluate("document.documentElement.scrollWidth <= innerWidth")
        button.click()  # the second
        shared.wait_for_url(re.compile("/sign-in/pictures/"))

        assert here not in shared.inner_text("body")
        assert not Device.objects.filter(newcomer__first_name=here).exclude(session_key="").exists(), (
            "her session is over"
        )
        press_pictures(shared, other)
        shared.wait_for_url(lambda url: "/sign-in/" not in url)
        names.reverse()


def test_whoever_was_signed_in_before_cannot_be_reached_by_going_back(shared, live_server):
    shared.goto(f"{live_server.url}/nl/devices/")
    shared.locator("header summary").last.click()
    shared.get_by_role("button", name="Amal").click()
    shared.wait_for_url(re.compile("/sign-in/pictures/"))

    shared.go_back()

    assert "Yusuf" not in shared.locator(".site-header").inner_text()
    assert "/nl/sign-in/" in shared.url


def test_after_signing_out_the_back_button_shows_nothing_and_nothing_is_stored(family, live_server, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in_on_shared(page, live_server.url, family["Amal"], "Amal")
    for seen in PAGES:
        page.goto(f"{live_server.url}/nl/{seen}")
        assert "Amal" in page.locator(".site-header").inner_text()
    page.evaluate(
        """async () => {
          localStorage.setItem("hers", "Amal"); sessionStorage.setItem("hers", "Amal");
          await (await caches.open("hers")).put("/nl/hers/", new Response("Amal"));
        }"""
    )

    sign_out(page, live_server.url)
    for _ in PAGES:
        page.go_back()
        assert "Amal" not in page.locator(".site-header").inner_text(), page.url

    page.goto(f"{live_server.url}/nl/about/")
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
        " (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0, 0]
    names = {cookie["name"] for cookie in context.cookies()}
    assert "sessionid" not in names
    context.close()


def test_without_the_script_the_browser_itself_forgets(family, live_server, browser):
    """What the script of the page clears, the answer of the server clears too."""
    context = browser.new_context()
    page = context.new_page()
    sign_in_on_shared(page, live_server.url, family["Amal"], "Amal")
    page.route("**/js/frame.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/nl/sign-out/")
    page.evaluate("localStorage.setItem('hers', 'Amal')")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/nl/sign-in/"))

    assert page.evaluate("localStorage.length") == 0
    context.close()
