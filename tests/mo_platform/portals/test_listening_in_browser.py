"""In a browser: what is read is marked, and nothing is loaded before she asks for it."""

import pytest

from .listening import give_voices
from .reader_phone import ReaderPhone

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]
PLAYED = """
window.played = [];
Object.defineProperty(HTMLMediaElement.prototype, 'play', {value() {
  window.played.push([this.src.split('/').pop(), this.playbackRate]);
  return Promise.resolve();
}});
window.end = () => window.sound.dispatchEvent(new Event('ended'));
window.Audio = class extends Audio { constructor(...all) { super(...all); window.sound = this; } };
"""


@pytest.fixture
def reader(browser, phone):
    phones = []

    def take(**options):
        phones.append(ReaderPhone(browser, phone, **options))
        phones[-1].context.add_init_script(PLAYED)
        return phones[-1]

    yield take
    for phone in phones:
        phone.close()


def heard(page) -> list[str]:
    return [name.split(".")[0] for name, _speed in page.evaluate("played")]


def test_a_block_is_read_passage_by_passage_and_what_is_read_is_marked(reader, course):
    names = give_voices("ar")
    opened = reader()
    page = opened.open(course.ar)
    block = page.locator(".block-checklist")
    assert opened.media == []

    block.locator("[data-listen]").click()
    texts = [text for text in names if "Doe dit" in text or "woonloket" in text]
    assert heard(page) == [names[texts[0]]]
    assert page.locator(".is-heard").all_inner_texts() == [texts[0]]
    assert page.locator(".is-heard").get_attribute("aria-current") == "true"

    page.evaluate("end()")
    assert heard(page) == [names[text] for text in texts]
    page.evaluate("end()")
    assert page.locator(".is-heard").count() == 0 and not page.locator("[data-player]").is_visible()


def test_the_whole_lesson_begins_with_its_title_slows_down_and_stops(reader, course):
    names = give_voices("ar")
    page = reader().open(course.ar)
    page.locator("[data-listen-all]").click()
    assert heard(page) == [names["[ar] Het huurcontract"]]

    page.locator("[data-pace]").click()
    page.evaluate("end()")
    assert page.evaluate("played")[1][1] == 0.75 and page.locator("[data-pace]").get_attribute("aria-pressed") == "true"

    page.keyboard.press("Escape")
    page.evaluate("end()")
    assert len(heard(page)) == 2 and page.locator(".is-heard").count() == 0


def test_without_any_voice_there_is_no_button_and_no_script(reader, course):
    page = reader().open(course.ar)
    assert page.locator("[data-listen], [data-listen-all], [data-player]").count() == 0
    assert page.locator("script[src*='listen']").count() == 0


def test_who_saves_data_sees_the_size_first(reader, course):
    give_voices("ar")
    page = reader().open(course.ar)
    assert page.locator(".listen-size:visible").count() == 0
    page = reader().open(f"{course.ar}?light=1")
    assert "كيلو" in page.locator(".listen-size:visible").first.inner_text()
