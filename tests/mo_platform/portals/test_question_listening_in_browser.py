"""In a browser: a question is read stem first, what is read is marked, and who asked for it has each question of a test read."""

import pytest

from assessments import api as assessments
from tests.assessments.factories import make_mock_exam
from tests.media.voices import voice_everything
from tests.mo_platform.conftest import SITE
from tests.screens.phone import AXE

from .conftest import phone_of
from .reader_phone import ReaderPhone
from .test_listening_in_browser import PLAYED, heard
from .test_mock import start, version_at

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]


@pytest.fixture
def opened(browser, curriculum_rows, newcomer):
    make_mock_exam(kinds=("single",))
    phone = ReaderPhone(browser, phone_of(newcomer))
    phone.context.add_init_script(PLAYED)
    yield phone
    phone.close()


def list_shown(version) -> list[str]:
    shown = assessments.presentation(version=version, language="ar")
    return [shown["stem"], *[option["text"] for option in shown["options"]]]


def read_to_the_end(page) -> list[str]:
    """What was marked, one after the other."""
    marked = []
    while page.locator(".is-heard").count():
        marked.append(page.locator(".is-heard").inner_text().strip())
        page.evaluate("end()")
    return marked


def test_a_question_of_practice_is_read_when_she_asks(opened):
    names = voice_everything("ar")
    where = opened.client.post("/ar/practice/start/", {"theme": ""})["Location"]
    page = opened.open(where)
    assert heard(page) == []
    page.locator(".question-alone [data-listen]").click()
    shown = page.locator(".question-alone :is(legend, .choice-text)").all_inner_texts()
    assert len(shown) == 4 and read_to_the_end(page) == [text.strip() for text in shown]
    assert heard(page) == [names[text.strip()] for text in shown]
    box = page.locator(".question-alone [data-listen]").bounding_box()
    assert box["height"] >= 44
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)") == []


def test_who_wants_it_has_each_question_of_a_test_read(opened):
    names = voice_everything("ar")
    url = start(opened.client, language="ar", is_read_aloud="on")
    opened.show(f"{url}form/", opened.client.get(f"{url}form/"))  # what the script will ask for
    page = opened.open(f"{url}1/")
    page.locator("[data-mock][data-is-ready]").wait_for(state="attached")
    first, second = (list_shown(version_at(url, number)) for number in (1, 2))
    assert read_to_the_end(page) == first
    page.evaluate("played.length = 0")

    page.locator("button[name=go]").click()
    page.locator(".is-heard").wait_for()
    assert heard(page) == [names[second[0]]]
    page.locator(".choice").first.click()  # she knows: it stops
    assert page.locator(".is-heard").count() == 0 and not page.locator("[data-player]").is_visible()

    page.locator("[data-letters] button").click()  # without leaving the question
    assert page.locator("body.is-large [data-letters] [aria-pressed=true]").is_visible()
    page.locator("[data-question] [data-listen]").click()
    page.locator("[data-to-map]").first.click()
    assert page.locator(".is-heard").count() == 0  # the map is no question
    assert page.url == SITE + url
