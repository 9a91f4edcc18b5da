"""A mock exam with a limit of time, at 360 pixels in Arabic: the connection is lost at question 17 and again at handing in, she
changes phones at 30, and the time runs out at 40. Nothing that was acknowledged is lost, and the plan hears nothing."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments import api as assessments
from assessments.models import Attempt, AttemptAnswer, AttemptResult
from plans.models import OutboxMessage
from progress.models import Completion, Event
from tests.assessments.factories import KINDS, make_mock_exam, make_street
from tests.factories import make_newcomer
from tests.progress.factories import wrong_response
from tests.progress.test_script import put_session
from tests.walkthroughs.story import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEYS = tuple(f"wonen-{number}" for number in range(30)) + tuple(f"rechtsstaat-{number}" for number in range(11))
LOST, CHANGED, OVER = 17, 30, 40
WRONG = {3, 17, 33}
HIDE = """() => {
  Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
  delete document.visibilityState;
}"""


@pytest.fixture
def take_phone(browser):
    contexts = []

    def take() -> Page:
        contexts.append(browser.new_context(viewport=PHONE, has_touch=True, locale="ar"))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1].new_page()

    yield take
    for context in contexts:
        context.close()


def refuse_one_more(page: Page) -> None:
    """Another box than so many cannot be ticked, and it is said why."""
    more = page.locator("[data-question] [name=choices]:not(:checked)").first
    more.click()
    expect(more).not_to_be_checked()
    expect(page.locator("[data-question] [data-problem] [data-problem]")).to_be_focused()


def choose(page: Page, attempt: Attempt, number: int) -> None:
    version = assessments.get_question_version(version_id=attempt.form[number - 1]["version"])
    response = wrong_response(version) if number in WRONG else assessments.right_response_of(version=version)
    form = page.locator("[data-question]")
    match response:
        case {"choice": value}:
            form.locator(f"[name=choice][value='{value}']").check()
        case {"choices": values}:
            for value in values:
                form.locator(f"[name=choices][value='{value}']").check()
            if version.kind == "choose":
                refuse_one_more(page)
        case {"text": text}:
            form.locator("[name=text]").fill(text)
            if number % 2:
                page.evaluate(HIDE)  # she has not left the line, and looks at another app
            else:
                form.locator("[name=text]").press("Tab")
        case {"value": value}:
            form.locator(f"[name=value][value='{str(value).lower()}']").check()
        case {"order": items}:
            for place, item in enumerate(items, start=1):
                form.locator(f"[name=position-{item}]").select_option(str(place))
        case {"pairs": pairs}:
            for left, right in pairs.items():
                form.locator(f"[name=pair-{left}]").select_option(right)


def answer(page: Page, attempt: Attempt, number: int, *, is_saved: bool = True) -> None:
    expect(page.locator("[data-heading]")).to_contain_text(re.compile(rf"\b{number}\b"))
    choose(page, attempt, number)
    expect(page.locator("[data-saved]" if is_saved else "[data-waiting]")).to_be_visible()


def press_next(page: Page) -> None:
    page.locator("[data-question] button[name=go]").click()


def be_ready(page: Page) -> None:
    expect(page.locator("[data-mock][data-is-ready]")).to_be_attached()


def sign_in(page: Page, live_server, newcomer) -> str:
    """The key of her session."""
    put_session(page, live_server, newcomer)
    return next(one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)


def test_a_mock_exam_on_a_bad_connection(live_server, take_phone):
    newcomer = make_newcomer(languages=["ar"])
    make_street()
    make_mock_exam(
        keys=KEYS,
        values=11,
        kinds=KINDS,
        data={
            "sections": {
                "practical": {"draws": [{"count": 30, "tags": ["practical"]}]},
                "values": {"draws": [{"count": 11, "tags": ["values"]}]},
            },
            "outcomes": {
                "passed": {"every": [{"correct": 16, "section": "practical"}, {"correct": 9, "section": "values"}]}
            },
        },
    )
    told = OutboxMessage.objects.count()
    first = take_phone()
    sign_in(first, live_server, newcomer)
    first.goto(f"{live_server.url}/ar/mock/")
    first.locator("button[value=mo-mock-timed]").click()
    be_ready(first)
    attempt = Attempt.objects.get()
    assert (attempt.language, len(attempt.form)) == ("ar", 41)

    for number in range(1, LOST):
        answer(first, attempt, number)
        press_next(first)
    first.context.set_offline(True)
    for number in range(LOST, LOST + 3):  # she goes on meanwhile: nothing is said to be saved
        answer(first, attempt, number, is_saved=False)
        press_next(first)
    assert AttemptAnswer.objects.values("number").distinct().count() == LOST - 1
    first.context.set_offline(False)
    expect(first.locator(".practice-dot.is-answered")).to_have_count(LOST + 2)
    first.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mo-mock-'))")
    assert AttemptAnswer.objects.values("number").distinct().count() == LOST + 2
    for number in range(LOST + 3, CHANGED):
        answer(first, attempt, number)
        press_next(first)
    expect(first.locator("[data-heading]")).to_contain_text("30")

    second = take_phone()
    sign_in(second, live_server, newcomer)
    left = second_of(first)
    second.goto(f"{live_server.url}/ar/mock/")
    second.locator("main a.button-wide").first.click()
    be_ready(second)
    assert abs(second_of(second) - left) < 60  # the same time is left
    for number in range(CHANGED, OVER):
        answer(second, attempt, number)
        press_next(second)

    second.context.set_offline(True)
    answer(second, attempt, OVER, is_saved=False)
    second.locator("[data-to-map]").click()
    second.locator("[data-unfinished] summary").click()  # one has no answer
    second.locator("[data-unfinished] button").click()
    expect(second.locator("[data-end] [data-notice=offline]")).to_be_visible()
    Attempt.objects.update(due_at=timezone.now() - timedelta(seconds=1))  # the hour is over while she has no connection
    second.context.set_offline(False)
    second.wait_for_url(re.compile(r"/ar/mock/[\w-]+/result/$"))

    attempt.refresh_from_db()
    assert attempt.ended_by == "time"
    expect(second.locator("[data-right]")).to_have_text(str(OVER - 1 - len(WRONG)))
    assert AttemptResult.objects.count() == 1
    assert {row.number for row in AttemptAnswer.objects.all()} == set(range(1, OVER))
    assert OutboxMessage.objects.count() == told
    assert not Event.objects.exists() and not Completion.objects.exists()

    wake(first)


@pytest.fixture
def small_exam(live_server, take_phone):
    """A newcomer in front of the first question of a short exam, and her attempt."""
    newcomer = make_newcomer(languages=["ar"])
    make_mock_exam(kinds=KINDS)
    page = take_phone()
    key = sign_in(page, live_server, newcomer)
    page.goto(f"{live_server.url}/ar/mock/")
    page.locator("button[value=mo-mock]").click()
    be_ready(page)
    return page, Attempt.objects.get(), newcomer, key


def find_kind(attempt: Attempt, kind: str) -> int:
    return next(
        number
        for number, place in enumerate(attempt.form, start=1)
        if assessments.get_question_version(version_id=place["version"]).kind == kind
    )


def go_to(page: Page, number: int) -> None:
    page.locator("[data-to-map]").click()
    page.locator(f".practice-dot[data-to='{number}']").click()
    expect(page.locator("[data-heading]")).to_contain_text(re.compile(rf"\b{number}\b"))


def stored_places() -> set[int]:
    return set(AttemptAnswer.objects.values_list("number", flat=True))


def test_what_waits_outlives_her_session_and_is_sent_when_she_is_back(live_server, small_exam):
    page, attempt, newcomer, key = small_exam
    session = SessionStore(key)
    session["until"] = 1  # her visit is over
    session.save()
    choose(page, attempt, 1)
    expect(page.locator("[data-notice=signed-out]")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_visible()
    assert stored_places() == set()
    sign_in(page, live_server, newcomer)
    page.reload()
    expect(page.locator("[data-saved]")).to_be_visible()
    assert stored_places() == {1}


def test_a_break_from_a_question_stops_the_clock_with_what_waits_saved_first(small_exam):
    page, attempt, *_rest = small_exam
    Attempt.objects.update(due_at=timezone.now() + timedelta(hours=1), accommodations={"has_breaks": True})
    page.reload()
    be_ready(page)
    choose(page, attempt, 1)
    page.locator("button[value=break]").click()
    page.wait_for_url(re.compile(rf"/ar/mock/{attempt.uuid}/$"))
    assert stored_places() == {1}
    assert Attempt.objects.get().paused_at is not None
    page.locator("button[value=go-on]").click()
    be_ready(page)
    expect(page.locator("[data-saved]")).to_be_visible()


def test_two_windows_on_one_phone_lose_nothing_of_each_other(live_server, small_exam):
    page, attempt, *_rest = small_exam
    other = page.context.new_page()
    other.goto(page.url)
    be_ready(other)
    page.route("**/answers/", lambda route: route.abort())
    answer(page, attempt, 1, is_saved=False)
    go_to(other, 2)
    answer(other, attempt, 2)
    page.close()
    other.evaluate("dispatchEvent(new Event('online'))")
    other.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mo-mock-'))")
    assert stored_places() == {1, 2}


def test_an_order_with_one_number_twice_is_said_and_an_emptied_box_comes_back(small_exam):
    page, attempt, *_rest = small_exam
    number = find_kind(attempt, "order")
    go_to(page, number)
    for field in page.locator("[data-inner] select").all():
        field.select_option("1")
    press_next(page)
    expect(page.locator("[data-problem] [role=alert]")).to_be_visible()
    expect(page.locator("[data-heading]")).to_contain_text(re.compile(rf"\b{number}\b"))
    number = find_kind(attempt, "multiple")
    go_to(page, number)
    answer(page, attempt, number)
    chosen = page.locator("[name=choices]:checked")
    while chosen.count() > 1:
        chosen.first.uncheck()
    chosen.first.click()  # the last one
    expect(page.locator("[data-problem] [role=alert]")).to_be_visible()
    expect(page.locator("[name=choices]:checked")).not_to_have_count(0)
    assert stored_places() == {number}


def second_of(page: Page) -> int:
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")[-2:]
    return int(minutes) * 60 + int(seconds)


def wake(page: Page) -> None:
    """The phone that she left lying is led to the result as soon as it asks; it may have asked already."""
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url(re.compile(r"/ar/mock/[\w-]+/result/$"))
