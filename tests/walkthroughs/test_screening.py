"""A newcomer shows what she can do with the device that she has: by finger in Tigrinya, without a word that she would have to
read; with mouse and keys in Dutch; and with a connection that goes away in the middle. The server knows it, once.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from pretrajectory import api as pretrajectory
from pretrajectory.enums import Device
from pretrajectory.models import Screening, TaskReport
from tests.factories import make_newcomer
from tests.pretrajectory.factories import load_tasks
from tests.signing_in import sign_in_as_newcomer
from tests.walkthroughs.doing_tasks import Person, is_at_the_end
from tests.walkthroughs.story import DESK, PHONE, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOBILE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36"


@pytest.fixture
def begin(browser, live_server):
    """Her page, signed in, where the screening begins; and what went wrong on it."""
    contexts, faults = [], []

    def take(language: str, *, has_finger: bool) -> Person:
        newcomer = make_newcomer(languages=[language])
        session = sign_in_as_newcomer(Client(), newcomer).session
        how = {"viewport": PHONE, "has_touch": True, "user_agent": MOBILE} if has_finger else {"viewport": DESK}
        contexts.append(browser.new_context(**how))
        contexts[-1].set_default_timeout(15_000)
        contexts[-1].add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}]
        )
        page = watch(contexts[-1].new_page(), faults, base=live_server.url)
        page.goto(f"{live_server.url}/{language}/skills/")
        return Person(page, has_finger=has_finger)

    load_tasks()
    yield take
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []


def go_through(person: Person) -> list[str]:
    """The worlds, one after the other, until none is left."""
    worlds = []
    while not is_at_the_end(person.page):
        worlds.append(person.do_task())
    return worlds


@pytest.mark.parametrize("language, has_finger", [("ti", True), ("nl", False)])
def test_who_can_all_is_through_in_a_few_tasks(begin, language, has_finger):
    person = begin(language, has_finger=has_finger)
    person.press(person.page.locator("form[action$='/skills/start/'] button").first)
    person.page.wait_for_url(re.compile(r"/skills/do/$"))
    worlds = go_through(person)

    device = Device.PHONE if has_finger else Device.COMPUTER
    skills = len(pretrajectory.list_trainable(device=device))
    assert skills <= len(worlds) <= 2 * skills
    assert (
        TaskReport.objects.filter(is_done=True, doubt="", hints=0).count() == len(worlds) == TaskReport.objects.count()
    )
    expect(person.page.locator(".skill.is-known")).to_have_count(skills)
    expect(person.page.locator(".skill.is-known .skill-stars svg")).to_have_count(2 * skills)
    assert Screening.objects.get().device == device


def test_a_connection_that_goes_away_loses_nothing_and_counts_nothing_twice(begin):
    person = begin("nl", has_finger=True)
    person.press(person.page.locator("form[action$='/skills/start/'] button").first)
    person.page.wait_for_url(re.compile(r"/skills/do/$"))
    section = person.page.locator("[data-world]")
    number = section.get_attribute("data-try")
    section.locator(".device-screen > *").first.wait_for()

    person.page.context.set_offline(True)
    for name in ("ball", "photo", "flower"):
        person.page.locator(f".touch-area [data-name={name}]").first.wait_for()
        gesture = {"ball": "tap", "photo": "swipe-left", "flower": "long-press"}[name]
        person._make_gesture(gesture, person.page.locator(f".touch-area [data-name={name}]").first)
        person.page.wait_for_timeout(1_300)
    expect(person.page.locator(".world-sign use[href$='#device']").first).to_be_attached()  # on this phone
    assert not TaskReport.objects.exists()

    person.page.context.set_offline(False)
    person.page.locator(f"[data-try='{number}']").wait_for(state="detached")
    report = TaskReport.objects.get()
    assert (str(report.task_try.uuid), report.is_done) == (number, True)
