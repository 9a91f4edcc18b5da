"""Adaptive screening: what is known of each skill, what to ask next, and when to stop.

A skill is at level 0 (not yet), 1 or 2. What is known is a belief: how probable each level is. After a task it is revised by
Bayes' rule with `LIKELIHOODS`, which say how often somebody at a level does a task alone, with help, or not. They are
assumptions until ten real people were watched (docs/concepts/pretrajectory.md): the screening is labelled so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LEVELS = (0, 1, 2)
SURE = 0.8  # of one level
MOST_TRIES = 4  # of one skill
MOST_GIVEN = 6  # of one skill, those that did not count too: nobody is asked without end
MOST_TASKS = 30  # twenty minutes, at forty seconds each
#: Who gets along with none of the first of these, or of so many one after the other, meets no more failures.
FIRST_SKILLS, SKILLS_IN_A_ROW = 2, 3
PRIOR = (1 / 3, 1 / 3, 1 / 3)
#: How much an untried skill is believed to be like those that were tried, at most; half of that after the first.
LIKENESS = 0.7
#: From this chance of level 2 on, a further skill is begun with its harder task: who can it needs no other.
LIKELY = 0.5


class Outcome(StrEnum):
    ALONE = "alone"
    HELPED = "helped"  # with hints that she pressed, after watching again, or with somebody beside her
    NOT_YET = "not_yet"


#: {level of the task: {outcome: how probable it is at level 0, 1, 2}}
LIKELIHOODS: dict[int, dict[Outcome, tuple[float, float, float]]] = {
    1: {Outcome.ALONE: (0.06, 0.78, 0.93), Outcome.HELPED: (0.24, 0.16, 0.05), Outcome.NOT_YET: (0.70, 0.06, 0.02)},
    2: {Outcome.ALONE: (0.02, 0.15, 0.82), Outcome.HELPED: (0.13, 0.30, 0.12), Outcome.NOT_YET: (0.85, 0.55, 0.06)},
}


@dataclass(frozen=True, slots=True)
class Belief:
    """How probable each level of a skill is; `tries`: how many tasks it rests on."""

    chances: tuple[float, float, float] = PRIOR
    tries: int = 0

    @property
    def level(self) -> int:
        """The most probable; of equals the lowest."""
        return max(LEVELS, key=lambda level: (self.chances[level], -level))

    @property
    def is_sure(self) -> bool:
        return self.tries > 0 and max(self.chances) >= SURE

    def revise(self, task_level: int, outcome: Outcome) -> "Belief":
        weighed = [chance * LIKELIHOODS[task_level][outcome][level] for level, chance in enumerate(self.chances)]
        total = sum(weighed)
        first, second, third = (weight / total for weight in weighed)
        return Belief((first, second, third), self.tries + 1)


@dataclass(frozen=True, slots=True)
class Tried:
    """One task that was done or not: of which skill, at which level, with which outcome."""

    skill: str
    level: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Offer:
    """A task that could be given."""

    code: str
    skill: str
    level: int


@dataclass(slots=True)
class Screening:
    """What was found until now. `skills` in the order in which they are asked, the most basic first."""

    skills: Sequence[str]
    tried: Sequence[Tried] = ()
    beliefs: dict[str, Belief] = field(init=False)

    def __post_init__(self) -> None:
        self.beliefs = {}
        for one in self.tried:
            before = self.beliefs.get(one.skill) or Belief(self._expect())
            self.beliefs[one.skill] = before.revise(one.level, one.outcome)

    def get_belief(self, skill: str) -> Belief:
        """Of a skill that was not tried: what the others make probable, resting on no try."""
        return self.beliefs.get(skill) or Belief(self._expect())

    def choose(self, offers: Sequence[Offer], *, given: Mapping[str, int]) -> Offer | None:
        """The next task, None when there is nothing left that would tell anything. `given`: how often each was given, also
        where its report did not count.

        Skill by skill, easy first; the harder one where what went before makes it likely; within a level what was given
        least.
        """
        if sum(given.values()) >= MOST_TASKS or self.is_enough:
            return None
        for skill in self.skills:
            belief = self.get_belief(skill)
            if belief.is_sure or belief.tries >= MOST_TRIES:
                continue
            here = [offer for offer in offers if offer.skill == skill]
            if not here or sum(given.get(offer.code, 0) for offer in here) >= MOST_GIVEN:
                continue
            wanted = self._choose_level(belief)
            return min(here, key=lambda offer: (abs(offer.level - wanted), given.get(offer.code, 0), offer.code))
        return None

    @property
    def is_enough(self) -> bool:
        """Somebody who cannot yet do the first things, or several one after the other, is not led through all the others."""
        asked = [self.beliefs[skill] for skill in self.skills if skill in self.beliefs]
        not_yet = [belief.is_sure and belief.level == 0 for belief in asked]
        rows = [not_yet[start : start + SKILLS_IN_A_ROW] for start in range(len(not_yet) - SKILLS_IN_A_ROW + 1)]
        return (len(not_yet) >= FIRST_SKILLS and all(not_yet[:FIRST_SKILLS])) or any(map(all, rows))

    def _choose_level(self, belief: Belief) -> int:
        if belief.tries:
            return 2 if belief.chances[1] + belief.chances[2] > 0.7 else 1
        return 2 if len(self.beliefs) >= FIRST_SKILLS and belief.chances[2] > LIKELY else 1

    def _expect(self) -> tuple[float, float, float]:
        if not self.beliefs:
            return PRIOR
        number = len(self.beliefs)
        likeness = LIKENESS * number / (number + 1)
        means = [sum(belief.chances[level] for belief in self.beliefs.values()) / number for level in LEVELS]
        first, second, third = (
            (1 - likeness) * prior + likeness * mean for prior, mean in zip(PRIOR, means, strict=True)
        )
        return first, second, third
