"""When something is complete. Pure: dataclasses in, moments out; no clock, database or setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class BadRule(ValueError):
    """The rule asks for something nobody knows how to judge, or for nothing at all."""


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What a lesson's rule may ask about.

    `questions` and `last_block` are of the published Dutch lesson; the mappings say when a newcomer first did what, by
    block id.
    """

    questions: tuple[str, ...]
    last_block: str | None
    answered_at: Mapping[str, datetime]
    correct_at: Mapping[str, datetime]
    seen_at: Mapping[str, datetime]
    finished_at: datetime | None

    @property
    def end_reached_at(self) -> datetime | None:
        """The last block seen (answering is seeing), or "I have finished" pressed: whichever came first."""
        moments = [self.finished_at, self.seen_at.get(self.last_block) if self.last_block else None]
        return min((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """The lessons of the published module, and when each was completed."""

    lessons: tuple[str, ...]
    completed_at: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """The published modules with lessons of each theme of the track, and when each module was completed."""

    modules_by_theme: Mapping[str, tuple[str, ...]]
    completed_at: Mapping[str, datetime]


def check_requirements(kind: str, requires: Any) -> None:
    """Raises BadRule when nothing here could judge by these requirements."""
    if not isinstance(requires, Mapping):
        raise BadRule("requirements are an object")
    if kind == "lesson":
        allowed = {"questions": {"answered", "correct", "none"}, "end": {"reached", "none"}}
        if set(requires) != set(allowed) or any(requires[name] not in allowed[name] for name in allowed):
            raise BadRule("a lesson requires questions (answered, correct, none) and end (reached, none)")
        if set(requires.values()) == {"none"}:
            raise BadRule("a lesson must require something")
    elif kind == "module":
        if dict(requires) != {"lessons": "all"}:
            raise BadRule("a module requires lessons: all")
    elif kind == "track":
        if dict(requires) != {"modules": "all", "themes": "all"}:
            raise BadRule("a track requires modules: all and themes: all")
    else:
        raise BadRule(f"no rule judges a {kind}")


def could_be_complete(facts: LessonFacts) -> bool:
    """False when no rule at all could be met: so that nobody need look the rules up."""
    return facts.end_reached_at is not None or (
        bool(facts.questions) and all(block in facts.answered_at for block in facts.questions)
    )


def lesson_met_at(requires: Mapping[str, str], facts: LessonFacts) -> datetime | None:
    """When the last thing the rule asks for was done; None while something is missing."""
    check_requirements("lesson", requires)
    done: list[datetime | None] = []
    if requires["questions"] != "none":
        first = facts.correct_at if requires["questions"] == "correct" else facts.answered_at
        done += [first.get(block) for block in facts.questions]
    if requires["end"] == "reached":
        done.append(facts.end_reached_at)
    return _last_of(done)


def module_met_at(requires: Mapping[str, str], facts: ModuleFacts) -> datetime | None:
    """When the last lesson was completed; None while one is missing or the module has none."""
    check_requirements("module", requires)
    return _last_of([facts.completed_at.get(lesson) for lesson in facts.lessons])


def track_met_at(requires: Mapping[str, str], facts: TrackFacts) -> datetime | None:
    """When the last module was completed; None while one is missing, or while a theme has no lessons at all."""
    check_requirements("track", requires)
    if not all(facts.modules_by_theme.values()):
        return None
    return _last_of([facts.completed_at.get(module) for keys in facts.modules_by_theme.values() for module in keys])


def _last_of(moments: list[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None
