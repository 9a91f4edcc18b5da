"""Every letter of every language is drawn on a phone that has no font for it: no boxes, not in bold either.

The letters are those of the site's own sentences and of the lessons that come with it. Each is put on the page, and what is
drawn is compared with what the browser draws for a character that no font has.
"""

import unicodedata
from functools import cache
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from core.languages import list_languages
from scripts.messages import LOCALE, read_catalogue

NOWHERE = "\U0010fffd"  # for private use: no font has it
CELL, ROW = 48, 20  # pixels, letters
TRIES = 6
#: A cell for each letter, in the font of the page.
PUT_CELLS = """async ({letters, weight, cell, row}) => {
  const family = getComputedStyle(document.body).fontFamily;
  const board = document.createElement('div');
  board.id = 'board';
  board.dir = 'ltr';
  Object.assign(board.style, {position: 'fixed', zIndex: 9999, top: 0, left: 0, background: '#fff', color: '#000',
    display: 'grid', gridTemplateColumns: `repeat(${row}, ${cell}px)`, fontFamily: family, fontWeight: weight,
    fontSize: '24px', lineHeight: `${cell}px`, textAlign: 'center'});
  for (const letter of letters) {
    const span = document.createElement('span');
    Object.assign(span.style, {blockSize: `${cell}px`, overflow: 'hidden'});
    span.textContent = letter;
    board.append(span);
  }
  document.body.append(board);
  await document.fonts.ready;
}"""
LANGUAGES = [language.code for language in list_languages()]


@cache
def read_lessons() -> list[tuple[str, str]]:
    """The texts of the lessons that come with the site: language and text."""
    pack = settings.BASE_DIR / "content" / "wonen"
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(pack.glob("**/*.yaml"))]


def list_letters(code: str) -> list[str]:
    """What can be seen of the site's sentences and of the lessons in a language."""
    catalogue = read_catalogue(LOCALE / code.replace("-", "_") / "LC_MESSAGES" / "django.po") if code != "en" else ()
    sentences = [text for one in catalogue for text in ([one.string] if isinstance(one.string, str) else one.string)]
    lessons = [text for language, text in read_lessons() if language == code]
    shown = {letter for text in (*sentences, *lessons) for letter in text}
    return sorted(letter for letter in shown if unicodedata.category(letter)[0] in "LNPS")


def find_boxes(page, letters: list[str], *, weight: int) -> list[str]:
    """The letters that are drawn as the box for what no font has. A font that is fetched may take some tries to come."""
    boxes = letters
    for _try in range(TRIES):
        boxes = _look_for_boxes(page, letters, weight=weight)
        if not boxes:
            break
    return boxes


def _look_for_boxes(page, letters: list[str], *, weight: int) -> list[str]:
    asked = [*letters, NOWHERE]
    page.set_viewport_size({"width": ROW * CELL, "height": (len(asked) // ROW + 1) * CELL})
    page.evaluate(PUT_CELLS, {"letters": asked, "weight": weight, "cell": CELL, "row": ROW})
    page.wait_for_timeout(200)  # what came is drawn
    picture = Image.open(BytesIO(page.locator("#board").screenshot())).convert("L")
    page.evaluate("document.getElementById('board').remove()")
    places = [(number % ROW * CELL, number // ROW * CELL) for number in range(len(asked))]
    drawn = [picture.crop((x, y, x + CELL, y + CELL)).tobytes() for x, y in places]
    return [letter for letter, one in zip(letters, drawn, strict=False) if one == drawn[-1]]


@pytest.fixture
def page(phone):
    """Opens a page, and leaves the phone as wide as it was."""
    size = phone.page.viewport_size

    def show(path: str):
        response = Client().get(path)
        assert response.status_code == 200
        return phone.show(response)

    yield show
    phone.page.set_viewport_size(size)


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_letter_of_a_language_is_a_box(page, code):
    letters = list_letters(code)
    shown = page(f"/{code.lower()}/sign-in/")

    assert len(letters) > 40 or code == "en"
    assert {weight: find_boxes(shown, letters, weight=weight) for weight in (400, 700)} == {400: [], 700: []}


@pytest.mark.browser
@pytest.mark.django_db
def test_the_names_of_all_languages_are_drawn_where_one_comes_in(page):
    """Who does not read the page finds her own language. They are looked at as they stand: letters that come late count."""
    shown = page("/nl/sign-in/")
    shown.wait_for_timeout(500)
    names = shown.locator(".languages .menu-item")
    for name in names.all():
        drawn, text = name.screenshot(), name.inner_text()
        name.evaluate(
            "(element, text) => (element.firstChild.data = text)",
            "".join(NOWHERE if one.isalpha() else one for one in text),
        )
        assert name.screenshot() != drawn, text
    assert names.count() >= 20


@pytest.mark.browser
@pytest.mark.django_db
def test_a_letter_that_no_font_has_is_found(page):
    assert find_boxes(page("/nl/sign-in/"), ["a", "é", "\U0010fffc"], weight=400) == ["\U0010fffc"]
