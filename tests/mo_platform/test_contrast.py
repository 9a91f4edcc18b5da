"""Every pair of colours that meets on a page is readable, in light and in dark (WCAG 2.2 AA, text 4.5, signs 3)."""

import re

import pytest

from .page_frame import CSS, contrast, read_colours, read_css, read_strong_colours

pytestmark = pytest.mark.once

COLOURS = read_colours()
STRONG = read_strong_colours()
PAGES = ("paper", "surface", "sunken")
STATES = ("done", "warning", "danger", "info", "dutch")
SOFT = (*(f"{state}-soft" for state in STATES), "sun-soft", "action-soft")

TEXT_PAIRS = [
    *(("ink", background, 7.0) for background in (*PAGES, *SOFT)),
    *(("ink-soft", background, 4.5) for background in (*PAGES, "action-soft", "dutch-soft")),
    *((colour, background, 4.5) for colour in (*STATES, "sun-ink", "action") for background in PAGES),
    *((state, f"{state}-soft", 4.5) for state in STATES),
    ("sun-ink", "sun-soft", 4.5),
    ("action", "action-soft", 4.5),
    ("action-hover", "action-soft", 4.5),
    ("action-hover", "paper", 4.5),
    ("action-ink", "action", 4.5),
    ("action-ink", "action-hover", 4.5),
    ("danger-ink", "danger", 4.5),
    ("hero-ink", "hero", 7.0),
    ("hero-soft", "hero", 4.5),
    ("hero-edge", "hero-ink", 4.5),
]
SIGN_PAIRS = [(colour, background, 3.0) for colour in ("line-strong", "focus") for background in PAGES]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), TEXT_PAIRS + SIGN_PAIRS)
def test_pair_of_colours_is_readable(front, back, least, theme):
    assert contrast(COLOURS[front][theme], COLOURS[back][theme]) >= least


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_who_asks_for_more_contrast_gets_it(theme):
    """WCAG 1.4.6: text 7; the signs as much as text elsewhere."""
    asked = [(front, back, 7.0) for front, back, _ in TEXT_PAIRS] + [
        (front, back, 4.5) for front, back, _ in SIGN_PAIRS
    ]
    weak = [
        (front, back) for front, back, least in asked if contrast(STRONG[front][theme], STRONG[back][theme]) < least
    ]
    assert weak == []
    assert STRONG != COLOURS


def test_phones_that_do_not_know_light_dark_get_the_light_values():
    plain = read_css(CSS / "tokens.css").split("@supports")[0]
    fallback = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", plain))
    assert fallback == {name: light for name, (light, _dark) in COLOURS.items()}


def test_measure_itself_knows_black_on_white():
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert contrast("#777777", "#ffffff") < 4.5
