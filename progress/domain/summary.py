"""The sum of a lesson's events. Pure, and the same in whatever order they arrive: every part is a minimum, a maximum, a
count or "the latest wins" over (moment, event id).

State as JSON; moments are ISO strings in UTC with microseconds, so that they compare as text:
{"seen": {block: first}, "answers": {block: {"first", "correct" (first right answer or null), "tries", "at", "event",
"version", "response", "is_correct"}}, "ticks": {block: {item: [at, event, checked]}},
"finished": first or null, "last": [at, event, language], "place": [at, event, block], "first": at}
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, overload


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the summary sees it. `version` and what follows are set for answers only."""

    event_id: str
    type: str
    at: datetime
    language: str
    block: str | None = None
    item: str = ""
    checked: bool = False
    version: str = ""
    response: dict[str, Any] = field(default_factory=dict)
    is_correct: bool = False


def add(state: dict[str, Any], happening: Happening) -> dict[str, Any]:
    """The state with one more event in it. Changes and returns `state`. Never add the same event twice."""
    at, mark = write_moment(happening.at), [write_moment(happening.at), happening.event_id]
    state["first"] = min(state.get("first") or at, at)
    state["last"] = _later(state.get("last"), [*mark, happening.language])
    if happening.block:
        state["place"] = _later(state.get("place"), [*mark, happening.block])
        if happening.type != "lesson.opened":
            seen = state.setdefault("seen", {})
            seen[happening.block] = min(seen.get(happening.block) or at, at)
    if happening.type == "question.answered":
        assert happening.block is not None, "an answer is to a question, and a question is a block"
        _add_answer(state.setdefault("answers", {}), happening.block, happening, at)
    elif happening.type == "checklist.ticked":
        ticks = state.setdefault("ticks", {}).setdefault(happening.block, {})
        ticks[happening.item] = _later(ticks.get(happening.item), [*mark, happening.checked])
    elif happening.type == "lesson.finished":
        state["finished"] = min(state.get("finished") or at, at)
    return state


def _add_answer(answers: dict[str, Any], block: str, happening: Happening, at: str) -> None:
    known = answers.get(block)
    newest = {
        "at": at,
        "event": happening.event_id,
        "version": happening.version,
        "response": happening.response,
        "is_correct": happening.is_correct,
    }
    if known and (known["at"], known["event"]) > (at, happening.event_id):
        newest = {name: known[name] for name in newest}
    right = [moment for moment in ((known or {}).get("correct"), at if happening.is_correct else None) if moment]
    answers[block] = newest | {
        "first": min(known["first"], at) if known else at,
        "correct": min(right, default=None),
        "tries": known["tries"] + 1 if known else 1,
    }


def tries_of(state: dict[str, Any], block: str) -> int:
    """How often a question was answered."""
    return state.get("answers", {}).get(block, {}).get("tries", 0)


def write_moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@overload
def read_moment(text: str) -> datetime: ...


@overload
def read_moment(text: None) -> None: ...


def read_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _later(known: list | None, new: list) -> list:
    return new if known is None or new[:2] > known[:2] else known
