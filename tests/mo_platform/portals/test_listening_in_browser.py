"""In a browser: what is read is marked, and nothing is loaded before she asks for it."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from core.languages import list_languages
from curriculum.models import GlossaryEntry
from tests.media.voices import voice_everything, voice_texts
from tests.screens.phone import AXE

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
    names = voice_everything("ar")
    opened = reader()
    page = opened.open(course.ar)
    block = page.locator(".block-checklist")
    assert opened.media == []

    block.locator("[data-listen]").click()
    page.locator(".is-heard").wait_for()  # the names of the voices came first
    texts = [text for text in names if "Doe dit" in text or "woonloket" in text]
    assert heard(page) == [names[texts[0]]]
    assert page.locator(".is-heard").all_inner_texts() == [texts[0]]
    assert page.locator(".is-heard").get_attribute("aria-current") == "true"

    page.evaluate("end()")
    assert heard(page) == [names[text] for text in texts]
    page.evaluate("end()")
    assert page.locator(".is-heard").evaluate("e => e.tagName") == "BUTTON"  # and what to press then
    page.evaluate("end()")
    assert page.locator(".is-heard").count() == 0 and not page.locator("[data-player]").is_visible()


def test_a_page_is_read_from_its_heading_to_the_menus_and_what_can_be_pressed_is_marked(reader, course):
    names = voice_everything("ar")
    opened = reader()
    page = opened.open("/ar/help/")
    assert opened.media == []
    page.locator("[data-listen-all]").click()
    with translation.override("ar"):
        heading, question, mine, home = map(gettext, ("Ask a person", "I lost my card or my phone", "My plan", "Home"))
    assert heard(page) == [names[heading]] and page.locator("h1.is-heard").count() == 1

    marked = {}
    while page.locator(".is-heard").count():
        marked[heard(page)[-1]] = page.locator(".is-heard").evaluate("e => [e.tagName, e.closest('nav') !== null]")
        page.evaluate("end()")
    order = list(marked)
    assert marked[names[question]] == ["SUMMARY", False]
    assert marked[names[home]] == marked[names[mine]] == ["A", True]
    assert order.index(names[question]) < order.index(names[home])
    assert page.locator(".main-nav [aria-current=page]").count() == 1  # it was marked too, and says again where she is


def test_each_language_says_its_own_name(reader, course):
    turkish = voice_everything("tr")["Türkçe"]
    page = reader().open("/ar/help/")
    page.locator(".menu:has([hreflang], [name=language]) summary").first.click()
    ear = page.locator("li:has([lang=tr]) .listen-ear")
    assert page.locator(".listen-ear").count() == 1 and "Türkçe" in ear.inner_text()
    ear.click()
    assert heard(page) == [turkish] and page.locator(".is-heard").inner_text().strip() == "Türkçe"
    assert ear.bounding_box()["width"] >= 44 and ear.bounding_box()["height"] >= 44
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)") == []


def test_what_went_wrong_is_read_first_and_has_its_own_button(reader, client):
    names = voice_everything("ar")
    opened = reader()
    page = opened.show("/ar/sign-in/", client.post("/ar/sign-in/", {"digits": "1"}))
    with translation.override("ar"):
        wrong = names[gettext("These are not all the numbers of your card, or too many. Look at your card again.")]
    page.locator("[data-listen-all]").click()
    assert heard(page) == [wrong]
    page.locator(".field-error + .listen-ear").click()
    assert heard(page) == [wrong, wrong]


def test_the_whole_lesson_begins_with_its_title_slows_down_and_stops(reader, course):
    names = voice_everything("ar")
    page = reader().open(course.ar)
    page.locator("[data-listen-all]").click()
    page.locator(".is-heard").wait_for()
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
    voice_everything("ar")
    page = reader().open(course.ar)
    assert page.locator(".listen-size:visible").count() == 0
    page = reader().open(f"{course.ar}?light=1")
    assert "كيلو" in page.locator(".listen-size:visible").first.inner_text()


def test_a_tapped_word_is_heard_in_dutch_and_in_hers_where_it_opens_and_below(reader, course):
    """The page says that the word has a voice; which, is fetched when she listens."""
    meaning = {"nl": "Van wie de woning is.", "ar": "صاحب المسكن."}
    GlossaryEntry.objects.create(key="huisbaas", term="de verhuurder", meaning=meaning, terms={"ar": "المؤجر"})
    dutch, own = voice_texts("nl", ["de verhuurder"]), voice_texts("ar", ["المؤجر", "صاحب المسكن."])
    page = reader().open(course.ar)
    page.locator("a.word-tap").click()
    ears = page.locator(".word-box [data-hear]")
    assert ears.count() == 2
    ears.first.click()
    page.locator(".word-box dfn.is-heard").wait_for()
    assert heard(page) == [dutch["de verhuurder"]]
    assert page.locator(".is-heard").all_inner_texts() == ["de verhuurder"]
    page.evaluate("end()")
    ears.last.click()
    assert heard(page)[1:] == [own["المؤجر"]]
    page.evaluate("end()")

    page.keyboard.press("Escape")
    page.locator("#word-huisbaas [data-hear]").first.click()
    assert heard(page)[2:] == [dutch["de verhuurder"]]


def test_a_word_without_a_voice_has_no_button(reader, course):
    GlossaryEntry.objects.create(key="huisbaas", term="de verhuurder", meaning={"nl": "Van wie de woning is."})
    voice_everything("ar", only="Doe dit")
    page = reader().open(course.ar)
    page.locator("a.word-tap").click()
    page.locator(".word-box").wait_for()
    assert page.locator("#word-huisbaas, .word-box").count() == 2 and page.locator("[data-hear]:visible").count() == 0


def test_each_language_is_heard_where_a_guest_chooses_and_no_button_covers_the_next(browser, course):
    for language in list_languages():
        voice_texts(language.code, [language.endonym])
    phone = ReaderPhone(browser, Client())
    listed = phone.open("/nl/").locator(".languages li")
    assert listed.count() == len(list_languages()) == phone.page.locator(".languages [data-hear]").count()
    assert listed.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length") == 0
    phone.close()
