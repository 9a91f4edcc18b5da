"""In a browser: staff record a text with the microphone, or choose a file, and hear it before they save it."""

from base64 import b64decode

import pytest

from media import api as media
from people.enums import Role
from tests.factories import OrganisationFactory, StaffFactory
from tests.media.sounds import make_wav

from .test_in_browser import Desk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]
#: A microphone that hears a tone.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const studio = new AudioContext();
  const tone = new OscillatorNode(studio, { frequency: 440 });
  const out = studio.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return out.stream;
};
"""
NO_MICROPHONE = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"
READ_FILE = """
async (field) => {
  const bytes = new Uint8Array(await field.files[0].arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
"""


@pytest.fixture
def open_text(page, course):
    user = StaffFactory(role=Role.TEACHER, role__organisation=OrganisationFactory(code="ligo", name="Ligo"))
    text = media.list_missing(language="ar")[0]

    def show(script: str):
        page.set_default_timeout(5000)
        page.add_init_script(script)
        desk = Desk(page, user)
        desk.open(f"/guide/voices/ar/texts/{text.key[1]}/")
        desk.check()
        return desk.page

    return show


def test_what_the_microphone_hears_is_played_back_and_goes_with_the_form(open_text):
    page = open_text(MICROPHONE)
    record, stop, back = (page.locator(f"[data-{name}]") for name in ("start", "finish", "listen-back"))
    save = page.get_by_role("button", name="Bewaren", exact=True)
    assert record.is_visible() and page.locator("#id_sound").is_visible() and not back.is_visible()

    record.click()
    stop.wait_for(state="visible")
    assert save.is_disabled()
    page.wait_for_timeout(700)
    stop.click()
    back.wait_for(state="visible")
    assert save.is_enabled() and "Opnieuw" in record.inner_text()
    heard = media.encode_sound(b64decode(page.locator("#id_sound").evaluate(READ_FILE)))
    assert heard.duration_ms > 300


def test_without_a_microphone_a_file_is_chosen_and_heard(open_text):
    page = open_text(NO_MICROPHONE)
    page.locator("[data-start]").click()
    page.locator("[data-start]").wait_for(state="hidden")
    page.locator("#id_sound").set_input_files({"name": "zin.wav", "mimeType": "audio/wav", "buffer": make_wav()})
    back = page.locator("[data-listen-back]")
    back.wait_for(state="visible")
    assert back.get_attribute("src").startswith("blob:")
    page.wait_for_function("document.querySelector('[data-listen-back]').duration > 0.5")
