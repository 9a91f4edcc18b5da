"""Somebody who does not read: from the card in her hand to her first finished lesson, in Tigrinya, by drawings, places and
digits alone. No step looks at a word.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from people.domain.cards import issue_card
from people.enums import Role
from progress.models import Completion
from tests.factories import StaffFactory, add_completion_rules, make_newcomer
from tests.progress.factories import make_lesson
from tests.walkthroughs.story import PHONE, PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KINDS = ("single", "multiple", "true_false", "order", "match")
FILLED = ".button:not(.button-secondary, .button-quiet, .button-danger)"
#: What can be pressed and shows only words. A Dutch word in a text is a word; a choice has its circle or box to press.
ONLY_WORDS = """() => [...document.querySelectorAll(
    'button, a.button, a.row-link, a.switch, summary, nav a, footer a, .lesson-card')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !/^[\\dA-Z]$/.test(e.textContent.trim())
    && ![...e.querySelectorAll('svg, img')].some(drawing => drawing.checkVisibility()))
  .map(e => e.outerHTML.slice(0, 160))"""


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True, locale="ti")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def main_button(page: Page, *, within: str = "main") -> Locator:
    """The one filled button of the screen; it carries a drawing."""
    found = page.locator(f"{within} {FILLED}").locator("visible=true")
    expect(found).to_have_count(1)
    expect(found.locator("svg").first).to_be_visible()
    return found


def choose(question: Locator) -> None:
    """The first answer; or in each row the tile at its place, whose letter or number looks as it does in the list above."""
    rows = question.locator(".tiles")
    if not rows.count():
        return question.locator("input:is([type=radio], [type=checkbox])").first.check()
    for place in range(rows.count()):
        tile = rows.nth(place).locator(".tile").nth(place)
        expect(tile).to_have_text(re.compile(r"^[1-9A-Z]$"))
        tile.click()
        expect(tile).to_have_attribute("aria-pressed", "true")


def has_drawings(page: Page) -> bool:
    assert page.evaluate(ONLY_WORDS) == []
    return True


def test_who_does_not_read_finds_the_way_by_its_drawings(live_server, phone):
    add_completion_rules()
    make_lesson(kinds=KINDS, languages=("nl", "ti"))
    by = StaffFactory(role=Role.CASE_WORKER)
    newcomer = make_newcomer(case_worker=by, languages=["ti"])
    digits = issue_card(newcomer=newcomer, by=by, at=timezone.now()).digits

    phone.goto(f"{live_server.url}/ti/")
    assert has_drawings(phone)
    main_button(phone).click()  # the card

    phone.wait_for_url("**/sign-in/")
    assert has_drawings(phone)
    expect(phone.locator("main img[src*='sign-in-card']")).to_be_visible()  # it shows the card
    keys = [key for key in phone.locator(".keypad button").all() if key.is_visible()]
    places = {key.inner_text().strip(): key for key in keys}
    for digit in re.sub(r"\D", "", digits):
        places[digit].click()
    main_button(phone).click()

    for _chosen_and_repeated in range(2):
        phone.wait_for_url("**/sign-in/pictures/")
        assert has_drawings(phone)
        for number, picture in enumerate(PICTURES):
            assert phone.locator(".pin-dot.is-filled").count() == number  # the dots count
            phone.locator(f"main button:has(img[src*='pin-{picture}'])").click()
        phone.wait_for_load_state()

    phone.wait_for_url("**/sign-in/phone/")
    assert has_drawings(phone)
    phone.locator("main button:has(img[src*='phone-mine'])").click()  # one face in a phone: mine alone

    phone.wait_for_url("**/welcome/**")
    assert has_drawings(phone)
    main_button(phone).click()

    phone.wait_for_url(f"{live_server.url}/ti/")
    assert has_drawings(phone)
    main_button(phone).click()  # the one next step

    phone.wait_for_url(re.compile(r"/ti/.+/.+/"))
    assert has_drawings(phone)
    for number in range(len(KINDS)):
        question = phone.locator(f"form[data-question] >> nth={number}")
        choose(question)
        send = question.locator(FILLED)
        expect(send.locator("svg")).to_be_visible()
        send.click()
        expect(question.locator(".feedback > svg")).to_be_visible()  # right, or again
    main_button(phone, within="[data-finish]").click()

    done = phone.locator("[data-end] [data-complete] svg").first
    expect(done).to_be_visible(timeout=30_000)
    assert has_drawings(phone)
    assert Completion.objects.filter(newcomer=newcomer, kind="lesson").count() == 1
