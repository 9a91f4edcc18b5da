"""From the screening to a lesson online, as she, her case worker and another system live it: screening, profile, advice,
decision, path, decision anew, lesson; and delivered."""

from datetime import timedelta

import pytest
from django.test import Client

from plans import api as plans
from pretrajectory import api as pretrajectory
from pretrajectory.models import TaskTry
from tests.factories import NOW, make_newcomer
from tests.interop.conftest import ReceivingSystem, register
from tests.interop.test_delivering import work
from tests.pretrajectory.factories import add_advice_rules, after, begin, load_tasks, make_report
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

pytestmark = pytest.mark.django_db
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36"}


@pytest.fixture
def system():
    system = ReceivingSystem()
    yield system
    system.close()


def screen(newcomer, *, can: set[str]) -> None:
    """She does alone what she can, and leaves the rest."""
    begin(newcomer)
    at, number = NOW, 0
    while task_try := pretrajectory.give_task(newcomer=newcomer, language="nl", at=at):
        at, number = after(task_try, 60), number + 1
        report = (
            make_report(task_try) if task_try.version.skill in can else make_report(task_try, steps=[], gave_up=True)
        )
        report["steps"] = [step | {"t": step["t"] + number} for step in report["steps"]]
        pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=report, at=at)


def decide(desk: Client, newcomer, **choice) -> None:
    address = f"/guide/newcomers/{newcomer.uuid}/skills/decide/"
    answer = desk.post(address, choice | {"seen": desk.get(address).context["seen"]})
    assert answer.status_code == 302


def test_from_the_screening_to_a_lesson_online(course, case_worker, time_machine, system):
    load_tasks()
    add_advice_rules()
    register(system)
    amal = make_newcomer(case_worker=case_worker, languages=["ar"])
    later = NOW + timedelta(hours=1)
    time_machine.move_to(later, tick=False)
    phone, desk = sign_in_as_newcomer(Client(), amal), sign_in_staff(Client(), case_worker)
    dossier = f"/guide/newcomers/{amal.uuid}/skills/"

    screen(amal, can={"touch"})
    assert "Aanraken en klikken" in phone.get("/nl/skills/").content.decode()
    assert "data-skill-level" not in desk.get(dossier).content.decode()

    phone.post("/nl/skills/advice/open/")
    hers = phone.get("/nl/skills/advice/").content.decode()
    assert "Eerst oefenen met telefoon of computer" in hers
    seen = desk.get(dossier).content.decode()
    assert "Eerst oefenen met telefoon of computer" in seen and "data-skill-level" in seen

    decide(desk, amal, form="voortraject_first", voortraject="goes_on")
    assert "Oefenen met telefoon of computer" in phone.get("/nl/plan/").content.decode()
    phone.post("/nl/skills/path/go/", headers=PHONE)
    phone.get("/nl/skills/do/", headers=PHONE)
    task_try = TaskTry.objects.latest("pk")
    assert task_try.screening.trains
    time_machine.move_to(later + timedelta(minutes=3), tick=False)
    tasks = plans.get_support(newcomer=amal).tasks
    report = make_report(task_try)
    assert phone.post(f"/nl/skills/tries/{task_try.uuid}/", report, content_type="application/json").status_code == 200
    assert plans.get_support(newcomer=amal).tasks == tasks + 1

    decide(desk, amal, form="guided_online", voortraject="done", reason="U oefende goed en wilt nu beginnen.")
    after_it = phone.get("/nl/skills/").content.decode()
    assert "Online leren met een lesgever" in after_it and "U oefende goed" in after_it
    assert "Naar de lessen" in after_it and phone.get(course.ar).status_code == 200

    work()
    told = [
        (event["type"].split(".")[-2], event["data"]["from"], event["data"]["to"])
        for event in system.events
        if "study_form" in event["type"] or "support" in event["type"]
    ]
    assert told == [
        ("support_changed", "", "running"),
        ("study_form_chosen", "", "voortraject_first"),
        ("study_form_chosen", "voortraject_first", "guided_online"),
        ("support_changed", "running", "done"),
    ]
    assert "U oefende goed" not in str(system.requests), "reasons are never sent"
    page = desk.get(dossier).content.decode()
    assert 'data-support="done"' in page and "Online leren met een lesgever" in page
    assert plans.get_plan(newcomer=amal, on=NOW.date()).component("MO").status == "undecided", (
        "support moves no component"
    )
