"""Which study form suits what a screening found. The rules are data (curriculum, kind "advice"); this only weighs them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .screening import Belief


class Standing(StrEnum):
    """Whether she meets what a study form asks of a skill."""

    CAN = "can"
    UNSURE = "unsure"
    NOT_YET = "not_yet"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a study form asks: `needs` {skill: level}, each with a chance of at least `certainty`. The lowest `rank` is first."""

    form: str
    rank: int
    needs: Mapping[str, int]
    certainty: float


def weigh(criteria: Criteria, beliefs: Mapping[str, Belief]) -> dict[str, Standing]:
    """{skill that the form needs: how she stands}. Done with help is in the belief already; what was not tried is not guessed."""
    return {skill: _stand(beliefs.get(skill), level, criteria.certainty) for skill, level in criteria.needs.items()}


def choose(weighed: Iterable[tuple[Criteria, Mapping[str, Standing]]]) -> Criteria | None:
    """The first form of which she meets every need; None when no form suits."""
    fitting = [criteria for criteria, stands in weighed if all(stand == Standing.CAN for stand in stands.values())]
    return min(fitting, key=lambda criteria: criteria.rank, default=None)


def _stand(belief: Belief | None, level: int, certainty: float) -> Standing:
    if belief is None or not belief.tries:
        return Standing.UNTRIED
    chance = sum(belief.chances[level:])
    if chance >= certainty:
        return Standing.CAN
    return Standing.NOT_YET if chance <= 1 - certainty else Standing.UNSURE
