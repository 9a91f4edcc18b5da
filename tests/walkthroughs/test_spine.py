"""A newcomer studies a real module in Arabic on a phone, and her plan, her case worker and a receiving system know it.

The web server and the worker are killed on the way, between two lessons, while answers are on their way, and while a
message is being delivered: nothing acknowledged is missing, nothing counts twice.
"""

import random
import time

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from tests.walkthroughs import story
from tests.walkthroughs.weight import Meter

pytestmark = [pytest.mark.browser, pytest.mark.walk]
TOLD = "be.mo-platform.plan.module_completed"
KILLS_IN_FLIGHT = 3


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
    mail = story.Mail(page)
    chance = random.Random(20261123)
    killed_at = chance.sample(addresses[:-1], KILLS_IN_FLIGHT)
    receiver.hold(TOLD, lambda: platform.kill("worker"))
    answered = 0
    for number, address in enumerate(addresses):
        if address in killed_at:
            mail.disturb(lambda: platform.kill("web"), at=chance.randint(1, 3), after=chance.uniform(0, 0.02))
        answered += story.study(page, address)
        mail.wait_for_calm()
        if number == 1:
            platform.kill("web")
        if number == len(addresses) - 2:
            platform.kill("worker")
    yield {
        "mail": mail,
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
    """One visit to the dossier is one row, beside the row of the card that was printed for her."""
    page = walk["page"]
    page.goto(f"{walk['platform'].base}/ar/looks/")
    with translation.override("ar"):
        opened, why = gettext("opened your dossier"), gettext("to guide you")
        line = gettext("%(what)s %(why)s") % {"what": opened, "why": why}

    lines = [" ".join(text.split()) for text in page.locator("main .rows li li").all_inner_texts()]
    assert [text for text in lines if opened in text] == [line]


def test_what_was_acknowledged_is_kept_and_counts_once_whatever_died(walk):
    record, mail = walk["platform"].record("Rim"), walk["mail"]

    assert mail.disturbed == KILLS_IN_FLIGHT
    assert mail.acknowledged, "the page was told what was stored"
    assert set(mail.acknowledged) <= set(record["events"])
    assert len(set(record["events"])) == len(record["events"])
    answers = record["answers"]
    assert len(answers) == len({event for event, _, _ in answers}) == walk["answered"] == record["answered_in_sums"]
    assert {number for _, _, number in answers} == {1}, "each question was answered once, so no answer is a second try"
    assert record["completions"] == ["lesson"] * len(walk["addresses"]) + ["module"]
    assert record["evidence"] == 1


def test_a_receiving_system_was_told_exactly_once(walk, receiver):
    """The worker died while the system was taking the message, so it comes again; the effect is one."""
    deadline = time.monotonic() + 60

    def told():
        return [
            (identity, body)
            for identity, body in receiver.effects.items()
            if identity not in walk["before"] and body["type"].startswith(TOLD)
        ]

    def arrivals():
        return [receiver.arrivals.count(identity) for identity, _ in told()]

    while not (told() and min(arrivals()) > 1) and time.monotonic() < deadline:
        time.sleep(0.2)

    assert len(told()) == 1
    assert arrivals() == [2]
    assert receiver.refused == 0
    message = told()[0][1]
    assert message["specversion"] == "1.0"
    assert "Haddad" not in str(message) and "Rim" not in str(message), "the message names nobody"


#: What a browser says of a page or a file that the killed web process was sending.
SERVER_WAS_KILLED = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED")


def test_no_page_on_the_way_complained_or_asked_a_third_party(walk):
    faults = [fault for fault in walk["faults"] if not any(sign in fault for sign in SERVER_WAS_KILLED)]

    assert faults == []


def test_what_it_cost_her_to_read(walk, browser):
    """A guest on a phone that was never here: 60 kB and the letters of her script; the next lesson 15 kB."""
    phone = story.new_phone(browser)
    meter = Meter(phone)
    first = meter.weigh(walk["addresses"][0])
    second = meter.weigh(walk["addresses"][1])
    phone.close()
    print("first lesson:", first, "next lesson:", second)  # shown with -s

    assert 10_000 < first["texts"] <= 60_000
    assert first["fonts"] <= 52_000
    assert 5_000 < second["texts"] <= 15_000
    assert second["fonts"] == 0


@pytest.mark.parametrize("language", ["ar", "ti", "uk", "tr", "fa-af"])
def test_what_the_next_lesson_costs_a_newcomer_who_reads_it_with_the_dutch_beside_it(walk, browser, language):
    """15 kB, packed as it is sent, in the languages that take the most room too."""
    phone = story.new_phone(browser)
    page = phone.new_page()
    page.goto(walk["platform"].account(role="newcomer", name="Amal")["sign_in_url"])
    answers = [page.goto(address.replace("/ar/", f"/{language}/") + "?dutch=1") for address in walk["addresses"]]
    weights = [int(answer.header_value("content-length")) for answer in answers]
    assert {answer.header_value("content-encoding") for answer in answers} == {"br"}
    phone.close()
    print(language, weights)  # shown with -s

    assert all(5_000 < weight <= 15_000 for weight in weights), weights


def test_ctrl_c_ends_everything_and_the_second_start_has_nothing_to_prepare(walk):
    platform = walk["platform"]

    assert platform.stop() == 0
    assert platform.left_behind() == []
    assert "Traceback" not in platform.said
    said = len(platform.said)
    platform.start()
    second_start = platform.said[said:]
    assert "Preparing" not in second_start
    print("second start:", story.seconds_to_ready(second_start), "s")  # shown with -s; no test fails on a clock
    assert story.seconds_to_ready(second_start) is not None


def test_ctrl_c_while_it_still_prepares_ends_it_too(platform):
    """Where it was interrupted it went on afterwards: the walk above stood on that same data directory."""
    assert platform.interrupted == {"status": 0, "left_behind": [], "announced": False}
    assert "Traceback" not in platform.said


def test_a_taken_port_is_said_in_one_line(platform):
    said = len(platform.said)
    assert platform.start_again_beside() == 1
    assert "PORT=" in platform.said[said:] and "Traceback" not in platform.said[said:]
