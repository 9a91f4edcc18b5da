"""She does one task after the other; the server judges, keeps no word that she typed, and says what she can."""

from uuid import uuid4

import pytest

from media import api as media
from pretrajectory import api as pretrajectory
from pretrajectory.engine.judging import judge
from pretrajectory.engine.worlds import Step
from pretrajectory.enums import Device, ScreeningEnd, Skill
from pretrajectory.models import Screening, Task, TaskReport, TaskTry
from tests.factories import NOW, make_newcomer

from .factories import after, begin, go_through, list_moves, load_tasks, make_report, solve

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(tasks):
    return make_newcomer()


@pytest.fixture
def tasks(db):
    load_tasks()


def test_every_task_that_comes_with_the_site_can_be_done_in_each_of_its_languages(tasks):
    for task in Task.objects.select_related("current"):
        for language in task.current.content["instruction"]:
            world, parameters = task.current.world, pretrajectory.show_task(task.current, language=language).parameters
            moves = enumerate(list_moves(world, parameters), start=1)
            steps = [Step(2_000 * number, *move) for number, move in moves]
            assert judge(world, parameters, steps, elapsed=600_000).is_done, (task.code, language)


@pytest.mark.parametrize("device", Device)
def test_who_can_all_has_each_skill_that_has_tasks(amal, device):
    begin(amal, device=device)
    number = go_through(amal)

    assert number >= 5
    assert TaskReport.objects.filter(is_done=True, doubt="").count() == number
    profile = {finding.skill: finding for finding in pretrajectory.describe_profile(newcomer=amal)}
    tried = pretrajectory.list_trainable(device=device)
    assert len(tried) >= 5
    assert {skill for skill, finding in profile.items() if finding.level == 2} == tried
    assert {skill for skill, finding in profile.items() if finding.level is None} == set(Skill) - tried
    assert Screening.objects.get().ended_by == ScreeningEnd.ENOUGH


def test_who_cannot_do_the_first_things_is_not_led_through_the_rest(amal):
    begin(amal)
    number = go_through(amal, steps=[], gave_up=True)
    assert number <= 4
    assert {one.version.skill for one in TaskTry.objects.select_related("version")} == {"touch", "keyboard"}
    assert [one.level for one in pretrajectory.describe_profile(newcomer=amal)][:2] == [0, 0]


def test_help_does_not_count_as_alone(amal):
    begin(amal, is_assisted=True)
    go_through(amal)
    helped = pretrajectory.describe_profile(newcomer=amal)
    assert all(finding.level in (None, 0, 1) for finding in helped)


@pytest.mark.parametrize("help", [{"hints": 2}, {"watched": 3}])
def test_hints_and_watching_again_are_help(amal, help):
    begin(amal)
    go_through(amal, **help)
    assert all(finding.level in (None, 0, 1) for finding in pretrajectory.describe_profile(newcomer=amal))


def test_nothing_that_she_typed_is_in_the_database(amal):
    task_try = begin(amal)
    while task_try.version.world != "keyboard":
        pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=make_report(task_try), at=after(task_try))
        task_try = pretrajectory.give_task(newcomer=amal, language="nl", at=NOW)
    line = pretrajectory.show_task(task_try.version, language="nl").parameters["lines"][0]["id"]
    secret = [{"t": 500, "do": "type", "on": line, "text": "geheim123"}, *solve(task_try)]
    secret = [step | {"t": 2_000 * number} for number, step in enumerate(secret)]
    row = pretrajectory.report_try(
        newcomer=amal, uuid=task_try.uuid, report=make_report(task_try, steps=secret), at=after(task_try)
    )
    row.refresh_from_db()
    assert row.is_done
    assert row.steps[0] == [0, "type", line, False]
    assert "geheim" not in repr(list(TaskReport.objects.values()))


def test_sent_again_it_is_stored_once_and_another_report_is_refused(amal):
    task_try = begin(amal)
    report = make_report(task_try)
    first = pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=report, at=after(task_try))
    again = pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=report, at=after(task_try, 300))
    assert first.pk == again.pk
    with pytest.raises(pretrajectory.ReportStands):
        pretrajectory.report_try(
            newcomer=amal, uuid=task_try.uuid, report=report | {"id": str(uuid4())}, at=after(task_try)
        )
    assert TaskReport.objects.count() == 1


def test_a_try_of_somebody_else_is_not_there(amal):
    task_try = begin(amal)
    other = make_newcomer(first_name="Bilal")
    with pytest.raises(pretrajectory.UnknownTry):
        pretrajectory.report_try(newcomer=other, uuid=task_try.uuid, report=make_report(task_try), at=after(task_try))
    assert not TaskReport.objects.exists()


def test_a_copy_of_another_report_does_not_count(amal):
    task_try = begin(amal)
    report = make_report(task_try)
    pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=report, at=after(task_try))
    other = make_newcomer(first_name="Bilal")
    copied = begin(other)
    assert copied.version == task_try.version
    row = pretrajectory.report_try(
        newcomer=other, uuid=copied.uuid, report=report | {"id": str(uuid4())}, at=after(copied)
    )
    assert (row.is_done, row.doubt) == (False, "repeated")
    assert pretrajectory.describe_profile(newcomer=other) == []


