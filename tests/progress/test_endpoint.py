"""POST /progress/events/ as programs see it: one address, clear refusals, nothing stored by what is refused."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.compiled import CompiledWrite
from people.enums import Role
from progress.models import Answer, Completion, Event
from tests.factories import StaffFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

from .factories import answered, blocks_of, make_lesson, opened, questions_of, seen, walk_through

URL = "/progress/events/"


def now():
    return timezone.now()


def post(client, data, **more):
    body = data if isinstance(data, str | bytes) else json.dumps(data)
    return client.post(URL, body, content_type="application/json", **more)


def error_of(response):
    assert not Event.objects.exists()
    return response.status_code, response.json()["error"]["code"]


def test_one_event_and_its_answer(signed_in, lesson):
    version = questions_of(lesson)[0]
    event = answered(lesson, version, at=now())
    response = post(signed_in, event)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    (result,) = response.json()["results"]
    html = result.pop("feedback_html")
    assert result == {
        "id": event["id"],
        "status": "stored",
        "lesson": {"key": event["lesson"], "is_complete": False, "answered": 1, "questions": 2},
        "is_correct": True,
        "points": "1",
        "max_points": "1",
    }
    assert "Daarom is het zo." in html


def test_batch_sent_three_times_shuffled_has_one_effect(signed_in, lesson):
    events = walk_through(lesson, start=now() - timedelta(hours=1))
    first = post(signed_in, {"events": events}).json()["results"]
    assert {result["status"] for result in first} == {"stored"}
    assert first[-1]["lesson"]["is_complete"]
    for again in (events[::-1], events[3:] + events[:3]):
        results = post(signed_in, {"events": again}).json()["results"]
        assert [result["id"] for result in results] == [event["id"] for event in again]
        assert {result["status"] for result in results} == {"duplicate"}
    assert (Event.objects.count(), Answer.objects.count(), Completion.objects.count()) == (len(events), 2, 2)


def test_big_queue_gets_no_explanations(signed_in, lesson):
    events = [answered(lesson, questions_of(lesson)[0], at=now()) for _ in range(21)]
    results = post(signed_in, {"events": events}).json()["results"]
    assert not any("feedback_html" in result for result in results)
    assert all(result["is_correct"] for result in results)


def test_feedback_is_in_the_language_of_the_event_or_marked_as_dutch(signed_in):
    lesson = make_lesson(kinds=("single",), languages=("nl", "ar"))
    dutch_only = make_lesson(kinds=("single",))
    for page, language, expected in (
        (lesson, "ar", '<div class="stack" lang="ar" dir="rtl">'),
        (lesson, "nl", '<div class="stack" lang="nl" dir="ltr">'),
        (dutch_only, "ar", '<div class="stack" lang="nl" dir="ltr">'),
    ):
        event = answered(page, questions_of(page)[0], right=False, language=language, at=now())
        assert expected in post(signed_in, event).json()["results"][0]["feedback_html"]


def test_guest_stores_nothing(client, lesson):
    assert error_of(post(client, opened(lesson, at=now()))) == (401, "sign_in")


def test_staff_have_no_such_address(client, lesson):
    for role in Role:
        sign_in_staff(client, StaffFactory(role=role))
        assert post(client, opened(lesson, at=now())).status_code == 404
    assert not Event.objects.exists()


def test_another_persons_queue_is_not_stored_as_hers(signed_in, newcomer, case_worker, lesson):
    other = make_newcomer(case_worker=case_worker, first_name="Tesfay")
    event = opened(lesson, at=now())
    assert error_of(post(signed_in, {"events": [event], "newcomer": str(other.uuid)})) == (403, "other_person")
    assert error_of(post(signed_in, event | {"newcomer": str(other.uuid)})) == (403, "other_person")
    assert error_of(post(signed_in, {"events": [event], "newcomer": 1})) == (403, "other_person")
    inside = {"events": [event | {"newcomer": str(other.uuid)}]}
    assert error_of(post(signed_in, inside)) == (400, "unexpected_field")
    own = post(signed_in, {"events": [event], "newcomer": str(newcomer.uuid)})
    assert own.json()["results"][0]["status"] == "stored"
    assert list(Event.objects.values_list("newcomer", flat=True)) == [newcomer.pk]


def test_forged_token_is_refused(newcomer, lesson):
    client = sign_in_as_newcomer(Client(enforce_csrf_checks=True), newcomer)
    assert post(client, opened(lesson, at=now())).status_code == 403
    assert post(client, opened(lesson, at=now()), headers={"X-CSRFToken": "x" * 32}).status_code == 403
    assert not Event.objects.exists()
    client.cookies["csrftoken"] = "a" * 32
    assert post(client, opened(lesson, at=now()), headers={"X-CSRFToken": "a" * 32}).status_code == 200


def test_ten_megabytes_are_refused_unread(newcomer, lesson):
    class Unreadable:
        def read(self, *args):
            raise AssertionError("somebody reads the body")

        readline = read

    for content_type in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        client = sign_in_as_newcomer(Client(enforce_csrf_checks=True), newcomer)
        environ = {"CONTENT_LENGTH": str(10_000_000), "wsgi.input": Unreadable()}
        assert client.post(URL, b"", content_type=content_type, **environ).status_code == 413
    assert post(client, b"[" * 1_000_001).status_code == 413
    assert not Event.objects.exists()


def test_what_is_not_json_is_refused(signed_in, lesson):
    fine = json.dumps(opened(lesson, at=now()))
    for body in (
        b"{",
        b"\xff\xfe",
        b"[" * 900_000,
        fine.replace('"id": "', '"id": NaN, "x": "'),
        b'{"id": 1e999999}x',
    ):
        assert error_of(post(signed_in, body)) == (400, "not_json")
    for body in ("[]", "1", '"x"', "null", "true"):
        assert error_of(post(signed_in, body)) == (400, "not_an_object")


def test_what_is_not_a_batch_is_refused(signed_in, lesson):
    event = opened(lesson, at=now())
    for body, code in (
        ({}, "missing_field"),
        ({"events": []}, "no_events"),
        ({"events": {}}, "no_events"),
        ({"events": event}, "no_events"),
        ({"events": None}, "no_events"),
        ({"events": [event, None]}, "not_an_object"),
        ({"events": [event] * 501}, "too_many_events"),
        ({"events": [event], "score": 100}, "unexpected_field"),
        ({"events": [event | {"score": 100}]}, "unexpected_field"),
        ({"events": [event | {"is_correct": True}]}, "unexpected_field"),
    ):
        assert error_of(post(signed_in, body)) == (400, code), body


def test_one_bad_event_refuses_the_batch_and_is_named(signed_in, lesson):
    good = [seen(lesson, block, at=now()) for block in blocks_of(lesson)]
    bad = opened(uuid4(), at=now())
    response = post(signed_in, {"events": [*good, bad]})
    assert error_of(response) == (422, "unknown_lesson")
    assert response.json()["error"] | {"message": ""} == {
        "code": "unknown_lesson",
        "message": "",
        "index": len(good),
        "id": bad["id"],
    }
    assert post(signed_in, {"events": good}).status_code == 200  # what a queue does next


def test_invalid_response_says_what_is_wrong(signed_in, lesson):
    event = answered(lesson, questions_of(lesson)[0], at=now()) | {"response": {"choice": "juist"}}
    response = post(signed_in, event)
    assert error_of(response) == (422, "invalid_response")
    assert response.json()["error"]["detail"] == "unknown_option"


def test_only_posts_of_two_kinds_are_taken(signed_in, lesson):
    assert signed_in.get(URL).status_code == 405
    for content_type in ("text/plain", "multipart/form-data; boundary=x", ""):
        response = signed_in.post(URL, json.dumps(opened(lesson)), content_type=content_type)
        assert error_of(response) == (415, "content_type")


def count_statements(queries):
    return [
        query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]


@pytest.mark.parametrize("number_of_answers", [1, 3])
def test_answer_costs_few_statements(signed_in, lesson, django_capture_on_commit_callbacks, number_of_answers):
    version = questions_of(lesson)[0]
    for _ in range(number_of_answers):
        post(signed_in, answered(lesson, version, at=now()))
    event = answered(lesson, version, at=now())
    with CaptureQueriesContext(connection) as captured:
        assert post(signed_in, event).status_code == 200
    # her account; the stamp of the content; the summary (locked: known events too); event, answer and summary (or in one)
    assert len(count_statements(captured.captured_queries)) == (4 if CompiledWrite.is_possible() else 7)
