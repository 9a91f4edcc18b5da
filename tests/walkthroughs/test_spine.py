"""A newcomer studies a real module in Arabic on a phone, and her plan, her case worker and a receiving system know it.

The web server and the worker are killed on the way: nothing acknowledged is missing, nothing counts twice.
"""

import time

import pytest
from playwright.sync_api import expect

from tests.walkthroughs import story

pytestmark = [pytest.mark.browser, pytest.mark.walk]


@pytest.fixture(scope="module")
def walk(platform, browser, receiver):
    """The whole story, walked once; the tests below look at where it led."""
    faults: list[str] = []
    office = browser.new_context(viewport=story.DESK, locale="nl")
    desk = story.watch(office.new_page(), faults, base=platform.base)
    desk.goto(platform.account(role="case_worker", name="Els")["sign_in_url"])
    digits = story.register_newcomer(desk, base=platform.base, first_name="Rim")
    story.decide_components(desk, base=platform.base, name="Rim")

    phone = story.new_phone(browser)
    page = story.watch(phone.new_page(), faults, base=platform.base)
    story.sign_in(page, base=platform.base, digits=digits)
    page.locator("a.next-step, .next-step a").first.click()
    first_lesson = page.url.split("?")[0]
    module = first_lesson.rstrip("/").rsplit("/", 1)[0] + "/"
    addresses = story.lesson_addresses(page, module=module)
    before = set(receiver.effects)
    answered = 0
    for number, address in enumerate(addresses):
        answered += story.study(page, address)
        if number == 1:
            platform.kill("web")
        if number == len(addresses) - 2:
            platform.kill("worker")
    yield {
        "platform": platform,
        "desk": desk,
        "page": page,
        "module": module,
        "first_lesson": first_lesson,
        "addresses": addresses,
        "answered": answered,
        "faults": faults,
        "before": before,
    }
    phone.close()
    office.close()


def test_the_lesson_stands_in_arabic_with_dutch_beside_it(walk):
    page = walk["page"]
    page.goto(f"{walk['first_lesson']}?dutch=1")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".block-dutch[lang=nl][dir=ltr]").count() >= 8
    assert page.locator(".block-own[lang=ar][dir=rtl]").count() >= 8
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs out of the screen"


def test_every_lesson_is_done_and_none_twice(walk):
    page = walk["page"]
    page.goto(walk["module"])

    assert len(walk["addresses"]) == 6
    assert walk["answered"] >= 18
    assert page.locator(".lesson-cards .is-done, .lesson-cards [data-state=done]").count() == 6


def test_her_plan_moved_and_does_not_promise_the_goal(walk):
    page = walk["page"]
    page.goto(f"{walk['platform'].base}/ar/plan/")
    evidence = page.locator("[data-evidence]")

    assert evidence.count() == 1
    assert page.locator("[data-component=MO][data-status=running]").count() == 1
    assert page.locator("[data-status=goal_reached]").count() == 0


def test_the_case_worker_sees_the_same(walk):
    desk = walk["desk"]
    story.open_dossier(desk, base=walk["platform"].base, name="Rim")

    expect(desk.locator("main")).to_contain_text("Wonen")
    assert desk.locator("[data-component=MO][data-status=running]").count() == 1


def test_the_newcomer_sees_that_the_case_worker_looked(walk):
    page = walk["page"]
    page.goto(f"{walk['platform'].base}/ar/looks/")

    assert page.locator("main li, main tr").count() >= 1


def test_a_receiving_system_was_told_exactly_once(walk, receiver):
    deadline = time.monotonic() + 60

    def told():
        return [
            body
            for identity, body in receiver.effects.items()
            if identity not in walk["before"] and body["type"].startswith("be.mo-platform.plan.module_completed")
        ]

    while not told() and time.monotonic() < deadline:
        time.sleep(0.2)

    assert len(told()) == 1
    assert receiver.refused == 0
    message = told()[0]
    assert message["specversion"] == "1.0"
    assert "Haddad" not in str(message) and "Rim" not in str(message), "the message names nobody"


def test_no_page_on_the_way_complained_or_asked_a_third_party(walk):
    known = [fault for fault in walk["faults"] if "ERR_CONNECTION" not in fault]

    assert known == []
