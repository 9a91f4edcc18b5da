"""The page's script, in a real browser: it reports and shows; it decides nothing, and says what it could not send."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from progress.models import Answer, Completion, Event
from tests.signing_in import sign_in_as_newcomer

from .factories import blocks_of, make_lesson

SCRIPT = Path(settings.BASE_DIR) / "mo_platform" / "static" / "js" / "lesson-events.js"


def test_script_is_light_and_knows_no_answers():
    code = SCRIPT.read_text()
    assert len(code.encode()) <= 4096
    for word in ("is_correct", "score", "localStorage", "sessionStorage", "indexedDB", "eval"):
        assert word not in code.split("\n", 1)[1]


@pytest.fixture
def lesson(transactional_db):
    return make_lesson(kinds=("single", "multiple"))


@pytest.fixture
def phone(live_server, page, lesson, newcomer):
    """Her phone, signed in, on the lesson."""
    client = sign_in_as_newcomer(Client(), newcomer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(live_server.url + urlsplit(lesson.full_url).path)
    yield page
    page.wait_for_timeout(1700)  # what the script still has to send goes before the tables are emptied
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")


def answer_single(phone, text):
    form = phone.locator("form[data-question]").first
    form.get_by_label(text, exact=True).check()
    form.locator("button[type=submit]").click()
    return form


@pytest.mark.browser
def test_answer_is_explained_in_place(phone):
    form = answer_single(phone, "Een maand")
    form.locator(".feedback-wrong").wait_for()
    assert "Dat is te weinig." in form.locator(".feedback-body").inner_text()
    answer_single(phone, "Drie maanden")
    form.locator(".feedback-right").wait_for()
    assert form.locator(".feedback").count() == 1
    assert "result=" not in phone.url
    assert sorted(Answer.objects.values_list("number", "is_correct")) == [(1, False), (2, True)]


@pytest.mark.browser
def test_what_was_not_sent_is_said_and_sent_later_once(phone):
    phone.wait_for_timeout(2000)
    phone.context.set_offline(True)
    form = answer_single(phone, "Drie maanden")
    phone.locator("[data-unsent]").wait_for(state="visible")
    assert not Answer.objects.exists() and form.locator(".feedback").count() == 0
    phone.context.set_offline(False)
    form.locator(".feedback-right").wait_for()
    phone.locator("[data-unsent]").wait_for(state="hidden")
    assert Answer.objects.count() == 1


@pytest.mark.browser
def test_scrolling_to_the_end_and_answering_completes_the_lesson(phone, lesson):
    for block in blocks_of(lesson):
        phone.locator(f"#block-{block}").scroll_into_view_if_needed()
        phone.wait_for_timeout(100)
    answer_single(phone, "Drie maanden").locator(".feedback-right").wait_for()
    second = phone.locator("form[data-question]").nth(1)
    second.get_by_label("Drie maanden", exact=True).check()
    second.locator("button[type=submit]").click()
    second.locator(".feedback").wait_for()
    phone.mouse.wheel(0, 20_000)
    phone.locator("[data-complete]").wait_for(state="visible")
    assert Completion.objects.filter(kind="lesson").exists()
    seen = {str(block) for block in Event.objects.filter(type="block.seen").values_list("block_id", flat=True)}
    assert seen == set(blocks_of(lesson))


@pytest.mark.browser
def test_forgotten_choice_is_explained_by_the_server(phone):
    phone.locator("form[data-question]").nth(1).locator("button[type=submit]").click()
    phone.locator("form[data-question] [role=alert]").wait_for()
    assert "result=" in phone.url
    assert not Answer.objects.exists()


@pytest.mark.browser
def test_answer_the_server_cannot_take_is_refused_aloud_and_holds_up_nothing(phone):
    phone.wait_for_timeout(2000)
    phone.evaluate("document.querySelector('[name=version]').value = crypto.randomUUID()")
    answer_single(phone, "Drie maanden")
    phone.wait_for_url("**/progress/events/")
    assert not Answer.objects.exists()
    assert Event.objects.filter(type="lesson.opened").exists()
