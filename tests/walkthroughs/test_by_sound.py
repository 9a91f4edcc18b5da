"""The story of a newcomer who cannot read: from the card to her first finished lesson by what she hears and by pictures."""

import re

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from media.domain.engines import find_machine_voice, speak_text
from people.domain.cards import issue_card
from people.enums import Role
from progress.models import Answer, Completion
from tests.factories import StaffFactory, add_completion_rules, make_newcomer
from tests.media.voices import store_sound, voice_everything
from tests.progress.factories import make_lesson
from tests.walkthroughs.listener import Listener
from tests.walkthroughs.story import PHONE, PICTURES, watch

pytestmark = [pytest.mark.browser, pytest.mark.espeak, pytest.mark.django_db(transaction=True)]
RIGHT = {"single": "Drie maanden", "true_false": "True"}


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def speak_everything(language: str, *, by_name: list[str]) -> dict[str, str]:
    """A machine speaks all of the site. What she listens for has its own words; for the rest a short tone will do here."""
    voices = voice_everything(language, is_machine=True)
    machine = find_machine_voice(language)
    for text in by_name:
        store_sound([voices[text]], speak_text(text=text, voice=machine).sound)
    store_sound(set(voices.values()) - {voices[text] for text in by_name})
    return voices


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_from_the_card_to_the_first_finished_lesson_without_reading(live_server, page, language):
    add_completion_rules()
    lesson = make_lesson(kinds=tuple(RIGHT), languages=("nl", language))
    by = StaffFactory(role=Role.CASE_WORKER)
    newcomer = make_newcomer(case_worker=by, languages=(language,))
    digits = issue_card(newcomer=newcomer, by=by, at=timezone.now()).digits
    with translation.override(language):
        go_on, mine, read, start, check, finish, true = map(
            gettext,
            (
                "Go on",
                "It is mine alone",
                "I have read this. Go on",
                "Start",
                "Check my answer",
                "I have finished this lesson",
                "True",
            ),
        )
        pictures = [gettext(picture) for picture in PICTURES]
    said = [go_on, mine, read, start, check, finish, true, *pictures]
    voices = speak_everything(language, by_name=list(dict.fromkeys(said)))
    faults: list[str] = []
    her = Listener(watch(page, faults, base=live_server.url), voices)

    # The card: the digits look the same on it and on the keys.
    page.goto(f"{live_server.url}/{language}/sign-in/")
    for digit in digits:
        page.locator(f".keypad [data-digit='{digit}']").click()
    her.go(go_on)
    for _chosen_and_repeated in range(2):
        *first_two, last = pictures
        for picture in first_two:
            her.press(picture)
        her.go(last)
    page.wait_for_url(re.compile("/sign-in/phone/"))
    her.go(mine)
    page.wait_for_url(re.compile("/welcome/"))
    her.go(read)
    page.wait_for_url(f"{live_server.url}/{language}/")
    her.go(start)

    # The lesson: each question has its own speaker, which says the answers and the button.
    page.wait_for_url(re.compile(lesson.slug))
    for number, answer in enumerate((RIGHT["single"], true)):
        block = page.locator("[data-block]:has([data-question])").nth(number)
        her.press(answer, within=block)
        her.press(check, within=block)
        block.locator(".feedback-right").wait_for()
    her.press(finish)
    page.locator("[data-complete]").wait_for(state="visible")

    assert set(Answer.objects.values_list("newcomer", "is_correct")) == {(newcomer.pk, True)}
    assert Answer.objects.count() == len(RIGHT)
    assert "lesson" in Completion.objects.filter(newcomer=newcomer).values_list("kind", flat=True)
    assert [fault for fault in faults if "ERR_ABORTED" not in fault] == []
