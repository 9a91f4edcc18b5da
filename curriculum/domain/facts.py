"""Facts are read on every lesson page: each process keeps them (shelves.py)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import Fact
from .shelves import Shelf


@dataclass(frozen=True, slots=True)
class _Facts:
    by_key: dict[str, Fact]
    prints: dict[str, str]
    stamp: str
    joined: dict[tuple[str, ...], str] = field(default_factory=dict)


def list_facts(*, keys: Iterable[str]) -> dict[str, Fact]:
    """The facts with these keys. Unknown keys are left out. The objects are shared: read them, never change them."""
    facts = shelf.read().by_key
    return {key: facts[key] for key in keys if key in facts}


def list_fact_keys() -> list[str]:
    """The keys of all facts there are."""
    return sorted(shelf.read().by_key)


def fact_fingerprint(keys: Iterable[str]) -> str:
    """A short text that changes when any of these facts changes (or appears, or goes). Part of cache keys."""
    facts, asked = shelf.read(), tuple(keys)
    if asked not in facts.joined:
        joined = "|".join(f"{key}={facts.prints.get(key, '')}" for key in sorted(set(asked)))
        facts.joined[asked] = _shorten(joined)
    return facts.joined[asked]


def facts_stamp() -> str:
    """A short text that changes when any fact changes, appears or goes. Part of cache keys."""
    return shelf.read().stamp


def _arrange(facts: list[Fact]) -> _Facts:
    prints = {fact.key: _print_of(fact) for fact in facts}
    return _Facts({fact.key: fact for fact in facts}, prints, _shorten(json.dumps(prints, sort_keys=True)))


def _print_of(fact: Fact) -> str:
    content = {
        name: getattr(fact, name)
        for name in (
            "display",
            "statement",
            "source",
            "source_name",
            "source_date",
            "confidence",
            "checked_on",
            "checked_by",
        )
    }
    return _shorten(json.dumps(content, sort_keys=True, default=str))


def _shorten(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


shelf = Shelf(Fact, _arrange)
forget_facts = shelf.forget
