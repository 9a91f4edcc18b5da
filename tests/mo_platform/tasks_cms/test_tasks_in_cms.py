"""Tasks of the voortraject in /cms/: found, composed, translated, tried, published."""

import json
from uuid import uuid4

import pytest
import yaml
from django.urls import reverse

from mo_platform.tasks_cms.schemas import SCHEMAS
from pretrajectory import api as pretrajectory
from pretrajectory.models import Task, TaskReport, TaskTry

#: An inbox as a teacher fills it in.
MAIL = {"from": "De bus", "icon": "bus", "subject": "Uren", "body": "Om 8 uur."}
INBOX = {
    "instruction": "Open de e-mail van de bus.",
    "can_do": "Ik open een e-mail.",
    "skill": "email",
    "level": "1",
    "devices": ["phone", "computer"],
    "digcomp": "2.1",
    "base": "0",
    "w-mails": ["0"],
    "w-mails-0-id": "bus",
    **{f"w-mails-0-{name}": value for name, value in MAIL.items()},
    "w-goal": ["0"],
    "w-goal-0-is": "open",
    "w-goal-0-on": "bus",
    "save": "1",
}


def make(browser, **other) -> int:
    """A new task; its key."""
    answer = browser.post(reverse("new_task", args=["inbox"]), INBOX | other)
    assert answer.status_code == 302, answer.content.decode()
    return Task.objects.latest("pk").pk


def edit(browser, key, **other):
    return browser.post(reverse("task", args=[key]), INBOX | {"base": "1"} | other)


def take(browser, key, step, base=1):
    return browser.post(reverse("task_step", args=[key]), {"step": step, "base": base}, follow=True).content.decode()


def look(browser, name, *arguments, **query):
    return browser.get(reverse(name, args=arguments), query)


def test_the_list_shows_what_there_is_and_filters_it(teacher, stranger):
    make(teacher)
    page = look(teacher, "tasks").content.decode()
    starters = Task.objects.filter(organisation=None, current__world__in=SCHEMAS)
    assert page.count("startinhoud van het platform</td>") == starters.count() and "<td>Ligo</td>" in page
    assert "Kladversie" in page and "Open de e-mail van de bus." in page
    for query, count in [
        ({"world": "inbox"}, 3),
        ({"world": "inbox", "whose": "own"}, 1),
        ({"whose": "starter"}, starters.count()),
        ({"skill": "touch", "device": "phone"}, 2),
        ({"without": "en"}, 1),
        ({"state": "draft"}, 1),
        ({"level": "2", "world": "form"}, 1),
    ]:
        found = look(teacher, "tasks", **query).content.decode()
        assert found.count('class="title"') == count, query
    assert "Geen taak past" in look(teacher, "tasks", world="inbox", state="withdrawn").content.decode()
    assert "Open de e-mail van de bus." not in look(stranger, "tasks").content.decode()


def test_an_empty_list_says_how_to_begin(teacher):
    Task.objects.update(current=None)
    page = look(teacher, "tasks").content.decode()
    assert "Er zijn nog geen taken." in page and reverse("new_task_world") in page


def test_lists_ask_the_same_whatever_their_length(teacher, django_assert_num_queries):
    make(teacher)
    look(teacher, "tasks")
    with django_assert_num_queries(QUERIES):
        look(teacher, "tasks")
    for _number in range(2):
        make(teacher)
    with django_assert_num_queries(QUERIES):
        look(teacher, "tasks")


QUERIES = 14


def test_a_task_is_composed_and_shows_what_was_written(teacher):
    key = make(teacher)
    content = pretrajectory.find_task_editing(user=teacher.user, key=key).content
    assert content["parameters"]["goal"] == [{"do": "open", "on": "bus"}]
    assert content["texts"]["mails-bus-from"] == {"nl": "De bus"}
    assert content["refs"] == {"digcomp": "2.1"}
    page = look(teacher, "task", key).content.decode()
    assert 'value="De bus"' in page and "E-mail 1 · De bus · Uren" in page
    assert "@mails" not in page, "nobody sees the names of texts"


