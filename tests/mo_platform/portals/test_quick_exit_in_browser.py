"""A sensitive lesson is left with one press or Escape twice; without a script too; and Back does not return to it."""

import pytest
from bs4 import BeautifulSoup

from tests.lessons.factories import block, make_lesson, make_module
from tests.mo_platform.conftest import SITE

from .reader_phone import ReaderPhone

LESSON, LESSONS, OUT = "/nl/ligo/wonen/huurcontract/", "/nl/lessons/", "/nl/leave/"

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def take_phone(browser):
    text = "<p>Bel 1712.</p>" * 60
    make_lesson(make_module(), title="Geweld thuis", is_sensitive=True, body=[block("text", "a", text=text)])
    phones = []

    def take(**options) -> ReaderPhone:
        phones.append(ReaderPhone(browser, **{"viewport": {"width": 360, "height": 700}, **options}))
        return phones[-1]

    yield take
    for phone in phones:
        phone.close()


def open_lesson(phone: ReaderPhone):
    """From the list of lessons, as after the press that follows the warning."""
    warning = BeautifulSoup(phone.client.get(LESSON).content, "html.parser")
    phone._answers[SITE + OUT] = phone.client.get("/nl/words/")  # where the way out leads to
    phone.open(LESSONS)
    return phone.open(LESSON + warning.select_one("a[data-replace]")["href"])


def press_the_button(page) -> None:
    page.locator("[data-leave]").click()


def press_escape_twice(page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [press_the_button, press_escape_twice])
def test_she_is_away_at_once_and_back_does_not_return(take_phone, leave):
    page = open_lesson(take_phone())
    assert page.title().startswith("Les ·")
    page.locator(".skip-link").evaluate("link => link.click()")  # a place within the page is no way back either
    leave(page)
    page.wait_for_url(SITE + OUT)
    assert "Woorden" in page.title()
    page.go_back()
    assert page.url == SITE + LESSONS


def test_escape_once_stays(take_phone):
    page = open_lesson(take_phone())
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url.startswith(SITE + LESSON)


def test_the_way_out_is_in_sight_wherever_she_reads(take_phone):
    page = open_lesson(take_phone())
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        box = page.locator("[data-leave]").bounding_box()
        assert box["height"] >= 44 and 0 <= box["y"] <= 700 - box["height"]


def test_without_a_script_the_button_is_a_link(take_phone):
    page = open_lesson(take_phone(java_script_enabled=False))
    press_the_button(page)
    page.wait_for_url(SITE + OUT)
