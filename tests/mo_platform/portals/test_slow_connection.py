"""A slow connection gets no picture before the tap: counted in a browser, from the first page on, and said on the page."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from media.models import Clip, Picture
from tests.lessons.factories import block, items, make_lesson, make_module
from tests.mo_platform.conftest import SITE

from .reader_phone import ReaderPhone

LESSON = "/nl/ligo/wonen/huurcontract/"
NOTE = "[data-slow]"
#: navigator.connection as Chromium shows it, with what a test says of it.
CONNECTION = """
window.link = Object.assign(new EventTarget(), {effectiveType: %r, saveData: %s});
Object.defineProperty(navigator, 'connection', {get: () => link});
"""
NO_CONNECTION = "Object.defineProperty(navigator, 'connection', {get: () => undefined});"


@pytest.fixture
def illustrated(db):
    """A lesson with a picture at its head, in its body and in a step, and a film; alone in its module."""

    def draw(name):
        data = io.BytesIO()
        Image.new("RGB", (800, 600), "white").save(data, "PNG")
        file = ContentFile(data.getvalue(), f"{name}.png")
        return Picture.objects.create(title=name, file=file, width=800, height=600, alt_texts={"nl": f"Een {name}."})

    film = Clip.objects.create(
        title="Meter", kind="video", file=ContentFile(b"x" * 9000, "meter.mp4"), byte_size=9000, transcripts={}
    )
    body = [
        block("text", "intro", text="<p>Dit is een contract.</p>"),
        block("image", "foto", picture=draw("contract").pk, caption=""),
        block("steps", "stappen", title="", items=items({"text": "Kijk.", "picture": draw("huis").pk})),
        block("video", "film", video=film.pk, title="De meter"),
    ]
    return make_lesson(make_module(), body=body, picture=draw("sleutel"))


@pytest.fixture
def take_phone(browser, illustrated):
    """A phone with a connection of a kind; None for a browser that does not tell."""
    phones = []

    def take(*, connection: str | None = "4g", saves_data: bool = False, **options) -> ReaderPhone:
        phones.append(ReaderPhone(browser, **options))
        told = CONNECTION % (connection, str(saves_data).lower()) if connection else NO_CONNECTION
        phones[-1].context.add_init_script(told)
        return phones[-1]

    yield take
    for phone in phones:
        phone.close()


def change_connection(phone, kind: str) -> None:
    phone.page.evaluate(f"link.effectiveType = '{kind}', link.dispatchEvent(new Event('change'))")


@pytest.mark.browser
@pytest.mark.parametrize(("connection", "saves_data"), [("2g", False), ("slow-2g", False), ("4g", True)])
def test_first_page_on_a_slow_connection_asks_for_no_picture_before_the_tap(take_phone, connection, saves_data):
    phone = take_phone(connection=connection, saves_data=saves_data)
    page = phone.open(LESSON)
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)

    assert phone.media == []
    assert page.locator(NOTE).is_visible()
    taps = page.locator("a.tap-to-load")
    assert [text.split(".")[0] for text in taps.all_inner_texts()] == ["Een sleutel", "Een contract", "Een huis"]

    with page.expect_response("**/media/**"):
        taps.nth(1).click()
    assert page.get_by_role("img", name="Een contract.").is_visible()
    assert len(phone.media) == 1


@pytest.mark.browser
def test_browser_that_measures_a_slow_connection_by_itself_asks_for_none_either(browser, illustrated):
    phone = ReaderPhone(browser)
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Network.enable")
    slow = {"offline": False, "latency": 1500, "downloadThroughput": 6000, "uploadThroughput": 6000}
    devtools.send("Network.emulateNetworkConditions", slow | {"connectionType": "cellular2g"})

    page = phone.open(LESSON)

    assert page.evaluate("navigator.connection.effectiveType") in ("2g", "slow-2g")
    assert phone.media == [] and page.locator(NOTE).is_visible()
    phone.close()


@pytest.mark.browser
def test_next_page_is_light_from_the_server_and_full_again_when_the_connection_is(take_phone):
    phone = take_phone(connection="2g")
    page = phone.open("/nl/ligo/wonen/")
    assert page.locator(".lesson-card img").count() == 1  # there, and not fetched
    page = phone.open(LESSON)
    assert page.locator("img[data-size]").count() == 0 and page.locator("template[data-tap]").count() == 0
    assert page.locator(NOTE).is_visible() and phone.media == []

    change_connection(phone, "4g")
    phone.context.add_init_script(CONNECTION % ("4g", "false"))
    page = phone.open(LESSON)
    assert not page.locator(NOTE).is_visible() and len(set(phone.media)) == 3


@pytest.mark.browser
def test_cards_of_a_module_come_with_pictures_on_a_fast_connection_only(take_phone):
    slow, fast = take_phone(connection="2g"), take_phone()
    slow.open("/nl/ligo/wonen/")
    fast.open("/nl/ligo/wonen/")
    assert (len(slow.media), len(fast.media)) == (0, 1)


@pytest.mark.browser
def test_connection_that_slows_down_keeps_what_has_come(take_phone):
    phone = take_phone()
    page = phone.open(LESSON)
    assert len(set(phone.media)) == 3

    change_connection(phone, "2g")

    assert page.locator("a.tap-to-load").count() == 0
    assert page.get_by_role("img", name="Een contract.").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("connection", ["3g", "4g", None])
def test_fast_connection_and_browser_that_does_not_tell_get_all_pictures(take_phone, connection):
    phone = take_phone(connection=connection)
    page = phone.open(LESSON)

    assert len(set(phone.media)) == 3
    assert not page.locator(NOTE).is_visible()


@pytest.mark.browser
def test_what_the_reader_chose_counts_more_than_the_connection(take_phone):
    phone = take_phone(connection="2g")
    phone.context.add_cookies([{"name": "mo_saver", "value": "off", "url": SITE}])
    phone.open(LESSON)

    assert len(set(phone.media)) == 3


@pytest.mark.browser
def test_phone_that_asks_in_its_header_gets_a_light_page_without_a_script(take_phone):
    phone = take_phone(java_script_enabled=False, extra_http_headers={"Save-Data": "on"})
    page = phone.open(LESSON)
    assert phone.media == [] and page.locator(NOTE).is_visible()

    page.locator("a.tap-to-load").nth(1).click()
    page.wait_for_load_state("networkidle")
    assert len(phone.media) == 1 and "/media/" in page.url  # the picture opens; the lesson is one step back


def test_server_believes_the_word_slow_only_and_a_choice_more(client, illustrated):
    def is_light():
        return client.get(LESSON).context["reading"].is_light

    client.cookies["mo_link"] = "slow"
    assert is_light()
    client.cookies["mo_saver"] = "off"
    assert not is_light()
    client.cookies["mo_saver"], client.cookies["mo_link"] = "", '"><script>'
    assert not is_light()


def test_newcomer_who_never_chose_gets_a_light_page_when_her_phone_asks(phone, course, newcomer):
    assert phone.get(course.ar, headers={"Save-Data": "on"}).context["reading"].is_light
    assert not phone.get(course.ar).context["reading"].is_light
    newcomer.profile.refresh_from_db()
    assert not newcomer.profile.saves_data  # what a phone asks is no choice of hers
