"""A lesson that was taken along with its sound is heard without a connection; one without it shows no button."""

import pytest

from media.models import Narration
from tests.media.voices import store_sound, voice_everything

from .test_offline_in_browser import Phone, lessons, line, module, path_of, phone  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: What is really played: the sound came to an end, of which voice, and how long it was.
PLAYED = """
window.played = [];
window.Audio = class extends Audio {
  constructor(...all) {
    super(...all);
    this.addEventListener('ended', () => window.played.push([this.src.split('/').pop(), this.duration]));
  }
};
"""


def hear(page, most: int) -> list:
    """The first voices that came to their end: [file, seconds]. (The policy of the page forbids wait_for_function.)"""
    while len(played := page.evaluate("played")) < most:
        assert not page.locator("[data-failed]").is_visible()
        page.wait_for_timeout(50)
    return played


@pytest.fixture
def voices(module):  # noqa: F811
    names = voice_everything("nl")
    store_sound(names.values())
    return names


def test_a_lesson_taken_with_its_sound_is_heard_without_a_connection(phone, line, lessons, newcomer, voices):  # noqa: F811
    phone.sign_in(newcomer)
    phone.go(path_of(lessons[0]))
    page = phone.page
    promised = int(page.locator("[data-take]").get_attribute("data-sound-bytes"))
    page.locator("[data-take-sound]").check()
    phone.take_along()
    note = page.evaluate("fetch(document.querySelector('[data-take]').dataset.take).then(answer => answer.json())")
    needed = {token: (opus, mp3) for token, opus, mp3 in note["voices"]["files"]}
    kept = page.evaluate(
        "caches.open('mo-kept').then(cache => cache.keys()).then(keys => keys.map(key => key.url)"
        ".filter(url => url.includes('/narrations/')))"
    )
    assert {url.rsplit("/", 1)[1].split(".")[0] for url in kept} == set(needed) and len(needed) > 10
    assert {url.rsplit(".", 1)[1] for url in kept} == {"opus"}, "one of the two files, the one that this browser plays"
    assert promised == sum(max(sizes) for sizes in needed.values())

    line.cut()
    phone.context.add_init_script(PLAYED)
    phone.go(path_of(lessons[0]))
    page.locator("[data-no-reader], [data-reader]").first.wait_for(state="attached")
    page.locator("[data-listen-all]").click()
    heard = hear(page, 3)
    assert heard[0][0] == f"{voices[lessons[0].title]}.opus" and all(seconds > 0.2 for _name, seconds in heard)
    page.keyboard.press("Escape")
    assert page.locator(".is-heard").count() == 0 and not page.locator("[data-failed]").is_visible()

    phone.go("/nl/offline/")
    page.locator("[data-listen-all]").click()
    hear(page, 1)


def test_a_lesson_taken_without_sound_has_no_button(phone, line, lessons, newcomer, voices):  # noqa: F811
    phone.sign_in(newcomer)
    phone.go(path_of(lessons[0]))
    phone.take_along()
    line.cut()
    phone.go(path_of(lessons[0]))
    phone.find_out_for_whom()
    phone.page.locator("[data-voice]").first.wait_for(state="detached")
    assert phone.page.locator("[data-listen]:visible, [data-listen-all]:visible").count() == 0
    assert Narration.objects.exists()


@pytest.mark.parametrize("where", ["at the lesson", "on this phone"])
def test_the_sound_can_come_later(phone, line, lessons, newcomer, voices, where):  # noqa: F811
    phone.sign_in(newcomer)
    phone.go(path_of(lessons[0]))
    phone.take_along()
    page = phone.page
    if where == "on this phone":
        phone.go("/nl/offline/")
        button = page.locator("[data-add-sound]")
    else:
        button = page.locator("[data-take-more-sound] button")
    assert "kB" in button.inner_text()
    button.click()
    button.wait_for(state="hidden")
    page.locator("[data-take-done], [data-remove]").first.wait_for()

    line.cut()
    phone.context.add_init_script(PLAYED)
    phone.go(path_of(lessons[0]))
    page.locator("[data-no-reader], [data-reader]").first.wait_for(state="attached")
    page.locator("[data-listen-all]").click()
    assert hear(page, 1)[0][0] == f"{voices[lessons[0].title]}.opus"


def test_who_took_it_with_its_sound_is_not_asked_again(phone, lessons, newcomer, voices):  # noqa: F811
    phone.sign_in(newcomer)
    phone.go(path_of(lessons[0]))
    phone.page.locator("[data-take-sound]").check()
    phone.take_along()
    assert not phone.page.locator("[data-take-more-sound]").is_visible()
    phone.go("/nl/offline/")
    phone.page.locator("[data-remove]").wait_for()
    assert not phone.page.locator("[data-add-sound]").is_visible()
