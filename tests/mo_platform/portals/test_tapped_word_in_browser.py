"""A tapped word opens over the lesson; without a script, or where the browser has no popover, it leads below it."""

import pytest

from curriculum.models import GlossaryEntry
from tests.lessons.factories import block, items, make_lesson, make_module

from .reader_phone import ReaderPhone

LESSON = "/nl/ligo/wonen/huurcontract/"
NO_POPOVER = "delete HTMLElement.prototype.popover"

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def take_phone(browser):
    GlossaryEntry.objects.create(key="huur", term="de huur", meaning={"nl": "Wat u elke maand betaalt."})
    make_lesson(make_module(), body=[block("text", "a", text="<p>Betaal de huur op tijd.</p>" + "<p>Lees.</p>" * 90)])
    phones = []

    def take(**options) -> ReaderPhone:
        phones.append(ReaderPhone(browser, **{"viewport": {"width": 360, "height": 700}, **options}))
        return phones[-1]

    yield take
    for phone in phones:
        phone.close()


def is_in_view(page) -> bool:
    return page.locator("#word-huur").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_tap_tells_the_word_where_it_stands_and_escape_goes_back_to_it(take_phone):
    page = take_phone().open(LESSON)
    tap, box = page.locator("a.word-tap"), page.locator(".word-box")
    assert tap.bounding_box()["height"] >= 44
    tap.click()
    assert "Wat u elke maand betaalt." in box.inner_text()
    assert page.evaluate("document.activeElement.closest('[popover]').getAttribute('aria-label')") == "de huur"
    assert not is_in_view(page) and page.evaluate("location.hash") == ""

    page.keyboard.press("Escape")
    box.wait_for(state="detached")
    assert page.evaluate("document.activeElement.className") == "word-tap"

    page.keyboard.press("Enter")
    box.locator("[data-close]").click()
    box.wait_for(state="detached")
    assert page.evaluate("document.querySelectorAll('[id=word-huur]').length") == 1


def test_a_word_among_useful_addresses_leaves_its_sentence_whole(take_phone):
    """The sentence is one run of text, not a column before and after the word."""
    office = {
        "name": "Woonloket",
        "what": "Vragen over de huur en over uw woning.",
        "phone": "",
        "web": "",
        "address": "",
    }
    make_lesson(make_module(slug="huren"), slug="hulp", body=[block("addresses", "loket", items=items(office))])
    tap = take_phone().open("/nl/ligo/huren/hulp/").locator(".address-card a.word-tap")
    around = tap.locator("xpath=..")
    assert around.inner_text() == office["what"]
    assert around.evaluate("part => getComputedStyle(part).display") not in ("flex", "grid")


@pytest.mark.parametrize("is_old", [True, False])
def test_without_script_or_popover_the_tap_leads_to_the_word_below_the_lesson(take_phone, is_old):
    phone = take_phone(java_script_enabled=is_old)
    phone.context.add_init_script(NO_POPOVER)
    page = phone.open(LESSON)
    page.locator("a.word-tap").click()
    assert page.url.endswith("#word-huur")
    assert "Wat u elke maand betaalt." in page.locator("#word-huur").inner_text()
    assert page.locator(".word-box").count() == 0
