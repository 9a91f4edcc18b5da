"""Which skill comes now, which later, and when one is learnt: pure rules."""

from datetime import date, timedelta

from pretrajectory.engine.path import BUILDS_ON, Missing, State, lay_path
from pretrajectory.enums import Skill

TODAY = date(2026, 11, 28)
YESTERDAY, BEFORE = TODAY - timedelta(days=1), TODAY - timedelta(days=2)


def lay(*skills, good_days=None, skipped=()):
    stations = lay_path(
        [Missing(skill, 1) for skill in skills], good_days=good_days or {}, skipped=skipped, today=TODAY
    )
    return {station.skill: station.state for station in stations}


def test_every_skill_stands_on_skills_that_come_before_it():
    order = list(Skill)
    assert set(BUILDS_ON) == set(order)
    for skill, bases in BUILDS_ON.items():
        assert all(order.index(Skill(base)) < order.index(Skill(skill)) for base in bases), skill
    assert "email" in BUILDS_ON["identity"] and "keyboard" in BUILDS_ON["forms"]


def test_the_most_basic_of_what_is_missing_comes_now():
    assert lay("keyboard", "email") == {"keyboard": State.NOW, "email": State.LATER}


def test_a_skill_is_learnt_on_two_different_days():
    assert lay("keyboard", good_days={"keyboard": {YESTERDAY, TODAY}})["keyboard"] == State.LEARNT
    assert lay("keyboard", good_days={"keyboard": {YESTERDAY}})["keyboard"] == State.NOW


def test_what_went_well_today_waits_for_another_day_and_the_next_skill_comes():
    assert lay("keyboard", "email", good_days={"keyboard": {TODAY}}) == {"keyboard": State.ONCE, "email": State.NOW}


def test_where_all_that_is_left_waits_for_another_day_nothing_comes_now():
    assert State.NOW not in lay("keyboard", "email", good_days={"keyboard": {TODAY}, "email": {TODAY}}).values()


def test_what_she_skips_is_left_and_what_stands_on_it_comes_after_the_rest():
    assert lay("keyboard", "browser", "email", skipped={"keyboard"}) == {
        "keyboard": State.SKIPPED,
        "browser": State.NOW,
        "email": State.LATER,
    }
    assert lay("keyboard", "email", skipped={"keyboard"})["email"] == State.NOW, "nothing else is left"


def test_what_she_skipped_comes_again_when_nothing_else_is_left():
    learnt = {"email": {BEFORE, YESTERDAY}}
    assert lay("keyboard", "email", good_days=learnt, skipped={"keyboard"})["keyboard"] == State.NOW


def test_a_base_that_she_can_already_holds_nothing_up():
    assert lay("identity", "learning") == {"identity": State.NOW, "learning": State.LATER}
