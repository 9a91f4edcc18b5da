"""Every letter of every language is drawn on a phone that has no font for it: no boxes, not in bold either.

The letters are those of the site's own sentences and of the lessons that come with it. Each is drawn as the page would, and
compared with what the browser draws for a character that no font has.
"""

import unicodedata
from functools import cache

import pytest
from django.conf import settings
from django.test import Client

from core.languages import list_languages
from scripts.messages import LOCALE, read_catalogue

#: Letters that are drawn as the box for what no font has. A page says its fonts; these are loaded as soon as they are needed.
FIND_BOXES = """async ({letters, weight, where}) => {
  const family = getComputedStyle(document.querySelector(where ?? 'body')).fontFamily;
  const font = `${weight} 40px ${family}`;
  await document.fonts.load(font, letters.join(''));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 80];
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const draw = letter => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.font = font;
    context.fillText(letter, 40, 50);
    return context.getImageData(0, 0, canvas.width, canvas.height).data.join('');
  };
  const box = draw('\\u{10FFFD}');
  return letters.filter(letter => draw(letter) === box);
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


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_letter_of_a_language_is_a_box(phone, code):
    letters = list_letters(code)
    response = Client().get(f"/{code.lower()}/sign-in/")
    page = phone.show(response)

    assert response.status_code == 200
    assert len(letters) > 40 or code == "en"
    assert {weight: page.evaluate(FIND_BOXES, {"letters": letters, "weight": weight}) for weight in (400, 700)} == {
        400: [],
        700: [],
    }


@pytest.mark.browser
@pytest.mark.django_db
def test_a_letter_that_no_font_has_is_found(phone):
    page = phone.show(Client().get("/nl/sign-in/"))
    found = page.evaluate(FIND_BOXES, {"letters": ["a", "é", "\U0010fffc"], "weight": 400})
    assert found == ["\U0010fffc"]


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nl", "ti", "bo"])
def test_the_names_of_all_languages_are_drawn_on_every_page(phone, code):
    """Who does not read the page finds her own language in its menu."""
    letters = sorted({letter for language in list_languages() for letter in language.endonym if letter.isalpha()})
    page = phone.show(Client().get(f"/{code}/sign-in/"))
    found = page.evaluate(FIND_BOXES, {"letters": letters, "weight": 400, "where": ".menu-item[lang]"})
    assert found == []
