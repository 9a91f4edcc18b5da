"""She hears the lesson: in a browser, what is read is marked, and nothing is loaded before she asks for it."""

import re

import pytest

from media import api as media
from tests.factories import NOW
from tests.media.sounds import make_wav

from .conftest import answer
from .reader_phone import ReaderPhone

pytestmark = pytest.mark.usefixtures("today")
PLAYED = """
window.played = [];
Object.defineProperty(HTMLMediaElement.prototype, 'play', {value() {
  window.played.push([this.src.split('/').pop(), this.playbackRate]);
  return Promise.resolve();
}});
window.end = () => window.sound.dispatchEvent(new Event('ended'));
window.Audio = class extends Audio { constructor(...all) { super(...all); window.sound = this; } };
"""


def give_voices(language: str, *, only: str = "") -> dict[str, str]:
    """Somebody recorded what the published lessons say: {text: name of its file}."""
    sound = media.encode_sound(make_wav(seconds=0.3))
    return {
        spoken.text: media.add_narration(
            language=language, text=spoken.text, sound=sound, credit="Amina", user=None, at=NOW
        ).token
        for spoken in media.list_spoken(language=language)
        if only in spoken.text
    }


@pytest.fixture
def reader(browser):
    phones = []

    def take(client=None, **options):
        phones.append(ReaderPhone(browser, client, **options))
        phones[-1].context.add_init_script(PLAYED)
        return phones[-1]

    yield take
    for phone in phones:
        phone.close()


def heard(page) -> list[str]:
    return [name.split(".")[0] for name, _speed in page.evaluate("played")]


@pytest.mark.browser
def test_a_block_is_read_passage_by_passage_and_what_is_read_is_marked(reader, course):
    names = give_voices("ar")
    phone = reader()
    page = phone.open(course.ar)
    block = page.locator(".block-checklist")
    assert phone.media == []

    block.locator("[data-listen]").click()
    texts = [text for text in names if "Doe dit" in text or "woonloket" in text]
    assert heard(page) == [names[texts[0]]]
    assert page.locator(".is-heard").all_inner_texts() == [texts[0]]
    assert page.locator(".is-heard").get_attribute("aria-current") == "true"

    page.evaluate("end()")
    assert heard(page) == [names[text] for text in texts]
    page.evaluate("end()")
    assert page.locator(".is-heard").count() == 0 and not page.locator("[data-player]").is_visible()


@pytest.mark.browser
def test_the_whole_lesson_begins_with_its_title_slows_down_and_stops(reader, course):
    names = give_voices("ar")
    page = reader().open(course.ar)
    page.locator("[data-listen-all]").click()
    assert heard(page) == [names["[ar] Het huurcontract"]]

    page.locator("[data-slow]").click()
    page.evaluate("end()")
    assert page.evaluate("played")[1][1] == 0.75 and page.locator("[data-slow]").get_attribute("aria-pressed") == "true"

    page.keyboard.press("Escape")
    page.evaluate("end()")
    assert len(heard(page)) == 2 and page.locator(".is-heard").count() == 0


@pytest.mark.browser
def test_without_any_voice_there_is_no_button_and_no_script(reader, course):
    page = reader().open(course.ar)
    assert page.locator("[data-listen], [data-listen-all], [data-player]").count() == 0
    assert page.locator("script[src*='listen']").count() == 0


@pytest.mark.browser
def test_who_saves_data_sees_the_size_first(reader, course):
    give_voices("ar")
    page = reader().open(course.ar)
    assert page.locator(".listen-size:visible").count() == 0
    page = reader().open(f"{course.ar}?light=1")
    assert "كيلو" in page.locator(".listen-size:visible").first.inner_text()


def test_a_part_without_a_voice_is_said(client, course):
    give_voices("ar", only="vraag-1")
    assert "listen-lesson" not in client.get(course.ar).content.decode()  # no whole block yet
    give_voices("ar", only="woonloket")
    give_voices("ar", only="Doe dit")
    page = client.get(course.ar).content.decode()
    assert page.count('data-listen="ar"') == 1 and "listen-lesson" in page


def test_the_explanation_of_an_answer_is_heard_too(phone, course):
    names = give_voices("ar")
    answer(phone, course.contract, "vraag-1", is_right=False)
    page = phone.get(course.ar).content.decode()
    explanation = next(name for text, name in names.items() if "advertentie" in text)
    assert f'data-voice="{explanation}"' in page
    assert re.search(r'<div data-sound class="feedback feedback-wrong".*?data-listen="ar"', page, re.DOTALL)
