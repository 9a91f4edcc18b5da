"""What comes late moves nothing: not the button that reads aloud, not the keys of the card."""

from dataclasses import replace
from time import sleep

import pytest

from .phone import SIZE
from .table import list_screens
from .test_first_screen import SMALL
from .ways import LOOKS, VIEWERS, answer_of

LATE = 0.3  # seconds after the page
SHIFTS = """
window.shift = 0, window.moved = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) {
    shift += entry.value;
    moved.push(...entry.sources.map(({node}) => node?.outerHTML ?? node?.data));
  } })
  .observe({type: 'layout-shift', buffered: true});
"""
SHOWN = {("wagtail_serve", "module"), ("wagtail_serve", "lesson"), ("sign_in", ""), ("help", "")}
SCREENS = [
    replace(screen, language="ar")  # what the world says in Arabic can be heard
    for screen in list_screens(LOOKS, VIEWERS)
    if (screen.address.name, screen.look) in SHOWN and screen.language == "nl"
]


@pytest.fixture(scope="module")
def slow_phone(phone):
    """Its scripts come after the page was painted."""
    phone.page.set_viewport_size(SMALL)
    phone.page.route("**/*.js", lambda route: (sleep(LATE), route.continue_()))
    yield phone
    phone.page.unroute("**/*.js")
    phone.page.set_viewport_size(SIZE)


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_nothing_moves_when_the_scripts_come(world, slow_phone, screen):
    page = slow_phone.show(answer_of(world, screen))
    page.locator("[data-listen-all]:visible").wait_for()
    page.locator(".keypad[hidden]").wait_for(state="detached")
    page.evaluate(SHIFTS)
    page.evaluate("new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 50)))")

    assert page.evaluate("shift") < 0.02, page.evaluate("moved")
