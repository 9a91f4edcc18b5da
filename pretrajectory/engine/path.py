"""The path from what a person can do to what she needs: which skill comes now, which later, which is learnt.

A skill of the path is learnt when its tasks were done alone, at its level or above, on `DAYS_TO_LEARN` different days: once may
be luck, and what still works on another day stays. What went well today is left until another day; the next skill comes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS_TO_LEARN = 2

#: {skill: those it cannot do without}. They come first where they are missing too.
BUILDS_ON: dict[str, frozenset[str]] = {
    "touch": frozenset(),
    "keyboard": frozenset({"touch"}),
    "connection": frozenset({"touch"}),
    "browser": frozenset({"touch"}),
    "reading_aids": frozenset({"touch"}),
    "password": frozenset({"keyboard"}),
    "email": frozenset({"keyboard"}),
    "messages": frozenset({"keyboard"}),
    "video_call": frozenset({"connection"}),
    "identity": frozenset({"email", "password"}),
    "forms": frozenset({"keyboard"}),
    "safety": frozenset({"email", "messages"}),
    "learning": frozenset({"browser"}),
}


class State(StrEnum):
    """How a station stands."""

    LEARNT = "learnt"
    NOW = "now"
    ONCE = "once"  # it went well, and must once more on another day
    SKIPPED = "skipped"  # by her, for now
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Missing:
    """A skill that she lacks, and the level at which she learns it."""

    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class Station:
    skill: str
    level: int
    state: State


def lay_path(
    missing: Sequence[Missing], *, good_days: Mapping[str, Collection[date]], skipped: Collection[str], today: date
) -> list[Station]:
    """`missing` in the order in which skills are learnt; `good_days`: when each was done alone at its level; `skipped`: what she
    leaves for later. At most one station is now, and none where all that is left has to wait for another day."""
    days = {one.skill: set(good_days.get(one.skill, ())) for one in missing}
    learnt = {skill for skill, on in days.items() if len(on) >= DAYS_TO_LEARN}
    now = _choose_now([one.skill for one in missing if one.skill not in learnt], days, skipped, today)

    def tell(skill: str) -> State:
        if skill in learnt:
            return State.LEARNT
        if skill == now:
            return State.NOW
        if skill in skipped:
            return State.SKIPPED
        return State.ONCE if days[skill] else State.LATER

    return [Station(one.skill, one.level, tell(one.skill)) for one in missing]


def _choose_now(
    open_skills: Sequence[str], days: Mapping[str, set[date]], skipped: Collection[str], today: date
) -> str | None:
    """The first that stands on what she has; what she skipped comes again when nothing else is left."""
    possible = [skill for skill in open_skills if today not in days[skill]]
    wanted = [skill for skill in possible if skill not in skipped]
    ready = [skill for skill in wanted if all(days[base] for base in BUILDS_ON[skill] if base in days)]
    return next(iter([*ready, *wanted, *possible]), None)
