"""Letters twice as large on a phone leave half the room: 180 pixels, and nothing has to be pushed sideways."""

import pytest

from tests.lessons.factories import make_lesson, make_module

from .reader_phone import ReaderPhone

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]
TOO_WIDE = """[...document.querySelectorAll('body *')]
  .filter(part => part.checkVisibility() && !part.closest('.visually-hidden, .skip-link, svg'))
  .filter(part => part.getBoundingClientRect().right > innerWidth + 0.5 || part.getBoundingClientRect().left < -0.5)
  .map(part => part.outerHTML.slice(0, 160))"""


def list_too_wide(browser, path: str, client=None) -> list[str]:
    reader = ReaderPhone(browser, client, viewport={"width": 180, "height": 370})
    found = reader.open(path).evaluate(TOO_WIDE)
    reader.close()
    return found


def test_a_lesson_of_all_blocks_fits(browser, db):
    make_lesson(make_module())
    assert list_too_wide(browser, "/nl/ligo/wonen/huurcontract/") == []


@pytest.mark.parametrize("path", ["/ar/", "/ar/plan/", "/ar/about/", "/nl/plan/"])
def test_her_pages_fit(browser, phone, course, path):
    assert list_too_wide(browser, path, phone) == []
