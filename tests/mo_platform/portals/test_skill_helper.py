"""She shows a link to who helps her; the page that it opens tells nothing of her."""

import re

import pytest
from django.test import Client

from pretrajectory.models import Task, TaskTry
from tests.factories import NOW, make_newcomer
from tests.pretrajectory.factories import begin, load_tasks, make_report
from tests.signing_in import sign_in_as_newcomer

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    load_tasks()
    newcomer = make_newcomer(first_name="Zaynab-Unusual")
    sign_in_as_newcomer(client, newcomer)
    begin(newcomer)
    return newcomer


def ask(client, **data):
    return client.post(f"/nl/skills/tries/{TaskTry.objects.last().uuid}/helper/", data)


def test_the_helper_reads_what_to_show_in_a_language_of_choice(client, amal):
    assert f"/nl/skills/tries/{TaskTry.objects.get().uuid}/helper/" in client.get("/nl/skills/do/").content.decode()
    shown = ask(client, path="1").content.decode()
    path = re.search(r"/nl/helper/[\w-]+/", shown)[0]
    assert "<svg" in shown and 'href="/nl/skills/do/?path=1"' in shown

    for language in ("nl", "ar"):
        page = Client().get(path.replace("/nl/", f"/{language}/")).content.decode()
        task = Task.objects.get(current=TaskTry.objects.get().version)
        assert task.current.content["instruction"][language] in page
        assert "Zaynab" not in page and str(amal.uuid) not in page


@pytest.mark.parametrize("minutes, status", [(119, 200), (121, 404)])
def test_the_link_works_for_two_hours(client, amal, time_machine, minutes, status):
    path = re.search(r"/nl/helper/[\w-]+/", ask(client).content.decode())[0]
    time_machine.shift(60 * minutes)
    assert Client().get(path).status_code == status


def test_a_task_that_is_done_needs_no_helper(client, amal):
    task_try = TaskTry.objects.get()
    body = make_report(task_try, steps=[], gave_up=True)
    client.post(f"/nl/skills/tries/{task_try.uuid}/", body, content_type="application/json")
    assert ask(client)["Location"] == "/nl/skills/do/"


def test_who_asks_too_often_is_told_to_wait(client, amal, monkeypatch):
    monkeypatch.setattr("pretrajectory.domain.helping.MOST_LINKS", 1)
    assert ask(client).status_code == 200
    assert ask(client).status_code == 429
