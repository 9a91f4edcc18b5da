"""Signing in on a small phone: what is pressed stands on the first screen, in every language, where it can be heard too."""

from dataclasses import replace

import pytest

from core.languages import list_languages
from tests.media.voices import voice_everything

from .phone import SIZE
from .table import list_screens
from .ways import LOOKS, VIEWERS, answer_of

SMALL = {"width": 360, "height": 640}
PRESSED = {
    "sign_in": ".field-big input, .keypad .key, [data-card-form] > .button",
    "sign_in_pictures": ".pin-dots, .pin-key",
    "welcome": ".stays-in-sight .button",
}
SCREENS = [
    screen
    for screen in list_screens(LOOKS, VIEWERS)
    if screen.address.name in PRESSED and screen.look in ("", "choosing") and screen.language == "nl"
]
BELOW = """pressed => [...document.querySelectorAll(pressed)].filter(e => e.getBoundingClientRect().bottom > innerHeight)
  .map(e => [e.cloneNode(false).outerHTML, e.getBoundingClientRect().bottom])"""

LOWEST = "pressed => Math.min(...[...document.querySelectorAll(pressed)].map(e => e.offsetHeight))"


@pytest.fixture(scope="module")
def small_phone(phone):
    phone.page.set_viewport_size(SMALL)
    yield phone
    phone.page.set_viewport_size(SIZE)


@pytest.mark.browser
@pytest.mark.parametrize("language", [language.code for language in list_languages()])
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_is_pressed_to_sign_in_stands_on_the_first_screen(world, small_phone, screen, language):
    if language != "ar":  # the world has the Arabic
        voice_everything(language, is_machine=True)
    pressed = PRESSED[screen.address.name]

    page = small_phone.show(answer_of(world, replace(screen, language=language.lower()), asks=language))

    assert page.locator(pressed).count() in (1, 13)
    assert page.locator("[data-listen-all]").is_visible()
    assert page.evaluate(BELOW, pressed) == []
    assert page.evaluate(LOWEST, pressed.replace(".pin-dots, ", "")) >= 44