def test_a_row_is_added_and_nothing_typed_is_lost(teacher):
    fields = {name: value for name, value in INBOX.items() if name != "save"}
    answer = teacher.post(
        reverse("new_task", args=["inbox"]), fields | {"add": "w-goal:attach-open", "w-mails-0-body": "x"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "Te doen 2: de bijlage bekijken" in page and 'value="De bus"' in page
    assert "error-message" not in page, "it complains of nothing before it is saved"
    assert not Task.objects.filter(organisation__isnull=False).exists()


def test_what_is_not_finished_is_kept_and_says_what_waits(teacher):
    key = make(teacher, **{"instruction": "", "w-goal-0-is": "attach-open"})
    page = look(teacher, "task", key).content.decode()
    assert "Nog te doen voordat" in page and 'href="#id_instruction"' in page
    edit(teacher, key, **{"w-goal-0-is": "attach-open"})
    page = look(teacher, "task", key).content.decode()
    assert "Deze e-mail heeft geen bijlage" in page and 'href="#id_w-goal-0-on"' in page


def test_what_cannot_be_read_is_said_and_stands_there_still(teacher):
    answer = teacher.post(reverse("new_task", args=["inbox"]), INBOX | {"w-reply": "@school"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "Dit kan niet met @ beginnen" in page and 'value="@school"' in page
    assert not Task.objects.filter(organisation__isnull=False).exists()


def test_somebody_else_saved_meanwhile(teacher, reviewer):
    key = make(teacher)
    assert edit(reviewer, key, instruction="Eerst.").status_code == 302
    answer = edit(teacher, key, instruction="Later.")
    page = answer.content.decode()
    assert answer.status_code == 409 and "Iemand anders bewaarde" in page and 'value="Later."' in page
    assert edit(teacher, key, instruction="Later.", base="2").status_code == 302


def test_published_by_somebody_else_withdrawn_and_brought_back(teacher, reviewer):
    key = make(teacher)
    assert "niet met deze taak" in take(teacher, key, "published")
    assert "Gepubliceerd." in take(reviewer, key, "published")
    given = Task.objects.get(pk=key)
    assert given.current and given.current.content["instruction"] == {"nl": "Open de e-mail van de bus."}
    edit(reviewer, key, instruction="Anders.")
    assert "U schreef dit zelf" in take(reviewer, key, "published", 2)
    assert "De wijzigingen weggooien" in look(teacher, "task", key).content.decode()
    assert "Ingetrokken." in take(reviewer, key, "withdrawn", 2)
    assert "Teruggehaald." in take(reviewer, key, "revived", 2)
    page = look(teacher, "task_history", key).content.decode()
    assert page.index("Teruggehaald") < page.index("Ingetrokken") < page.index("Geschreven")
    assert "inburgeraars krijgen deze" in page and str(reviewer.user) in page


@pytest.mark.parametrize("step", ["", "written", "eaten"])
def test_no_other_step_is_taken(reviewer, teacher, step):
    key = make(teacher)
    assert "niet met deze taak" in take(reviewer, key, step)


def test_a_translation_stands_beside_the_dutch(teacher, translator):
    key = make(teacher)
    page = look(translator, "task_translation", key, "ar").content.decode()
    assert "E-mail 1: Van wie" in page and "De bus" in page and 'dir="rtl"' in page
    fields = {f"text{number}": f"ar {number}" for number in range(5)}
    assert translator.post(reverse("task_translation", args=[key, "ar"]), fields | {"base": "1"}).status_code == 302
    editing = pretrajectory.find_task_editing(user=teacher.user, key=key)
    assert editing.ready_languages == ["nl", "ar"]
    stale = translator.post(reverse("task_translation", args=[key, "ar"]), fields | {"base": "1", "text0": "laat"})
    assert stale.status_code == 409 and "laat" in stale.content.decode()
    assert look(translator, "task_translation", key, "nl").status_code == 404
    assert look(translator, "task_translation", key, "xx").status_code == 404
    assert look(translator, "task", key).status_code == 200 and edit(translator, key).status_code == 404


def test_a_task_is_tried_and_counts_nowhere(teacher):
    key = make(teacher)
    page = look(teacher, "task_preview", key, "nl", "phone").content.decode()
    assert '<iframe class="bank-phone" src="?frame"' in page
    assert 'class="task-computer"' in look(teacher, "task_preview", key, "nl", "computer").content.decode()
    here = reverse("task_preview", args=[key, "nl", "phone"])
    world = teacher.get(f"{here}?frame").content.decode()
    assert f'data-report="{here}"' in world and '"De bus"' in world
    report = {
        "id": str(uuid4()),
        "steps": [{"t": 900, "do": "open", "on": "bus"}],
        "hints": 0,
        "watched": 0,
        "gave_up": False,
    }

    def tell(body):
        return teacher.post(here, json.dumps(body), content_type="application/json")

    assert tell(report).json() == {"is_done": True}
    assert "Gelukt: de server zegt dat ook" in teacher.get(f"{here}?frame").content.decode()
    assert tell(report | {"steps": [], "gave_up": True}).json() == {"is_done": False}
    assert tell({"steps": []}).status_code == tell([1]).status_code == 400
    assert teacher.post(here, "{", content_type="application/json").status_code == 400
    assert not TaskReport.objects.exists() and not TaskTry.objects.exists()
    assert look(teacher, "task_preview", key, "ar", "phone").status_code == 200
    assert teacher.get(reverse("task_preview", args=[key, "ar", "phone"]) + "?frame").status_code == 404
    assert look(teacher, "task_preview", key, "nl", "watch").status_code == 404


def test_what_is_not_finished_cannot_be_tried(teacher):
    key = make(teacher, instruction="")
    assert "nog niet klaar" in look(teacher, "task_preview", key, "nl", "phone").content.decode()


def test_starter_content_is_read_copied_and_taken_along(teacher, platform):
    starter = Task.objects.get(code="inbox-1-open")
    page = look(teacher, "task", starter.pk).content.decode()
    assert "Deze taak kwam met het platform mee" in page and 'name="save"' not in page
    assert edit(teacher, starter.pk).status_code == 404
    assert teacher.post(reverse("task_copy", args=[starter.pk])).status_code == 302
    copied = Task.objects.latest("pk")
    assert copied.organisation.code == "ligo" and 'name="save"' in look(teacher, "task", copied.pk).content.decode()
    assert 'name="save"' in look(platform, "task", starter.pk).content.decode()
    answer = look(teacher, "task_file", starter.pk)
    assert answer["Content-Disposition"] == 'attachment; filename="inbox-1-open.yaml"'
    assert yaml.safe_load(answer.content)["world"] == "inbox"


def test_what_is_foreign_is_missing(teacher, stranger):
    key = make(teacher)
    addresses = [
        reverse("task", args=[key]),
        reverse("task_translation", args=[key, "ar"]),
        reverse("task_preview", args=[key, "nl", "phone"]),
        reverse("task_history", args=[key]),
        reverse("task_file", args=[key]),
    ]
    for address in addresses:
        assert stranger.get(address).status_code == 404, address
    for address in [*addresses[:3], reverse("task_step", args=[key]), reverse("task_copy", args=[key])]:
        told = INBOX | {"step": "published", "base": "1"}
        assert stranger.post(address, told).status_code == 404, address


def test_a_world_that_is_not_there(teacher):
    assert look(teacher, "new_task", "flying").status_code == 404
