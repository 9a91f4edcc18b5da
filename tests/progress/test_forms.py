"""Without JavaScript: forms, answered by a redirect back to the lesson. A guest gets her result and leaves no trace."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from assessments import api as assessments
from people.enums import Role
from progress import api as progress
from progress.models import Answer, Completion, Event, LessonProgress
from tests.factories import StaffFactory
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

from .factories import KINDS, blocks_of, make_lesson, questions_of, wrong_response

URL = "/progress/events/"


def form_of(lesson, version, response, **fields):
    """The form a browser sends for this response."""
    form = {
        "type": "question.answered",
        "lesson": str(lesson.translation_key),
        "language": "ar",
        "next": "/ar/ligo/wonen/huren/",
        "block": str(version.question.block_id),
        "version": str(version.uuid),
    }
    for name, value in response.items():
        if name == "order":
            form |= {f"position-{item}": str(place) for place, item in enumerate(value, start=1)}
        elif name == "pairs":
            form |= {f"pair-{left}": right for left, right in value.items()}
        else:
            form[name] = str(value).lower() if isinstance(value, bool) else value
    return form | fields


def post(client, form):
    """As a browser sends a form."""
    from urllib.parse import urlencode

    return client.post(URL, urlencode(form, doseq=True), content_type="application/x-www-form-urlencoded")


def note_in(response):
    """What the page that the answer leads to would show."""
    token = re.search(r"result=([^#&]+)", response["Location"])
    return progress.read_result(token[1]) if token else None


def test_every_kind_of_question_works_as_a_form(signed_in, newcomer):
    lesson = make_lesson(kinds=KINDS)
    for version in questions_of(lesson):
        right = assessments.right_response_of(version=version)
        response = post(signed_in, form_of(lesson, version, right))
        assert response.status_code == 303
        assert response["Location"] == f"/ar/ligo/wonen/huren/#feedback-{version.question.block_id}"
        post(signed_in, form_of(lesson, version, wrong_response(version)))
    state = progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key)
    assert [(answer.is_correct, answer.was_right_once, answer.tries) for answer in state.answers.values()] == [
        (False, True, 2)
    ] * len(KINDS)


def test_stored_answer_is_explained_when_the_page_loads(signed_in, newcomer, lesson):
    version = questions_of(lesson)[0]
    post(signed_in, form_of(lesson, version, wrong_response(version)))
    state = progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key)
    answer = state.answers[str(version.question.block_id)]
    html = progress.render_feedback(version_uuid=answer.version_uuid, response=answer.response, language="nl")
    assert "feedback-wrong" in html and "Dat is te weinig." in html and "Daarom is het zo." in html
    assert "<details" in html and "Drie maanden" in html


def test_form_pressed_twice_counts_once_when_it_carries_an_id(signed_in, lesson):
    version = questions_of(lesson)[0]
    form = form_of(lesson, version, assessments.right_response_of(version=version), id=str(uuid4()))
    assert {post(signed_in, form).status_code for _ in range(3)} == {303}
    assert Answer.objects.count() == 1


def test_forgotten_choice_is_said_at_the_question_and_not_stored(signed_in, newcomer):
    lesson = make_lesson(kinds=KINDS)
    for version in questions_of(lesson):
        form = form_of(lesson, version, {})
        if version.kind == "order":
            form |= {f"position-{item}": "1" for item in assessments.right_response_of(version=version)["order"]}
        if version.kind == "match":
            form |= {f"pair-{left}": "" for left in assessments.right_response_of(version=version)["pairs"]}
        response = post(signed_in, form)
        assert response.status_code == 303
        assert response["Location"].endswith(f"#problem-{version.question.block_id}")
        note = note_in(response)
        assert (note.block_id, note.is_correct, note.response) == (str(version.question.block_id), None, {})
        assert 'role="alert"' in note.html
    assert not Event.objects.exists()


@pytest.mark.parametrize("is_guest", [True, False])
def test_number_given_twice_is_said_and_what_she_chose_travels_along(client, newcomer, is_guest):
    if not is_guest:
        sign_in_as_newcomer(client, newcomer)
    lesson = make_lesson(kinds=("order",))
    (version,) = questions_of(lesson)
    first, second, third = assessments.right_response_of(version=version)["order"]
    given = {f"position-{first}": "2", f"position-{second}": "2", f"position-{third}": ""}

    response = post(client, form_of(lesson, version, {}, language="nl") | given)

    note = note_in(response)
    assert response["Location"].endswith(f"#problem-{version.question.block_id}")
    assert note.given == given and note.faulty == set(given)
    assert "Twee regels hebben hetzelfde nummer." in note.html
    assert not Event.objects.exists()


def test_pair_may_be_chosen_twice_and_only_the_empty_line_is_at_fault(client, db):
    lesson = make_lesson(kinds=("match",))
    (version,) = questions_of(lesson)
    pairs = assessments.right_response_of(version=version)["pairs"]
    partner = next(iter(pairs.values()))
    given = {f"pair-{left}": partner for left in pairs}
    empty = list(given)[-1]

    note = note_in(post(client, form_of(lesson, version, {}) | given | {empty: ""}))

    assert note.faulty == {empty}


def test_checklist_keeps_ticks_and_their_absence(signed_in, newcomer, lesson):
    (block,) = blocks_of(lesson, "checklist")
    form = {"type": "checklist.ticked", "lesson": str(lesson.translation_key), "language": "nl", "block": block}
    form |= {"items": ["a", "b", "c"], "next": "/nl/x/"}
    assert post(signed_in, form | {"ticked": ["a", "c"]})["Location"] == f"/nl/x/#block-{block}"
    assert progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key).checklist[block] == {
        "a",
        "c",
    }
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        post(signed_in, form | {"ticked": ["b"]})
    assert progress.get_lesson_state(newcomer=newcomer, lesson_key=lesson.translation_key).checklist[block] == {"b"}
    assert post(signed_in, form | {"ticked": ["z"]}).status_code == 400


def test_lesson_is_finished_without_a_script(signed_in, lesson):
    for version in questions_of(lesson):
        post(signed_in, form_of(lesson, version, wrong_response(version)))
    form = {"type": "lesson.finished", "lesson": str(lesson.translation_key), "language": "ar", "next": "/ar/x/"}
    assert post(signed_in, form)["Location"] == "/ar/x/#end"
    assert Completion.objects.filter(kind="lesson").count() == 1


def test_without_next_she_comes_back_to_the_lesson(signed_in, lesson):
    version = questions_of(lesson)[0]
    form = form_of(lesson, version, assessments.right_response_of(version=version), next="")
    assert post(signed_in, form)["Location"] == f"{lesson.url}#feedback-{version.question.block_id}"


def test_open_redirects_are_refused_and_nothing_is_stored(signed_in, lesson):
    version = questions_of(lesson)[0]
    right = assessments.right_response_of(version=version)
    for target in (
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\tevil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "nl/lesson/",
        "/nl/\r\nSet-Cookie: a=b",
    ):
        assert post(signed_in, form_of(lesson, version, right, next=target)).status_code == 400, target
    assert not Event.objects.exists()


def test_query_of_the_page_is_kept_and_an_old_result_is_not(signed_in, client, lesson):
    version = questions_of(lesson)[0]
    form = form_of(lesson, version, {}, next="/nl/les/?dutch=1&result=old#block-1")
    location = post(signed_in, form)["Location"]
    assert re.fullmatch(r"/nl/les/\?dutch=1&result=[^&#]+#problem-[0-9a-f-]{36}", location)
    assert "result=old" not in location


def test_forged_fields_are_refused_and_nothing_is_stored(signed_in, lesson):
    version = questions_of(lesson)[0]
    form = form_of(lesson, version, assessments.right_response_of(version=version))
    for extra in ({"score": "1"}, {"is_correct": "true"}, {"pair-x": "1"}, {"items": "a"}, {"occurred_at": "2020"}):
        assert post(signed_in, form | extra).status_code == 400, extra
    assert post(signed_in, form | {"version": str(uuid4())}).status_code == 422
    assert post(signed_in, form | {"lesson": str(uuid4())}).status_code == 422
    assert post(signed_in, form | {"newcomer": str(uuid4())}).status_code == 403
    assert post(signed_in, {"type": "lesson.done"}).status_code == 400
    assert post(signed_in, {}).status_code in (400, 415)
    assert not Event.objects.exists()


def test_refusal_is_a_page_in_her_language(signed_in, lesson):
    version = questions_of(lesson)[0]
    lesson.unpublish()
    response = post(signed_in, form_of(lesson, version, wrong_response(version), language="ar"))
    assert response.status_code == 410
    assert '<html lang="ar" dir="rtl"' in response.content.decode()
    assert not Event.objects.exists()


def test_guest_sees_her_result_and_leaves_no_trace(client, lesson):
    version = questions_of(lesson)[0]
    wrong = wrong_response(version)
    response = post(client, form_of(lesson, version, wrong, language="nl"))
    assert response.status_code == 303
    assert response["Location"].endswith(f"#feedback-{version.question.block_id}")
    note = note_in(response)
    assert (note.block_id, note.is_correct, note.response) == (str(version.question.block_id), False, wrong)
    assert "Dat is te weinig." in note.html and "Daarom is het zo." in note.html
    assert not (Event.objects.exists() or Answer.objects.exists() or LessonProgress.objects.exists())
    assert "sessionid" not in client.cookies


def test_guest_may_press_the_other_buttons_too(client, lesson):
    form = {"type": "lesson.finished", "lesson": str(lesson.translation_key), "language": "nl", "next": "/nl/x/"}
    assert post(client, form)["Location"] == "/nl/x/#end"
    assert not Event.objects.exists()


def test_guest_cannot_ask_for_what_does_not_exist(client, lesson):
    version = questions_of(lesson)[0]
    form = form_of(lesson, version, wrong_response(version))
    assert post(client, form | {"version": str(uuid4())}).status_code == 422
    assert post(client, form | {"lesson": str(uuid4())}).status_code == 422
    assert post(client, form | {"score": "1"}).status_code == 400


def test_result_that_is_forged_or_old_shows_nothing(client, lesson):
    version = questions_of(lesson)[0]
    location = post(client, form_of(lesson, version, wrong_response(version)))["Location"]
    token = re.search(r"result=([^#&]+)", location)[1]
    assert progress.read_result(token) is not None
    for forged in (None, "", "x", token[:-2], "a" + token, token.replace(":", "", 1)):
        assert progress.read_result(forged) is None
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert progress.read_result(token) is None


def test_staff_have_no_such_form(client, lesson):
    sign_in_staff(client, StaffFactory(role=Role.TEACHER))
    version = questions_of(lesson)[0]
    assert post(client, form_of(lesson, version, wrong_response(version))).status_code == 404


@pytest.mark.parametrize("is_guest", [True, False])
def test_form_without_a_token_is_refused(newcomer, lesson, is_guest):
    client = Client(enforce_csrf_checks=True)
    if not is_guest:
        sign_in_as_newcomer(client, newcomer)
    version = questions_of(lesson)[0]
    assert post(client, form_of(lesson, version, wrong_response(version))).status_code == 403
    assert not Event.objects.exists()
