"""In a browser: she signs out on another page while answers of her mock exam wait on this phone."""

import json
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command

from assessments import api as assessments
from assessments.models import AttemptAnswer
from lessons.domain.memory import forget_everything
from tests.assessments.factories import MOCK_OF_THREE, make_mock_exam
from tests.factories import make_newcomer
from tests.progress.test_script import put_session

from .conftest import phone_of
from .test_mock import start, version_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVES = ("a2e0a7a4-5d1c-4c8e-9a54-7a1f2b3c4d01", "a2e0a7a4-5d1c-4c8e-9a54-7a1f2b3c4d02")
COUNT = "[data-unsent-count]"


def leave_waiting(page, url, *, numbers):
    """As js/exam-queue.js keeps them."""
    attempt = url.rstrip("/").rpartition("/")[2]
    for number in numbers:
        right = assessments.right_response_of(version=version_at(url, number))
        entry = json.dumps({"response": right, "base": 0, "save": SAVES[number - 1]})
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"mo-mock-{attempt}-{number}", entry])
    page.evaluate(f"document.cookie = 'mo_waits={len(numbers)}; path=/; samesite=lax'")


def list_waiting(page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mo-mock-')).length")


def test_they_are_sent_first_and_what_cannot_be_sent_is_said_before_she_leaves(live_server, page):
    cache.clear()
    forget_everything()
    assessments.forget_remembered_versions()
    call_command("load_curriculum", verbosity=0)
    make_mock_exam(keys=("wonen-1", "wonen-2", "rechtsstaat-1"), values=1, data=MOCK_OF_THREE)
    newcomer, other = make_newcomer(languages=["nl"]), make_newcomer(first_name="Yonas", languages=["nl"])
    hers, theirs = start(phone_of(newcomer)), start(phone_of(other))
    put_session(page, live_server, newcomer)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/nl/help/")
    leave_waiting(page, hers, numbers=(1, 2))

    page.route("**/answers/", lambda route: route.abort())  # no connection
    page.goto(f"{live_server.url}/nl/sign-out/")
    page.locator("main form button").first.click()
    page.locator("[data-unsent]").wait_for()
    assert page.locator(COUNT).inner_text() == "2"
    assert page.locator("[data-unsent-leave]").is_visible()
    assert AttemptAnswer.objects.count() == 0
    page.locator("main form button").first.click()  # she leaves all the same, and they wait for her
    page.wait_for_url(re.compile("/nl/sign-in/"))
    assert list_waiting(page) == 2

    page.unroute("**/answers/")
    put_session(page, live_server, newcomer)
    leave_waiting(page, theirs, numbers=(1,))  # another person's are neither sent nor counted
    page.goto(f"{live_server.url}/nl/sign-out/")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/nl/sign-in/"))
    assert list_waiting(page) == 1
    assert set(AttemptAnswer.objects.values_list("attempt__newcomer", flat=True)) == {newcomer.pk}
    assert AttemptAnswer.objects.count() == 2
