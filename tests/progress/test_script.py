"""The page's script, in a real browser: it reports and shows; it decides nothing, and says what it could not send."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from progress.models import Answer, Completion, Event
from tests.factories import make_newcomer
from tests.signing_in import sign_in_as_newcomer

from .factories import blocks_of, make_lesson

SCRIPTS = Path(settings.BASE_DIR) / "mo_platform" / "static" / "js"


def test_scripts_are_light_and_know_no_answers():
    code = [(SCRIPTS / name).read_text() for name in ("lesson-events.js", "answers.js", "phone.js", "vendor/idb.js")]
    assert len(gzip.compress("".join(code).encode())) <= 7_500
    for word in ("is_correct", "score", "localStorage", "sessionStorage", "eval"):
        assert word not in "".join(part.split("\n", 1)[1] for part in code)


@pytest.fixture
def lesson(transactional_db):
    return make_lesson(kinds=("single", "multiple"))


def put_session(page, live_server, newcomer) -> dict | None:
    """The newcomer is signed in on this phone; returns the cookie of who was before."""
    before = [c for c in page.context.cookies(live_server.url) if c["name"] == settings.SESSION_COOKIE_NAME]
    session = sign_in_as_newcomer(Client(), newcomer).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return before[0] if before else None


@pytest.fixture
def phone(live_server, page, lesson, newcomer):
    """Her phone, signed in, on the lesson."""
    put_session(page, live_server, newcomer)
    page.set_viewport_size({"width": 360, "height": 640})
    page.on("dialog", lambda dialog: (page.warned.append(dialog.type), dialog.accept()))
    page.warned = []
    page.goto(live_server.url + urlsplit(lesson.full_url).path)
    yield page
    page.context.set_offline(True)  # what the script still has to send stays on the phone


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
    assert "Op deze telefoon" not in form.inner_text() and "Verstuurd" in form.inner_text()


@pytest.mark.browser
def test_what_could_not_be_saved_is_still_there_after_a_reload_and_then_sent(phone):
    release = hold_mail(phone)
    answer_single(phone, "Drie maanden")
    box = tick(phone)
    phone.locator("[data-unsent]").wait_for(state="visible")
    phone.reload()

    form = phone.locator("form[data-question]").first
    form.locator(".sending").wait_for()
    assert "Op deze telefoon" in form.inner_text() and form.locator(".feedback").count() == 0
    assert form.get_by_label("Drie maanden", exact=True).is_checked()
    assert phone.locator(f"input[name=ticked][value='{box}']").is_checked()
    assert phone.locator("[data-unsent-count]").inner_text() == "2"
    assert not Answer.objects.exists()

    release()
    phone.evaluate("dispatchEvent(new Event('online'))")
    form.locator(".feedback-right").wait_for()
    phone.locator("[data-unsent]").wait_for(state="hidden")
    assert "Verstuurd" in form.inner_text()
    assert Answer.objects.count() == 1 and Event.objects.filter(type="checklist.ticked").count() == 1
    assert phone.warned == []


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
    moment = second.locator("[data-moment]")
    moment.wait_for(state="visible")
    assert "1 van de 2 antwoorden zijn juist." in moment.inner_text()
    assert moment.evaluate("element => element.getBoundingClientRect().top < innerHeight")
    assert second.locator("button[type=submit]").evaluate("element => element === document.activeElement")
    assert phone.locator("#end [data-complete]").is_visible()
    answer_single(phone, "Een maand").locator(".feedback-wrong").wait_for()
    assert phone.locator("form [data-moment]").count() == 1
    assert Completion.objects.filter(kind="lesson").exists()
    seen = {str(block) for block in Event.objects.filter(type="block.seen").values_list("block_id", flat=True)}
    assert seen == set(blocks_of(lesson))


@pytest.mark.browser
def test_forgotten_choice_is_explained_by_the_server_in_its_place(phone):
    phone.locator("form[data-question]").nth(1).locator("button[type=submit]").click()
    phone.locator("form[data-question] [role=alert]").wait_for()
    assert "result=" not in phone.url
    assert not Answer.objects.exists()


@pytest.mark.browser
def test_answer_the_server_cannot_take_is_refused_aloud_and_holds_up_nothing(phone):
    phone.wait_for_timeout(2000)
    phone.evaluate("document.querySelector('[name=version]').value = crypto.randomUUID()")
    answer_single(phone, "Drie maanden")
    phone.wait_for_url("**/progress/events/")
    assert not Answer.objects.exists()
    assert Event.objects.filter(type="lesson.opened").exists()


# What could not be sent


def tick(phone):
    box = phone.locator("input[name=ticked]").first
    box.check()
    return box.get_attribute("value")


def sign_out_from_the_menu(phone):
    """The form that a shared phone has in its menu (two taps to the other person), on the page of the lesson itself."""
    phone.evaluate(
        """() => {
          const form = Object.assign(document.createElement('form'), {method: 'post', action: '/nl/sign-out/'});
          form.dataset.signOut = '';
          form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode(),
            Object.assign(document.createElement('button'), {textContent: 'Leave', id: 'leave'}));
          document.querySelector('main').prepend(form);
        }"""
    )
    phone.locator("#leave").click()


def hold_mail(phone):
    """Nothing reaches the endpoint of events until the returned function is called."""
    phone.route("**/progress/events/", lambda route: route.abort())
    return lambda: phone.unroute("**/progress/events/")


@pytest.mark.browser
def test_tick_is_sent_before_the_session_ends(phone):
    item = tick(phone)
    sign_out_from_the_menu(phone)
    phone.wait_for_url("**/nl/sign-in/")
    assert [event.data["item"] for event in Event.objects.filter(type="checklist.ticked")] == [item]
    assert phone.warned == []


@pytest.mark.browser
@pytest.mark.parametrize("work", ["tick", "answer"])
def test_work_that_cannot_be_sent_is_warned_about_before_she_signs_out(phone, work):
    release = hold_mail(phone)
    tick(phone) if work == "tick" else answer_single(phone, "Drie maanden")
    phone.locator("[data-unsent]").wait_for(state="visible")
    sign_out_from_the_menu(phone)
    phone.wait_for_timeout(300)
    assert "sign-in" not in phone.url and phone.locator("[data-unsent-leave]").is_visible()
    assert phone.locator("[data-unsent-count]").inner_text() == "1"

    release()
    phone.evaluate("dispatchEvent(new Event('online'))")  # sooner than by itself
    sent = "checklist.ticked" if work == "tick" else "question.answered"
    phone.locator("[data-unsent]").wait_for(state="hidden")
    assert Event.objects.filter(type=sent).count() == 1


@pytest.mark.browser
def test_who_leaves_all_the_same_finds_her_work_after_the_next_sign_in(phone, live_server, newcomer):
    release = hold_mail(phone)
    tick(phone)
    phone.locator("[data-unsent]").wait_for(state="visible")
    sign_out_from_the_menu(phone)
    phone.locator("[data-unsent-leave]").wait_for()
    phone.locator("#leave").click()
    phone.wait_for_url("**/nl/sign-in/")
    assert phone.warned == []
    release()

    other = make_newcomer(case_worker=newcomer.registered_by, first_name="Tesfay")
    put_session(phone, live_server, other)
    phone.goto(f"{live_server.url}/nl/offline/")
    phone.goto(f"{live_server.url}/nl/")
    phone.wait_for_timeout(500)
    assert not Event.objects.filter(type="checklist.ticked").exists()

    put_session(phone, live_server, newcomer)
    with phone.expect_response("**/progress/events/"):
        phone.goto(f"{live_server.url}/nl/")
    phone.wait_for_load_state("networkidle")
    assert list(Event.objects.filter(type="checklist.ticked").values_list("newcomer", flat=True)) == [newcomer.pk]
    assert not Event.objects.filter(newcomer=other).exists()


@pytest.mark.browser
def test_work_is_never_sent_as_the_person_who_signed_in_meanwhile(phone, live_server, lesson, newcomer):
    release = hold_mail(phone)
    tick(phone)
    phone.locator("[data-unsent]").wait_for(state="visible")
    other = make_newcomer(case_worker=newcomer.registered_by, first_name="Tesfay")
    hers = put_session(phone, live_server, other)
    release()
    with phone.expect_response("**/progress/events/") as answer:
        pass
    assert answer.value.status == 403
    assert not Event.objects.filter(type="checklist.ticked").exists()
    assert not Event.objects.filter(newcomer=other).exists()
    assert phone.locator("[data-unsent]").is_visible()

    phone.context.add_cookies([hers])
    phone.locator("[data-unsent]").wait_for(state="hidden")
    assert list(Event.objects.filter(type="checklist.ticked").values_list("newcomer", flat=True)) == [newcomer.pk]
