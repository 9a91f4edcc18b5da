"""What the events of one person in one lesson add up to, by a small model that folds nothing: it looks at all of them at once.

Events as they are sent; `occurred_at` is the moment that counts, in any form that compares.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sum:
    """`answers` by block id: the last response, whether it is right, whether any was right, how many. `checklist`: what is
    ticked, by block id."""

    blocks_seen: frozenset[str]
    answers: dict[str, tuple[Any, bool, bool, int]]
    checklist: dict[str, frozenset[str]]
    last_language: str
    last_block_id: str | None


def add_up(events: Iterable[dict], *, is_right: Callable[[dict], bool]) -> Sum:
    in_time = _in_time(events)
    answers: dict[str, list[dict]] = {}
    ticks: dict[str, dict[str, bool]] = {}
    for event in in_time:
        if event["type"] == "question.answered":
            answers.setdefault(event["block"], []).append(event)
        if event["type"] == "checklist.ticked":
            ticks.setdefault(event["block"], {})[event["item"]] = event["checked"]
    placed = [event for event in in_time if "block" in event]
    return Sum(
        blocks_seen=frozenset(event["block"] for event in placed if event["type"] != "lesson.opened"),
        answers={
            block: (tries[-1]["response"], is_right(tries[-1]), any(map(is_right, tries)), len(tries))
            for block, tries in answers.items()
        },
        checklist={block: frozenset(item for item, on in items.items() if on) for block, items in ticks.items()},
        last_language=in_time[-1]["language"] if in_time else "",
        last_block_id=placed[-1]["block"] if placed else None,
    )


def find_completion(events: Iterable[dict], *, questions: Collection[str], last_block: str) -> Any:
    """When the shipped rule was met: every question answered, and the last block seen or "finished" pressed. None: not yet."""
    in_time = _in_time(events)
    ends = [
        event["occurred_at"]
        for event in in_time
        if event["type"] == "lesson.finished" or (event["type"] != "lesson.opened" and event.get("block") == last_block)
    ]
    answered = {e["block"]: e["occurred_at"] for e in reversed(in_time) if e["type"] == "question.answered"}
    is_complete = bool(ends) and set(questions) <= set(answered)
    return max([ends[0], *(answered[block] for block in questions)]) if is_complete else None


def read(state) -> Sum:
    """The same, as `progress.get_lesson_state` says it."""
    return Sum(
        blocks_seen=state.blocks_seen,
        answers={
            block: (answer.response, answer.is_correct, answer.was_right_once, answer.tries)
            for block, answer in state.answers.items()
        },
        checklist=dict(state.checklist),
        last_language=state.last_language,
        last_block_id=state.last_block_id,
    )


def _in_time(events: Iterable[dict]) -> list[dict]:
    return sorted(events, key=lambda event: (event["occurred_at"], event["id"]))
