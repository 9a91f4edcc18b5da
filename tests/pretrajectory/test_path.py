"""Her path through the voortraject: what is missing, what she learnt since, what comes back, and what never counts."""

from datetime import timedelta

import pytest

from pretrajectory import api as pretrajectory
from pretrajectory.enums import Device, Skill
from pretrajectory.models import Screening, SkippedSkill, Task
from tests.factories import NOW, make_newcomer

from .factories import begin, find_nothing, load_tasks, practise_skill

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def amal(db):
    load_tasks()
    return make_newcomer()


def describe(newcomer, at, device=Device.PHONE):
    return pretrajectory.describe_path(newcomer=newcomer, device=device, at=at)


def states(newcomer, at):
    return {station.skill: station.state for station in describe(newcomer, at).stations}


def test_without_a_screening_or_while_it_goes_on_there_is_no_path(amal):
    assert not describe(amal, NOW).is_open
    begin(amal)
    assert not describe(amal, NOW).is_open


def test_a_screening_that_found_nothing_out_makes_no_path(amal):
    begin(amal)
    pretrajectory.stop_screening(newcomer=amal, at=NOW)
    assert not describe(amal, NOW).is_open


def test_the_path_holds_what_is_missing_and_nothing_that_was_not_tried(amal):
    find_nothing(amal, skills=("touch", "email"))
    assert [(station.skill, station.level) for station in describe(amal, NOW + DAY).stations] == [
        ("touch", 1),
        ("email", 1),
    ]


def test_what_has_no_task_at_her_level_on_the_device_is_no_station(amal):
    find_nothing(amal, skills=("touch", "email"))
    Task.objects.filter(current__skill="email").update(current=None)
    assert [station.skill for station in describe(amal, NOW + DAY).stations] == ["touch"]


def test_a_skill_is_learnt_alone_on_two_days_and_then_comes_back(amal):
    find_nothing(amal, skills=("touch", "keyboard"))
    practise_skill(amal, Skill.TOUCH, at=NOW + DAY)
    assert states(amal, NOW + DAY) == {"touch": "once", "keyboard": "now"}
    practise_skill(amal, Skill.TOUCH, at=NOW + 2 * DAY)
    path = describe(amal, NOW + 2 * DAY)
    assert [station.state for station in path.stations] == ["learnt", "now"]
    assert path.again == ()

    later = NOW + 60 * DAY
    assert describe(amal, later).again == (Skill.TOUCH,)
    assert describe(amal, later).next_skill == Skill.TOUCH, "what comes back comes first"
    practise_skill(amal, Skill.TOUCH, at=later)
    assert describe(amal, later).again == ()


def test_what_was_forgotten_comes_back_sooner_than_what_was_not(amal):
    find_nothing(amal, skills=("touch",))
    for day in (1, 2):
        practise_skill(amal, Skill.TOUCH, at=NOW + day * DAY)
    later = NOW + 60 * DAY
    bilal = make_newcomer(first_name="Bilal")
    find_nothing(bilal, skills=("touch",))
    for day in (1, 2):
        practise_skill(bilal, Skill.TOUCH, at=NOW + day * DAY + timedelta(minutes=9))
    practise_skill(amal, Skill.TOUCH, at=later, steps=[], gave_up=True)
    practise_skill(bilal, Skill.TOUCH, at=later)
    assert describe(amal, later).again == describe(bilal, later).again == ()
    soon = later + 7 * DAY
    assert describe(amal, soon).again == (Skill.TOUCH,)
    assert describe(bilal, soon).again == ()


@pytest.mark.parametrize("help", [{"hints": 1}, {"watched": 2}, {"is_assisted": True}])
def test_what_was_done_with_help_is_not_learnt(amal, help):
    find_nothing(amal, skills=("touch",))
    for day in (1, 2, 3):
        practise_skill(amal, Skill.TOUCH, at=NOW + day * DAY, **help)
    assert states(amal, NOW + 3 * DAY) == {"touch": "now"}


