"""The style page and the pages about the platform in the dark and on a desk; on a phone: tests/screens/test_in_browser.py."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import SITE

pytestmark = pytest.mark.browser
LOOKS = [
    ("/style/", "dark", 360),
    ("/style/", "light", 1280),
    ("/ar/accessibility/", "dark", 1280),
    ("/ar/privacy/", "dark", 360),
]


@pytest.fixture
def page(page, show):
    show(page.context)
    return page


@pytest.fixture
def watched(page):
    """A page that notes every complaint of the browser and every address it asks."""
    page.complaints, page.asked = [], []
    page.on("console", lambda note: page.complaints.append(note.text) if note.type == "error" else None)
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@pytest.mark.parametrize(("path", "scheme", "width"), LOOKS)
def test_page_is_accessible_and_fits(watched, path, scheme, width):
    watched.set_viewport_size({"width": width, "height": 760})
    watched.emulate_media(color_scheme=scheme)
    watched.goto(SITE + path)
    assert watched.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(watched)
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in result.response["violations"]] == []
    assert [text for text in watched.complaints if "404" not in text] == []
    assert {url for url in watched.asked if not url.startswith((SITE, "data:"))} == set()


#: What is chosen, and the same thing not chosen.
CHOSEN = [
    (".button:not(.button-secondary)", ".button-secondary"),
    (".main-nav a[aria-current]", ".main-nav a:not([aria-current])"),
    (".tabs a[aria-current]", ".tabs a:not([aria-current])"),
    (".menu-item[aria-current]", ".menu-item:not([aria-current])"),
    (".switch.is-on", "button.switch"),
    (".pin-dot.is-filled", ".pin-dot:not(.is-filled)"),
    (".procedure .is-now", ".procedure .is-next"),
]
LOOK_OF = """selector => {
  const {borderBlockEndColor, borderBlockEndStyle, borderBlockEndWidth, backgroundColor, fontWeight} =
    getComputedStyle(document.querySelector(selector));
  return [borderBlockEndColor, borderBlockEndStyle, borderBlockEndWidth, backgroundColor, fontWeight].join(' ');
}"""
#: What can be pressed or filled in and has neither an edge nor a line under its words.
WITHOUT_EDGE = """() => [...document.querySelectorAll('.button, .key, .pin-key, .row-link, .lesson-card, .choice, .switch,'
  + '.menu > summary, .choice-card, .order-move, .link-card, input:not([type=hidden]), select, textarea, .picture-face')]
  .filter(e => e.offsetParent && !['radio', 'checkbox'].includes(e.type) && !(getComputedStyle(e).borderStyle !== 'none'
    && parseFloat(getComputedStyle(e).borderBlockEndWidth)
    && getComputedStyle(e).borderBlockEndColor !== getComputedStyle(document.body).backgroundColor))
  .map(e => e.cloneNode(false).outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_phones_own_colours_controls_focus_and_choices_are_seen(page, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(SITE + "/style/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")

    same = [chosen for chosen, other in CHOSEN if page.evaluate(LOOK_OF, chosen) == page.evaluate(LOOK_OF, other)]
    assert same == []
    assert page.evaluate(WITHOUT_EDGE) == []
    page.locator(".button").first.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid" in outline and page.evaluate("getComputedStyle(document.body).backgroundColor") not in outline
    # An icon has the colour of the words beside it, whichever the phone chose.
    colours = "e => [getComputedStyle(e.querySelector('.icon')).fill, getComputedStyle(e).color]"
    for place in (".row-link", ".notice", ".callout", ".feedback"):
        icon, words = page.locator(f"{place}:has(.icon)").first.evaluate(colours)
        assert icon == words, place


def test_everything_that_can_be_pressed_is_big_enough_for_a_thumb(page):
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(SITE + "/style/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .key, .pin-key, .row-link, .lesson-card, .choice, .menu > summary,'
          + '.main-nav a, .switch, .tabs a, .pagination a, .order-move, .site-footer a, .site-name, .back-link')]
          .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5))
          .map(e => e.className + ' ' + e.textContent.trim().slice(0, 20))"""
    )
    assert small == []


def test_language_menu_opens_without_a_script(show, browser):
    context = show(browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760}))
    page = context.new_page()
    page.goto(SITE + "/ar/about/")
    page.locator(".site-header summary").first.click()
    page.locator('.menu-item[hreflang="fr"]').click()
    assert page.url.endswith("/fr/about/")
    context.close()


def test_keypad_writes_digits_in_groups_of_four_counts_and_erases_them(page):
    page.goto(SITE + "/style/")
    pad, field = page.locator(".keypad").first, page.locator("#id_digits-nl-digits")
    for digit in "407251":
        pad.locator(f'[data-digit="{digit}"]').click()
    pad.locator("[data-erase]").click()
    assert field.input_value() == "4072 5"
    assert "5 / 16" in page.locator(".keypad-count").first.inner_text()

    for digit in "3" * 20:
        pad.locator(f'[data-digit="{digit}"]').click()
    assert field.input_value() == "4072 5333 3333 3333"


def test_digits_typed_by_hand_stand_in_groups_and_can_be_mended_in_the_middle(page):
    page.goto(SITE + "/style/")
    field = page.locator("#id_digits-nl-digits")
    field.press_sequentially("12345678-9")
    assert field.input_value() == "1234 5678 9"

    for _ in range(6):  # behind the space after the 4
        field.press("ArrowLeft")
    field.press("Backspace")  # the space comes back
    field.press("Backspace")
    field.press_sequentially("0")
    assert field.input_value() == "1230 5678 9"
