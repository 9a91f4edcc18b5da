"""The stylesheets know no left or right, fit in a small budget, and take their colours from the tokens."""

import gzip
import re

import pytest

from .page_frame import CSS, list_stylesheets, read_css

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
LEARNER_SHEETS = ("tokens.css", "base.css", "components.css", "forms.css", "lesson.css", "print.css")


def find_physical(css: str) -> list[str]:
    return PHYSICAL.findall(re.sub(r"@media[^{]*", "", css))


@pytest.mark.parametrize("sheet", list_stylesheets(), ids=lambda path: path.name)
def test_stylesheet_has_no_left_or_right(sheet):
    assert find_physical(read_css(sheet)) == []


def test_the_search_finds_what_it_looks_for():
    bad = "a{margin-left:1px} b{left:0} c{text-align: right} d{min-width:3rem} e{border-top-left-radius:1px}"
    assert len(find_physical(bad)) == 5
    assert find_physical("@media (min-width: 40rem) {a{margin-inline-start:1px; inline-size:2rem}}") == []


@pytest.mark.parametrize("sheet", list_stylesheets(), ids=lambda path: path.name)
def test_colours_come_from_the_tokens(sheet):
    if sheet.name in ("tokens.css", "print.css"):  # where colours are made; paper is white and ink is black
        return
    on_the_sun = {"#0b3a3e", "#22303b"}  # dark letters: the sun is light in both themes
    on_paper = {"#fff", "#000", "#666"}  # print, and the squares of a QR code
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", read_css(sheet))) <= on_the_sun | on_paper


def test_a_learner_page_needs_at_most_twelve_kilobytes_of_style():
    together = b"".join((CSS / name).read_bytes() for name in LEARNER_SHEETS)
    assert len(gzip.compress(together, 9)) <= 12_000


def test_nothing_is_fetched_from_elsewhere():
    for sheet in [*list_stylesheets(), *(CSS.parent / "fonts").glob("*.css")]:
        assert not re.search(r"https?:|//[a-z]|@import", read_css(sheet)), sheet.name
