"""Scoring: an item and a response in, a score out. Reads no clock, no database, no setting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .items import BadResponse, Item, Kind

MAX_POINTS = Decimal(1)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of `max_points`; `feedback`: the parts the feedback is about.

    For choices these are the options chosen; for an order the items that stand in the wrong place; for a match the left
    parts with a wrong partner; for true or false nothing.
    """

    is_correct: bool
    points: Decimal
    max_points: Decimal
    feedback: tuple[str, ...]


def score(item: Item, response: Mapping[str, Any]) -> Score:
    """The score of a response in the ids of the item. Raises BadResponse."""
    if not isinstance(response, Mapping):
        raise BadResponse("not_an_object")
    return _SCORERS[item.kind](item, response)


def right_response(item: Item) -> dict[str, Any]:
    """A response that earns all points."""
    match item.kind:
        case Kind.SINGLE:
            return {"choice": min(item.key)}
        case Kind.MULTIPLE:
            return {"choices": [part for part in item.ids if part in item.key]}
        case Kind.TRUE_FALSE:
            return {"value": item.key}
        case Kind.ORDER:
            return {"order": list(item.key)}
        case _:
            return {"pairs": dict(item.key)}


def _only(response: Mapping[str, Any], name: str) -> Any:
    if set(response) != {name}:
        raise BadResponse("wrong_fields")
    return response[name]


def _known_ids(item: Item, value: Any, *, may_repeat: bool = False) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise BadResponse("not_a_list_of_ids")
    if not set(value) <= set(item.ids):
        raise BadResponse("unknown_option")
    if not may_repeat and len(set(value)) != len(value):
        raise BadResponse("repeated_option")
    return value


def _whole(is_correct: bool, feedback: tuple[str, ...]) -> Score:
    return Score(is_correct, MAX_POINTS if is_correct else Decimal(0), MAX_POINTS, feedback)


def _part(right: int, total: int, feedback: tuple[str, ...]) -> Score:
    points = MAX_POINTS if right == total else (MAX_POINTS * max(right, 0) / total).quantize(_CENT)
    return Score(right == total, points, MAX_POINTS, feedback)


def _score_single(item: Item, response: Mapping[str, Any]) -> Score:
    choice = _only(response, "choice")
    (chosen,) = _known_ids(item, [choice])
    return _whole(chosen in item.key, (chosen,))


def _score_multiple(item: Item, response: Mapping[str, Any]) -> Score:
    """One share for each right option, one off for each wrong one: choosing everything earns nothing extra."""
    chosen = _known_ids(item, _only(response, "choices"))
    if not chosen:
        raise BadResponse("nothing_chosen")
    hits = len(set(chosen) & item.key)
    misses = len(chosen) - hits
    feedback = tuple(part for part in item.ids if part in chosen)
    return _part(hits - misses, len(item.key), feedback)


def _score_true_false(item: Item, response: Mapping[str, Any]) -> Score:
    value = _only(response, "value")
    if not isinstance(value, bool):
        raise BadResponse("not_true_or_false")
    return _whole(value is item.key, ())


def _score_order(item: Item, response: Mapping[str, Any]) -> Score:
    """A share for each item that stands in its place."""
    given = _known_ids(item, _only(response, "order"))
    if len(given) != len(item.key):
        raise BadResponse("incomplete")
    wrong = tuple(part for part, right in zip(given, item.key, strict=True) if part != right)
    return _part(len(given) - len(wrong), len(given), wrong)


def _score_match(item: Item, response: Mapping[str, Any]) -> Score:
    """A share for each left part with its own partner. One right part may be given to several left ones."""
    pairs = _only(response, "pairs")
    if not isinstance(pairs, Mapping):
        raise BadResponse("not_an_object")
    _known_ids(item, list(pairs.keys()))
    _known_ids(item, list(pairs.values()), may_repeat=True)
    if len(pairs) != len(item.key):
        raise BadResponse("incomplete")
    wrong = tuple(left for left in item.ids if pairs[left] != item.key[left])
    return _part(len(item.ids) - len(wrong), len(item.ids), wrong)


_SCORERS: dict[Kind, Callable[[Item, Mapping[str, Any]], Score]] = {
    Kind.SINGLE: _score_single,
    Kind.MULTIPLE: _score_multiple,
    Kind.TRUE_FALSE: _score_true_false,
    Kind.ORDER: _score_order,
    Kind.MATCH: _score_match,
}