def test_twice_on_one_day_is_once(amal):
    find_nothing(amal, skills=("touch",))
    for hour in (0, 1):
        practise_skill(amal, Skill.TOUCH, at=NOW + DAY + timedelta(hours=hour))
    assert states(amal, NOW + DAY + timedelta(hours=2)) == {"touch": "once"}


def test_a_doubted_report_teaches_nothing(amal):
    find_nothing(amal, skills=("touch",))
    for day in (1, 2):
        row = practise_skill(amal, Skill.TOUCH, at=NOW + day * DAY, steps=[{"t": 1, "do": "fly", "on": ""}])
        assert row.doubt
    assert states(amal, NOW + 2 * DAY) == {"touch": "now"}


def test_a_later_screening_makes_a_path_anew(amal):
    find_nothing(amal, skills=("touch",))
    for day in (1, 2):
        practise_skill(amal, Skill.TOUCH, at=NOW + day * DAY)
    find_nothing(amal, skills=("touch",), at=NOW + 5 * DAY)
    path = describe(amal, NOW + 60 * DAY)
    assert [station.state for station in path.stations] == ["now"]
    assert path.again == (), "it is on the path: nothing is asked twice"


def test_going_on_begins_what_comes_now_at_her_level(amal):
    find_nothing(amal, skills=("touch", "keyboard"))
    skill = pretrajectory.go_on_path(newcomer=amal, device=Device.PHONE, is_assisted=False, at=NOW + DAY)
    task_try = pretrajectory.give_task(newcomer=amal, language="nl", at=NOW + DAY)
    assert (skill, task_try.version.skill, task_try.version.level) == (Skill.TOUCH, "touch", 1)
    again = pretrajectory.go_on_path(newcomer=amal, device=Device.PHONE, is_assisted=True, at=NOW + DAY)
    assert again == Skill.TOUCH
    assert Screening.objects.get(closed_at__isnull=True).is_assisted


def test_where_nothing_comes_today_nothing_is_begun(amal):
    begin(amal)
    assert pretrajectory.go_on_path(newcomer=amal, device=Device.PHONE, is_assisted=False, at=NOW) is None
    assert not pretrajectory.get_open_screening(newcomer=amal).trains, "her screening goes on"


def test_she_skips_a_skill_and_takes_it_back(amal):
    find_nothing(amal, skills=("touch", "keyboard"))
    for _twice in range(2):
        pretrajectory.skip_skill(newcomer=amal, skill=Skill.TOUCH, at=NOW + DAY)
    assert states(amal, NOW + DAY) == {"touch": "skipped", "keyboard": "now"}
    other = make_newcomer(first_name="Bilal")
    pretrajectory.take_back_skill(newcomer=other, skill=Skill.TOUCH)
    assert SkippedSkill.objects.count() == 1
    pretrajectory.take_back_skill(newcomer=amal, skill=Skill.TOUCH)
    assert states(amal, NOW + DAY) == {"touch": "now", "keyboard": "later"}


def test_what_others_did_is_not_hers(amal):
    other = make_newcomer(first_name="Bilal")
    for newcomer in (amal, other):
        find_nothing(newcomer, skills=("touch",))
    for day in (1, 2):
        practise_skill(other, Skill.TOUCH, at=NOW + day * DAY)
    assert states(amal, NOW + 60 * DAY) == {"touch": "now"}
    assert describe(amal, NOW + 60 * DAY).again == ()


@pytest.mark.parametrize("days", [1, 3])
def test_a_long_path_costs_the_same(amal, days, django_assert_num_queries):
    find_nothing(amal)
    for day in range(1, days + 1):
        practise_skill(amal, Skill.TOUCH, at=NOW + day * DAY)
    # the last screening (twice), its reports, tasks, practice, what she skipped
    with django_assert_num_queries(6):
        describe(amal, NOW + 9 * DAY)
