"""What a report of a task is worth. The browser says what happened; here it is played again, and only that counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from .worlds import ImpossibleStep, Step, make_world

MOST_STEPS = 500
#: A report comes over a network: its own clock may be this far ahead of the server's, in milliseconds.
CLOCK_SLACK = 3_000
#: Nobody looks, decides and acts faster than this, on average over a whole task.
LEAST_PER_STEP = 120
LEAST_PER_LETTER = 40
#: So few steps may well take the same times twice.
TELLING_STEPS = 3


class Doubt(StrEnum):
    """Why a report does not count. She is not told: she just gets another task."""

    NONE = ""
    IMPOSSIBLE = "impossible"  # a step that this world does not allow
    TOO_FAST = "too_fast"
    CLOCK = "clock"  # it lasted longer than since the task was given
    REPEATED = "repeated"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`is_done`: she did it. `doubt`: the report does not count, and `is_done` is False. `steps`: what is kept of what she
    did, without a word that she typed: [at, does, on, typed right]."""

    is_done: bool
    doubt: Doubt
    steps: tuple[tuple[int, str, str, bool], ...]


def judge(
    world: str,
    parameters: Mapping[str, Any],
    steps: Collection[Step],
    *,
    elapsed: int,
    is_repeated: bool = False,
) -> Verdict:
    """`elapsed`: milliseconds since the server gave the task. `is_repeated`: another try has the same `fingerprint`.

    A slow phone is never doubted: only what comes too early is.
    """
    if len(steps) > MOST_STEPS:
        return Verdict(False, Doubt.TOO_LONG, ())
    times = tuple(step.at for step in steps)
    if list(times) != sorted(times) or (times and (times[0] < 0 or times[-1] > elapsed + CLOCK_SLACK)):
        return Verdict(False, Doubt.CLOCK, ())
    if is_repeated:
        return Verdict(False, Doubt.REPEATED, ())
    played, kept = make_world(world, parameters), []
    try:
        for step in steps:
            kept.append((step.at, step.does, step.on, played.take(step)))
    except ImpossibleStep:
        return Verdict(False, Doubt.IMPOSSIBLE, ())
    if played.is_done and times[-1] < _count_least(steps):
        return Verdict(False, Doubt.TOO_FAST, tuple(kept))
    return Verdict(played.is_done, Doubt.NONE, tuple(kept))


def fingerprint(steps: Collection[Step]) -> str:
    """The same for two reports of a task only where one is a copy: two tries never take the same milliseconds. "": too short to
    tell."""
    if len(steps) < TELLING_STEPS:
        return ""
    return sha256(repr([(step.at, step.does, step.on) for step in steps]).encode()).hexdigest()[:32]


def _count_least(steps: Collection[Step]) -> int:
    return sum(LEAST_PER_STEP + LEAST_PER_LETTER * len(step.text) for step in steps)
