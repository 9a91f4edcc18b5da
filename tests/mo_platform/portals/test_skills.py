"""Her pages of the voortraject: begin, one task after the other, stop, and what she can."""

import json
import logging

import pytest

from people.enums import Role
from pretrajectory.models import Screening, TaskReport, TaskTry
from tests.factories import StaffFactory, make_newcomer
from tests.pretrajectory.factories import load_tasks, make_report
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

pytestmark = pytest.mark.django_db
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36"}


@pytest.fixture
def amal(client):
    load_tasks()
    newcomer = make_newcomer()
    sign_in_as_newcomer(client, newcomer)
    return newcomer


def report(client, task_try, body, **headers):
    return client.post(f"/nl/skills/tries/{task_try.uuid}/", body, content_type="application/json", headers=headers)


def test_she_begins_does_a_task_and_stops(client, amal, time_machine):
    time_machine.move_to("2026-11-28T09:00:00Z", tick=False)
    assert client.get("/nl/skills/do/").headers["Location"] == "/nl/skills/", "nothing was begun"

    begun = client.post("/nl/skills/start/", headers=PHONE)
    assert begun.headers["Location"] == "/nl/skills/do/"
    assert Screening.objects.get().device == "phone"
    page = client.get("/nl/skills/do/").content.decode()
    task_try = TaskTry.objects.get()
    assert f'data-try="{task_try.uuid}"' in page and 'data-world="touch"' in page

    time_machine.move_to("2026-11-28T09:01:00Z", tick=False)
    answer = report(client, task_try, make_report(task_try))
    assert (answer.status_code, answer.json()) == (200, {"is_done": True})
    assert client.get("/nl/skills/do/").status_code == 200
    assert TaskTry.objects.count() == 2

    assert client.post("/nl/skills/stop/").headers["Location"] == "/nl/skills/"
    assert Screening.objects.get().closed_at is not None
    profile = client.get("/nl/skills/").content.decode()
    assert "skill is-known" in profile


@pytest.mark.parametrize("language", ["nl", "ti", "so"])
def test_a_task_is_told_in_her_language_or_in_dutch_with_a_word_why(client, amal, language):
    client.post(f"/{language}/skills/start/", headers=PHONE)
    page = client.get(f"/{language}/skills/do/").content.decode()
    instruction = TaskTry.objects.get().version.content["instruction"]
    told_in = language if language in instruction else "nl"
    assert f'<p class="lead skill-instruction" lang="{told_in}"' in page
    assert instruction[told_in] in page


def test_on_a_computer_she_is_given_tasks_for_a_mouse(client, amal):
    client.post("/nl/skills/start/", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    client.get("/nl/skills/do/")
    assert Screening.objects.get().device == "computer"
    assert TaskTry.objects.get().version.task.code.startswith("mouse")


def test_she_practises_a_skill_that_comes_next(client, amal):
    client.post("/nl/skills/start/", headers=PHONE)
    client.get("/nl/skills/do/")
    first = TaskTry.objects.get()
    report(client, first, make_report(first, steps=[], gave_up=True))
    page = client.get("/nl/skills/", headers=PHONE).content.decode()
    assert 'name="trains" value="touch"' in page

    client.post("/nl/skills/start/", {"trains": "touch"}, headers=PHONE)
    assert client.get("/nl/skills/do/").status_code == 200
    assert TaskTry.objects.last().screening.trains == "touch"
    assert client.post("/nl/skills/start/", {"trains": "magic"}).status_code == 404


def test_somebody_beside_her_is_remembered(client, amal):
    client.post("/nl/skills/start/", {"assisted": "yes"})
    assert Screening.objects.get().is_assisted


@pytest.mark.parametrize(
    "body, status, error",
    [
        ("no json", 400, "not_json"),
        ("[]", 400, "unexpected_field"),
        ("{}", 400, "unexpected_field"),
        ('{"id": "x", "steps": [], "hints": 0, "watched": 0, "gave_up": true}', 400, "bad_id"),
        ("[" * 3_000, 400, "not_json"),
        (" " * 200_000, 413, "too_large"),
    ],
)
def test_what_is_no_report_is_refused(client, amal, body, status, error):
    client.post("/nl/skills/start/", headers=PHONE)
    client.get("/nl/skills/do/")
    answer = report(client, TaskTry.objects.get(), body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not TaskReport.objects.exists()


def test_a_second_report_of_a_try_is_refused(client, amal):
    client.post("/nl/skills/start/", headers=PHONE)
    client.get("/nl/skills/do/")
    task_try = TaskTry.objects.get()
    gave_up = {"steps": [], "gave_up": True}
    assert report(client, task_try, make_report(task_try, **gave_up)).status_code == 200
    second = report(client, task_try, make_report(task_try, **gave_up))
    assert (second.status_code, second.json()["error"]) == (409, "report_stands")


def test_what_she_types_is_in_no_log(client, amal, caplog):
    caplog.set_level(logging.DEBUG)
    client.post("/nl/skills/start/", headers=PHONE)
    client.get("/nl/skills/do/")
    task_try = TaskTry.objects.get()
    steps = [{"t": 10, "do": "type", "on": "word", "text": "geheim123"}]
    assert report(client, task_try, make_report(task_try, steps=steps)).status_code == 200
    assert "geheim123" not in caplog.text
    assert "geheim123" not in json.dumps(list(TaskReport.objects.values()), default=str)


def test_staff_have_no_such_pages(client):
    sign_in_staff(client, StaffFactory(role=Role.CASE_WORKER))
    assert client.get("/nl/skills/").status_code == 404
