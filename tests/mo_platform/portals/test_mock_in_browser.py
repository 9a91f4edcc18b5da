"""In a browser: the mock exam's letters grow together, and a break begins at the question."""

import pytest
from playwright.sync_api import Page

from assessments.models import Attempt
from tests.assessments.factories import make_mock_exam

from .conftest import phone_of
from .reader_phone import ReaderPhone
from .test_mock import start

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]
WRITTEN = (
    ".question-title",
    ".choice-text",
    ".mock-steps .button",
    "[data-letters] button",
    "[data-heading]",
    ".mock-flag",
)


@pytest.fixture
def opened(browser, curriculum_rows, newcomer):
    make_mock_exam(kinds=("single",))
    phone = ReaderPhone(browser, phone_of(newcomer))
    yield phone
    phone.close()


def measure(page: Page) -> list[float]:
    return [
        page.locator(part).first.evaluate("part => parseFloat(getComputedStyle(part).fontSize)") for part in WRITTEN
    ]


def test_question_answers_and_buttons_grow_together(opened):
    page = opened.open(f"{start(opened.client, language='ar')}1/")
    usual = measure(page)
    page.locator("[data-letters] button").click()
    assert measure(page) == pytest.approx([size * 1.25 for size in usual], abs=0.1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_break_that_the_site_does_not_hear_of_is_said(opened):
    """What she chose stays where it is, and nobody is led to a page that cannot come."""
    url = start(opened.client, language="ar", test="mo-mock-timed", has_breaks="on")
    opened.show(f"{url}form/", opened.client.get(f"{url}form/"))  # what the script will ask for
    page = opened.open(f"{url}1/")
    page.locator("[data-mock][data-is-ready]").wait_for(state="attached")
    page.locator(".choice").first.click()
    page.locator("button[value=break]").click()
    page.locator("[data-notice=no-break]").wait_for()
    assert page.locator("[name=choice]").first.is_checked()
    assert Attempt.objects.get().paused_at is None
