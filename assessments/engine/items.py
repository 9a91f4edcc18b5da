"""What a question is to the engine: a kind, the ids of its parts, and a key. No texts, no person, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .mistakes import Mistake
from .typed import BadAnswers, read_accepted


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    CHOOSE = "choose"
    TRUE_FALSE = "true_false"
    ORDER = "order"
    MATCH = "match"
    SHORT_TEXT = "short_text"
    HOTSPOT = "hotspot"


#: The kinds whose parts are options to choose from.
OPTION_KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.CHOOSE, Kind.HOTSPOT})


class BadItem(Mistake):
    """The question contradicts itself: no right answer, a key that names a missing part…"""


class BadResponse(ValueError):
    """The response does not have the shape its question asks for. `code` says what is wrong, for programs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Build it with `build_item`, which refuses a key that cannot be scored.

    `ids` are the parts in the author's order (options, which are areas of the picture for a hotspot; items; pairs; empty for
    true or false and for a short text). `key`: a frozenset of ids (single and hotspot: each of them counts, several only after
    a correction; multiple and choose: all of them), a bool (true_false), a tuple of ids in the right order (order), a mapping
    from the left part to the right part it belongs to (match), or what is accepted (short_text, `typed.Accepted`).
    """

    kind: Kind
    ids: tuple[str, ...]
    key: Any


def build_item(
    *, kind: str, ids: list[str] | tuple[str, ...], key: Mapping[str, Any], accepts_several: bool = False
) -> Item:
    """The item of a kind, its part ids and its key as JSON. `accepts_several`: a corrected key, by which more than one answer
    to a question with one right answer counts. Raises BadItem."""
    try:
        known = Kind(kind)
    except ValueError:
        raise BadItem("unknown kind %(kind)s", kind=repr(kind)) from None
    if not isinstance(key, Mapping) or not all(isinstance(part, str) and part for part in ids):
        raise BadItem("the key is an object and ids are non-empty strings")
    if len(set(ids)) != len(ids):
        raise BadItem("two parts have the same id")
    reader = _read_choice_key if known in (Kind.SINGLE, Kind.HOTSPOT) and accepts_several else _READERS[known]
    return Item(kind=known, ids=tuple(ids), key=reader(tuple(ids), key))


def _read_choice_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> frozenset[str]:
    correct = key.get("correct")
    if not isinstance(correct, list) or not correct or len(ids) < 2:
        raise BadItem("a choice needs two options and a right one")
    if not all(isinstance(part, str) for part in correct) or not set(correct) <= set(ids):
        raise BadItem("the key names an option that does not exist")
    return frozenset(correct)


def _read_single_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> frozenset[str]:
    correct = _read_choice_key(ids, key)
    if len(correct) != 1:
        raise BadItem("exactly one option is right")
    return correct


def _read_choose_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> frozenset[str]:
    correct = _read_choice_key(ids, key)
    if not 2 <= len(correct) < len(ids):
        raise BadItem("two options or more are right, and not all of them")
    return correct


def _read_true_false_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> bool:
    if not isinstance(key.get("value"), bool) or ids:
        raise BadItem("a statement is true or not true and has no options")
    return key["value"]


def _read_order_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> tuple[str, ...]:
    order = key.get("order")
    if not isinstance(order, list) or len(ids) < 2:
        raise BadItem("an order needs two items")
    if not all(isinstance(part, str) for part in order) or sorted(order) != sorted(ids):
        raise BadItem("the key must name every item once")
    return tuple(order)


def _read_match_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> dict[str, str]:
    pairs = key.get("pairs")
    if not isinstance(pairs, Mapping) or len(ids) < 2:
        raise BadItem("a match needs two pairs")
    if not all(isinstance(part, str) for part in pairs.values()):
        raise BadItem("a part is named by its id")
    if set(pairs) != set(ids) or set(pairs.values()) != set(ids):
        raise BadItem("every left part belongs to one right part, and no two to the same")
    return dict(pairs)


def _read_short_text_key(ids: tuple[str, ...], key: Mapping[str, Any]) -> Any:
    if ids:
        raise BadItem("a short text has no parts")
    try:
        return read_accepted(key)
    except BadAnswers as problem:
        raise BadItem(problem.said, **problem.named) from problem


_READERS = {
    Kind.SINGLE: _read_single_key,
    Kind.MULTIPLE: _read_choice_key,
    Kind.CHOOSE: _read_choose_key,
    Kind.TRUE_FALSE: _read_true_false_key,
    Kind.ORDER: _read_order_key,
    Kind.MATCH: _read_match_key,
    Kind.SHORT_TEXT: _read_short_text_key,
    Kind.HOTSPOT: _read_single_key,
}
