"""Every page of a newcomer in every language: its own words, its own script, and nothing of Dutch or English unmarked."""

import re
import unicodedata

import pytest
from bs4 import BeautifulSoup, Comment
from django.conf import settings
from django.test import Client, override_settings

from core import api as core
from lessons import api as lessons

from .conftest import phone_of

PAGES = (
    *(
        "",
        "plan/",
        "help/",
        "looks/",
        "devices/",
        "data/",
        "about/",
        "privacy/",
        "accessibility/",
        "display/",
        "search/",
    ),
    *("guest ", "guest sign-in/", "guest there-is-no-such-page/", "guest ligo/there-is-no-such-lesson/"),
)
SCRIPTS = {
    "Arab": "ARABIC",
    "Ethi": "ETHIOPIC",
    "Armn": "ARMENIAN",
    "Tibt": "TIBETAN",
    "Cyrl": "CYRILLIC",
    "Latn": "LATIN",
}
NOT_READ = {"script", "style", "template"}
LANGUAGES = [language for language in core.list_languages() if language.code != core.SOURCE_LANGUAGE]


def list_texts(html: str) -> list[tuple[str, str, str]]:
    """Every text and label of a page with the language and the direction it is marked with."""
    soup = BeautifulSoup(html, "html.parser")
    found = []
    for node in soup.find_all(string=True):
        if isinstance(node, Comment) or node.parent.name in NOT_READ or node.parent.name == "[document]":
            continue
        found.append((" ".join(node.split()), node.parent))
    for name in ("aria-label", "alt", "placeholder", "title"):
        found += [(tag[name], tag) for tag in soup.find_all(attrs={name: True})]
    return [(text, _nearest(tag, "lang"), _nearest(tag, "dir")) for text, tag in found if text]


def _nearest(tag, attribute: str) -> str:
    return next((one[attribute] for one in [tag, *tag.parents] if one.has_attr(attribute)), "")


def list_sentences(html: str, language: str) -> set[str]:
    """What is said in a language, where it is more than a name or a number."""
    texts = {text.removesuffix(f" · {settings.SITE_NAME}") for text, lang, _dir in list_texts(html) if lang == language}
    return {text for text in texts if len(re.findall(r"[^\W\d]+", text)) >= 3 and " " in text}


def scripts_of(text: str) -> dict[str, int]:
    letters: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        name = unicodedata.name(letter).split()[0]
        letters[name] = letters.get(name, 0) + 1
    return letters


@pytest.fixture(scope="session")
def home_rows(course_rows):
    """A home in each of the languages."""
    with override_settings(WAGTAIL_CONTENT_LANGUAGES=settings.LANGUAGES):
        lessons.ensure_homes(languages=[code for code, _name in settings.LANGUAGES], title=settings.SITE_NAME)


@pytest.fixture
def ask(settings, newcomer, home_rows):
    """Asks for a page in a language: hers, or with "guest " before it that of somebody we do not know."""
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    hers, guest = phone_of(newcomer), Client()

    def ask(page: str, code: str):
        is_guest, path = page.startswith("guest "), page.removeprefix("guest ")
        return (guest if is_guest else hers).get(f"/{code.lower()}/{path}")

    return ask


@pytest.mark.once
@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_its_language_and_marks_every_other(ask, page):
    known = {code: list_sentences(ask(page, code).content.decode(), code) for code in ("nl", "en")}
    for language in LANGUAGES:
        answer, code = ask(page, language.code), language.code
        html = answer.content.decode()
        assert answer.status_code == (404 if "there-is-no" in page else 200), code
        assert f'<html lang="{code}" dir="{language.direction}"' in html
        assert answer["Content-Language"] == code.lower()
        texts = list_texts(html)
        for text, lang, direction in texts:
            assert lang and core.is_known_language(lang), (code, text)
            is_phrase = " " in text and any(map(str.isalpha, text))  # numbers and addresses run from left to right
            assert direction in (core.get_language(lang).direction, "auto") or not is_phrase, (code, text, lang)
        letters = scripts_of(" ".join(text for text, lang, _dir in texts if lang == code))
        assert letters.get(SCRIPTS[language.script], 0) >= 0.75 * sum(letters.values()), (code, letters)
        for other in {"nl", "en"} - {code}:
            assert list_sentences(html, code) & known[other] == set(), (code, other)
