"""Scoring: an item and a response in, a score out. Reads no clock, no database, no setting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .items import BadResponse, Item, Kind
from .typed import MAX_LETTERS, is_accepted, is_line, normalise

MAX_POINTS = Decimal(1)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of `max_points`; `feedback`: the parts the feedback is about.

    For choices these are the options chosen; for an order the items that stand in the wrong place; for a match the left
    parts with a wrong partner; for true or false and for a short text nothing.
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
        case Kind.SINGLE | Kind.HOTSPOT:
            return {"choice": min(item.key)}
        case Kind.MULTIPLE | Kind.CHOOSE:
            return {"choices": [part for part in item.ids if part in item.key]}
        case Kind.TRUE_FALSE:
            return {"value": item.key}
        case Kind.ORDER:
            return {"order": list(item.key)}
        case Kind.SHORT_TEXT:
            return {"text": item.key.answers[0]}
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
    chosen = _read_choices(item, response)
    hits = len(chosen & item.key)
    misses = len(chosen) - hits
    return _part(hits - misses, len(item.key), _in_order(item, chosen))


def _score_choose(item: Item, response: Mapping[str, Any]) -> Score:
    """As many options as are right, no more and no fewer; a share for each right one. A wrong one takes nothing off: it
    stands in the place of a right one already."""
    chosen = _read_choices(item, response)
    if len(chosen) != len(item.key):
        raise BadResponse("incomplete" if len(chosen) < len(item.key) else "too_many")
    return _part(len(chosen & item.key), len(item.key), _in_order(item, chosen))


def _read_choices(item: Item, response: Mapping[str, Any]) -> set[str]:
    chosen = _known_ids(item, _only(response, "choices"))
    if not chosen:
        raise BadResponse("nothing_chosen")
    return set(chosen)


def _in_order(item: Item, chosen: set[str]) -> tuple[str, ...]:
    return tuple(part for part in item.ids if part in chosen)


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


def _score_short_text(item: Item, response: Mapping[str, Any]) -> Score:
    if not response:
        raise BadResponse("nothing_typed")
    text = _only(response, "text")
    if not isinstance(text, str) or not is_line(text):
        raise BadResponse("not_a_line")
    if len(text) > MAX_LETTERS:
        raise BadResponse("too_long")
    if not normalise(text):
        raise BadResponse("nothing_typed")
    return _whole(is_accepted(item.key, text), ())


_SCORERS: dict[Kind, Callable[[Item, Mapping[str, Any]], Score]] = {
    Kind.SINGLE: _score_single,
    Kind.MULTIPLE: _score_multiple,
    Kind.CHOOSE: _score_choose,
    Kind.TRUE_FALSE: _score_true_false,
    Kind.ORDER: _score_order,
    Kind.MATCH: _score_match,
    Kind.SHORT_TEXT: _score_short_text,
    Kind.HOTSPOT: _score_single,
}
