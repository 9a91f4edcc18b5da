"""Where she lands after an answer, in a real browser: with and without a script, guest and signed in."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from people.models import Newcomer
from progress.models import Answer, Event
from tests.signing_in import sign_in_as_newcomer

from .factories import make_lesson

pytestmark = pytest.mark.browser

#: The explanation can be read: it is in the window, and the menu at the foot does not lie over it.
CAN_BE_READ = """element => {
  const box = element.getBoundingClientRect();
  const foot = document.querySelector('.main-nav').getBoundingClientRect();
  return box.top >= 0 && box.top < foot.top && document.elementFromPoint(box.x + box.width / 2, box.top + 8) !== null
    && element.contains(document.elementFromPoint(box.x + box.width / 2, box.top + 8));
}"""


@pytest.fixture
def lesson(transactional_db):
    return make_lesson(kinds=("single", "order", "multiple"))


@pytest.fixture(params=["script", "no script"])
def take_phone(request, browser, live_server, lesson):
    """A phone on the lesson, of a guest or of a newcomer."""
    contexts = []

    def take(newcomer: Newcomer | None = None):
        context = browser.new_context(
            viewport={"width": 360, "height": 640}, java_script_enabled=request.param == "script"
        )
        contexts.append(context)
        if newcomer:
            session = sign_in_as_newcomer(Client(), newcomer).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(5000)
        page.goto(live_server.url + urlsplit(lesson.full_url).path)
        return page

    yield take
    for context in contexts:
        context.set_offline(True)  # what the script still has to send stays on the phone
        context.close()


@pytest.fixture(params=["guest", "newcomer"])
def phone(request, take_phone, newcomer):
    yield take_phone(newcomer if request.param == "newcomer" else None)


def question(phone, kind):
    return phone.locator(f"form:has([data-kind={kind}])")


def press(form):
    form.locator("button[type=submit]").click()


def has_scripts(phone) -> bool:
    return phone.locator("[data-print]:visible").count() == 1


def test_explanation_is_what_she_sees_after_her_answer(phone):
    form = question(phone, "single")
    form.get_by_label("Een maand", exact=True).check()
    press(form)

    explanation = form.locator(".feedback-wrong .feedback-title")
    explanation.wait_for()
    phone.wait_for_load_state()
    assert explanation.evaluate(CAN_BE_READ)
    assert form.get_by_label("Een maand", exact=True).is_checked()


def test_guest_leaves_nothing_and_loses_no_place(take_phone):
    phone = take_phone()
    form = question(phone, "single")
    form.get_by_label("Drie maanden", exact=True).check()
    before = phone.url
    press(form)

    form.locator(".feedback-right").wait_for()
    phone.wait_for_load_state()
    if has_scripts(phone):
        assert phone.url == before
    else:
        assert "#feedback-" in phone.url
        assert form.locator("[data-feedback]").evaluate("element => element === document.activeElement")
    assert not (Event.objects.exists() or Answer.objects.exists())


def test_number_given_twice_keeps_what_she_chose_and_says_so_above_it(phone):
    form = question(phone, "order")
    chosen = form.locator("select")
    for place, number in enumerate(["2", "2", "3"]):
        chosen.nth(place).select_option(number)
    press(form)

    message = form.get_by_role("alert")
    message.wait_for()
    phone.wait_for_load_state()
    assert "Twee regels hebben hetzelfde nummer." in message.inner_text()
    assert message.evaluate(CAN_BE_READ)
    assert message.evaluate("element => element === document.activeElement")
    assert [chosen.nth(place).input_value() for place in range(3)] == ["2", "2", "3"]
    assert [chosen.nth(place).get_attribute("aria-invalid") for place in range(3)] == ["true", "true", None]

    for place in range(3):
        chosen.nth(place).select_option(str(place + 1))
    press(form)
    form.locator("[data-feedback] .feedback").wait_for()
    assert form.get_by_role("alert").count() == 0
    assert form.locator("[aria-invalid]").count() == 0


def test_choosing_nothing_is_said_at_the_top_of_the_question(take_phone):
    phone = take_phone()
    form = question(phone, "multiple")
    press(form)

    message = form.get_by_role("alert")
    message.wait_for()
    phone.wait_for_load_state()
    assert message.evaluate(CAN_BE_READ)
    assert not Answer.objects.exists()


def test_new_try_that_cannot_be_scored_does_not_stand_beside_the_old_explanation(take_phone, newcomer):
    phone = take_phone(newcomer)
    form = question(phone, "order")
    for place in range(3):
        form.locator("select").nth(place).select_option(str(place + 1))
    press(form)
    form.locator("[data-feedback] .feedback").wait_for()

    form.locator("select").nth(0).select_option("2")
    press(form)
    form.get_by_role("alert").wait_for()
    assert form.locator("select").nth(0).input_value() == "2"
    assert form.locator("[data-feedback] .feedback").count() == 0
    assert Answer.objects.count() == 1
