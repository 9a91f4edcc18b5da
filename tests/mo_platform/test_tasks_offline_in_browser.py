"""She does a task while the line is gone and closes the page: nothing is lost, nothing counts twice, no word of hers is kept."""

import json

import pytest
from django.conf import settings
from django.test import Client

from pretrajectory.models import Task, TaskReport
from tests.factories import make_newcomer
from tests.pretrajectory.factories import load_tasks
from tests.signing_in import sign_in_as_newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(live_server, browser):
    load_tasks()
    newcomer = make_newcomer()
    session = sign_in_as_newcomer(Client(), newcomer).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="nl-BE"
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context
    context.close()


def open_task(phone, live_server, code):
    Task.objects.exclude(code=code).update(current=None)
    page = phone.new_page()
    page.goto(f"{live_server.url}/nl/skills/")
    page.locator("form[action$='/skills/start/'] button").first.click()
    page.locator(".device-screen > *").first.wait_for()
    page.evaluate("phone.ready")
    phone.set_offline(True)
    return page


def wait_until_kept(page, number: int) -> str:
    """What lies on the phone, once it is so many reports."""
    for _try in range(200):
        kept = page.evaluate("phone.list()")
        if len(kept) == number:
            return json.dumps(kept)
        page.wait_for_timeout(50)
    raise AssertionError(kept)


def test_a_task_done_without_a_line_arrives_once_after_the_page_was_closed(phone, live_server):
    page = open_task(phone, live_server, "keyboard-1-letters")
    field = page.locator(".device-screen input")
    field.fill("geheim123")
    field.press("Enter")
    page.wait_for_timeout(1_500)
    field.fill("")
    for line in json.loads(page.locator("script[data-params]").text_content())["lines"]:
        field.press_sequentially(line["text"], delay=60)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    page.locator(".world-sign.is-shown").wait_for()
    waiting = wait_until_kept(page, 1)
    assert '"report"' in waiting and "geheim123" not in waiting
    page.close()
    assert not TaskReport.objects.exists()

    phone.set_offline(False)
    page = phone.new_page()
    page.goto(f"{live_server.url}/nl/skills/")
    wait_until_kept(page, 0)
    report = TaskReport.objects.get()
    assert (report.is_done, report.doubt) == (True, "")
    assert report.steps[0][1:] == ["type", report.steps[0][2], False], "the wrong line is known as wrong"