def test_a_forged_end_counts_for_nothing_and_the_task_comes_back(amal):
    task_try = begin(amal)
    forged = make_report(task_try, steps=[{"t": 5_000, "do": "done"}])
    row = pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=forged, at=after(task_try))
    assert (row.is_done, row.doubt) == (False, "impossible")
    following = pretrajectory.give_task(newcomer=amal, language="nl", at=NOW)
    assert following.version.skill == task_try.version.skill


@pytest.mark.parametrize(
    "change",
    [
        {"id": "no id"},
        {"steps": "many"},
        {"steps": [{"do": "tap"}]},
        {"steps": [{"t": "1", "do": "tap"}]},
        {"steps": [{"t": 1, "do": "tap", "score": 100}]},
        {"steps": [{"t": 1, "do": "tap", "on": "x" * 41}]},
        {"hints": 4},
        {"watched": -1},
        {"gave_up": "yes"},
        {"is_done": True},
    ],
)
def test_what_is_no_report_stores_nothing(amal, change):
    task_try = begin(amal)
    with pytest.raises(pretrajectory.BadReport):
        pretrajectory.report_try(
            newcomer=amal, uuid=task_try.uuid, report=make_report(task_try) | change, at=after(task_try)
        )
    assert not TaskReport.objects.exists()


def test_she_practises_what_comes_next_as_long_as_she_likes_and_her_profile_stays(amal):
    begin(amal)
    go_through(amal, hints=2)  # nothing alone: there is something to learn everywhere
    before = pretrajectory.describe_profile(newcomer=amal)
    pretrajectory.start_screening(
        newcomer=amal, device=Device.PHONE, is_assisted=False, trains=Skill.EMAIL, at=after(TaskTry.objects.last())
    )
    levels = []
    for number in range(5):
        task_try = pretrajectory.give_task(newcomer=amal, language="nl", at=NOW)
        levels.append(task_try.version.level)
        assert task_try.version.skill == Skill.EMAIL
        made = make_report(task_try)
        made["steps"] = [step | {"t": step["t"] + number} for step in made["steps"]]
        pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=made, at=after(task_try))
    assert set(levels) == {1, 2}, "one after the other"
    assert pretrajectory.describe_profile(newcomer=amal) == before
    pretrajectory.stop_screening(newcomer=amal, at=NOW)
    assert pretrajectory.give_task(newcomer=amal, language="nl", at=NOW) is None


def test_only_what_has_tasks_on_a_device_can_be_practised(tasks):
    Task.objects.filter(current__skill=Skill.FORMS).update(current=None)
    assert Skill.EMAIL in pretrajectory.list_trainable(device=Device.PHONE)
    assert Skill.FORMS not in pretrajectory.list_trainable(device=Device.PHONE)


def test_she_stops_and_goes_on_another_day(amal):
    task_try = begin(amal)
    assert pretrajectory.give_task(newcomer=amal, language="nl", at=NOW) == task_try, "the same until it is reported"
    pretrajectory.stop_screening(newcomer=amal, at=NOW)
    assert pretrajectory.give_task(newcomer=amal, language="nl", at=NOW) is None
    assert begin(amal) != task_try


def test_a_task_that_is_changed_is_another_version_for_who_comes_after(amal):
    task_try = begin(amal)
    task = task_try.version.task
    data = task_try.version.content | {
        "code": task.code,
        "world": task_try.version.world,
        "skill": task_try.version.skill,
        "level": task_try.version.level,
    }
    data["instruction"] = {"nl": "Anders."}
    assert pretrajectory.put_task(data=data, at=NOW)
    assert not pretrajectory.put_task(data=data, at=NOW), "twice changes nothing"
    assert TaskTry.objects.get().version.number == 1
    assert Task.objects.get(code=task.code).current.number == 2


@pytest.mark.parametrize(
    "change, why",
    [
        ({"world": "flying"}, "flying"),
        ({"skill": "magic"}, "magic"),
        ({"level": 3}, "level"),
        ({"instruction": {"en": "Do it."}}, "Dutch"),
        ({"instruction": {"nl": "Doe.", "fr": "Fais."}, "parameters": {"scenes": "@scenes"}}, "scenes"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_task(db, change, why):
    data = {
        "code": "tik",
        "world": "touch",
        "skill": "touch",
        "level": 1,
        "devices": ["phone"],
        "can_do": {"nl": "Ik tik."},
        "instruction": {"nl": "Tik."},
        "parameters": {"scenes": [{"gesture": "tap", "target": "ball"}]},
    }
    with pytest.raises(pretrajectory.BadTask, match=why):
        pretrajectory.put_task(data=data | change, at=NOW)
    assert not Task.objects.exists()


def test_what_is_asked_waits_for_a_voice_in_each_of_its_languages(tasks):
    texts = {text.text for text in media.list_spoken(language="nl")}
    assert set(Task.objects.get(code="inbox-1-open").current.content["instruction"].values()) & texts
    assert not [skill for skill, _text in pretrajectory.list_instructions(language="so")]
