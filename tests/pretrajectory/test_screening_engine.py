"""The screening finds out what a person can, in few tasks, and stops where more would only be failure."""

import random

from pretrajectory.engine.screening import (
    LIKELIHOODS,
    MOST_GIVEN,
    MOST_TASKS,
    SKILLS_IN_A_ROW,
    Offer,
    Outcome,
    Screening,
    Tried,
)
from pretrajectory.enums import Skill

SKILLS = [skill.value for skill in Skill]
OFFERS = [Offer(f"{skill}-{level}", skill, level) for skill in SKILLS for level in (1, 2)]  # as many as there are
SECONDS = 24  # for a task, of who can it: what the browser story takes, with looking


def screen(levels: dict[str, int], chance: random.Random) -> Screening:
    """Somebody who can what `levels` say goes through it."""
    tried: list[Tried] = []
    given: dict[str, int] = {}
    while offer := (screening := Screening(SKILLS, tried)).choose(OFFERS, given=given):
        weights = [LIKELIHOODS[offer.level][outcome][levels[offer.skill]] for outcome in Outcome]
        tried.append(Tried(offer.skill, offer.level, chance.choices(list(Outcome), weights)[0]))
        given[offer.code] = given.get(offer.code, 0) + 1
    return screening


def test_of_four_hundred_people_at_least_85_percent_of_the_skills_are_told_right():
    chance = random.Random(20261128)
    right = told = 0
    for _person in range(400):
        base = chance.choice([0, 0.5, 1, 1.5, 2])
        levels = {skill: min(2, max(0, round(base + chance.gauss(0, 0.5)))) for skill in SKILLS}
        screening = screen(levels, chance)
        assert len(screening.tried) <= MOST_TASKS
        told += len(screening.beliefs)
        right += sum(belief.level == levels[skill] for skill, belief in screening.beliefs.items())
    assert told > 1_000
    assert right / told >= 0.85


def answer(outcome: Outcome) -> list[Tried]:
    """Everything ends in the same way."""
    tried: list[Tried] = []
    while offer := Screening(SKILLS, tried).choose(OFFERS, given={}):
        tried.append(Tried(offer.skill, offer.level, outcome))
    return tried


def test_it_starts_easy_and_with_the_most_basic():
    first = Screening(SKILLS).choose(OFFERS, given={})
    assert first is not None
    assert (first.skill, first.level) == ("touch", 1)


def test_who_can_all_is_through_in_six_minutes():
    tried = answer(Outcome.ALONE)
    assert len(tried) * SECONDS <= 6 * 60
    assert all(belief.level == 2 and belief.is_sure for belief in Screening(SKILLS, tried).beliefs.values())


def test_who_could_all_until_now_begins_a_further_skill_with_its_hard_task():
    tried = answer(Outcome.ALONE)
    assert [one.level for one in tried] == [1, 2, 1, 2] + [2] * (len(SKILLS) - 2)


def test_where_the_hard_task_came_too_early_the_easy_one_follows():
    tried = [*answer(Outcome.ALONE)[:4], Tried(SKILLS[2], 2, Outcome.NOT_YET)]
    following = Screening(SKILLS, tried).choose(OFFERS, given={f"{SKILLS[2]}-2": 1})
    assert following is not None
    assert (following.skill, following.level) == (SKILLS[2], 1)


def test_who_can_little_stops_early():
    tried = answer(Outcome.NOT_YET)
    assert len(tried) <= 4
    assert {one.skill for one in tried} == {"touch", "keyboard"}
    assert {one.level for one in tried} == {1}, "nobody is given the hard ones for nothing"


def test_who_can_touch_and_type_and_little_else_stops_before_it_feels_like_failing():
    tried: list[Tried] = []
    while offer := Screening(SKILLS, tried).choose(OFFERS, given={}):
        can = offer.skill in SKILLS[:2]
        tried.append(Tried(offer.skill, offer.level, Outcome.ALONE if can else Outcome.NOT_YET))
    assert len({one.skill for one in tried if one.outcome is Outcome.NOT_YET}) == SKILLS_IN_A_ROW
    assert len(tried) < MOST_TASKS / 2


def test_help_tells_less_than_doing_it_alone():
    helped = Screening(SKILLS, [Tried("touch", 1, Outcome.HELPED)]).get_belief("touch")
    alone = Screening(SKILLS, [Tried("touch", 1, Outcome.ALONE)]).get_belief("touch")
    assert helped.chances[0] > alone.chances[0]


def test_what_was_not_tried_is_expected_to_be_like_the_rest_and_rests_on_nothing():
    strong = Screening(SKILLS, answer(Outcome.ALONE)[:4])
    assert strong.get_belief("forms").chances[2] > 1 / 3
    assert not strong.get_belief("forms").is_sure
    assert strong.get_belief("forms").tries == 0


def test_a_task_that_was_given_waits_for_the_others_of_its_level():
    tried = [Tried("touch", 1, Outcome.HELPED)]
    offers = [*OFFERS, Offer("touch-1-other", "touch", 1)]
    following = Screening(SKILLS, tried).choose(offers, given={"touch-1": 1})
    assert following is not None
    assert following.code == "touch-1-other"


def test_skills_without_tasks_are_passed_over():
    only = [offer for offer in OFFERS if offer.skill == "email"]
    first = Screening(SKILLS).choose(only, given={})
    assert first is not None
    assert first.skill == "email"
    assert Screening(SKILLS).choose([], given={}) is None


def test_nobody_is_asked_without_end_when_nothing_counts():
    given: dict[str, int] = {}
    while offer := Screening(SKILLS).choose(OFFERS, given=given):
        given[offer.code] = given.get(offer.code, 0) + 1
    assert sum(given.values()) == MOST_TASKS
    assert sum(number for code, number in given.items() if code.startswith("touch")) == MOST_GIVEN
