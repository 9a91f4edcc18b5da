"""Facts in a real browser: looked for and chosen with the keyboard alone, and read by their words in the editor."""

import mimetypes
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from lessons.blocks.base import RICH_TEXT_FEATURES
from tests.curriculum.factories import add_fact
from tests.mo_platform.conftest import SITE

from .test_bank_in_cms import fields, url_of

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(page, teacher):
    """Opens the page of a question. What it may ask of the site is asked before: another thread does not see these rows."""

    def answer_with(answers):
        def answer(route) -> None:
            asked = urlsplit(route.request.url)
            if response := answers.get(f"{asked.path}?{asked.query}"):
                route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)
            elif asked.path.startswith("/static/") and (found := finders.find(asked.path.removeprefix("/static/"))):
                kind = mimetypes.guess_type(asked.path)[0] or "application/octet-stream"
                route.fulfill(path=found, content_type=kind)
            else:
                route.abort()

        return answer

    def run(*searches):
        asked = [f"{url_of()}?", *(f"{reverse('find_facts')}?{urlencode(search)}" for search in searches)]
        page.route("**/*", answer_with({path: teacher.get(path) for path in asked}))
        page.goto(SITE + url_of())
        return page

    return run


def choose(desk, words: str) -> None:
    desk.wait_for_selector('.chooser-dialog [name="q"]:focus')
    desk.keyboard.type(words)
    desk.keyboard.press("Enter")
    desk.wait_for_selector("[data-count]:focus")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")


def test_a_fact_is_looked_for_and_kept_without_a_mouse(bank, open_page):
    add_fact("mobiliteit-gordel", claim="Wie in een auto zit, draagt een gordel.")
    desk = open_page({}, {"q": "gordel auto"})
    desk.locator("[data-look-for]").press("Enter")
    choose(desk, "gordel auto")
    desk.wait_for_selector('input[name="fact_keys"][value="mobiliteit-gordel"]:checked:focus')
    assert "Wie in een auto zit, draagt een gordel." in desk.locator("[data-chosen]").inner_text()


def test_the_editor_shows_the_words_of_a_fact_and_takes_another_without_a_mouse(bank, teacher, open_page):
    add_fact("werk-uren", text="38 uur")
    data = fields()
    data["question-explanation"] = rich_text(
        "<p>Hoogstens {fact:huurwaarborg-maximum}.</p>", features=RICH_TEXT_FEATURES
    )
    assert teacher.post(url_of(), data).status_code == 302
    desk = open_page({"for_text": "True"}, {"for_text": "True", "q": "38"})
    words = desk.locator(".fact-token .fact-words")
    words.wait_for()
    assert words.get_attribute("data-words") == "3 maanden huur"
    desk.locator(".public-DraftEditor-content").press("Control+End")
    desk.keyboard.type("/123")
    desk.keyboard.press("Enter")
    choose(desk, "38")
    desk.locator('.fact-words[data-words="38 uur"]').wait_for()
