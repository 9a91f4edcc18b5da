"""Facts are read on every lesson page and change once in a while: each process keeps them all.

A save forgets them here at once; other processes notice within FACTS_RECHECK_SECONDS by one small query.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from ..models import Fact


@dataclass
class _Shelf:
    facts: dict[str, Fact] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)
    stamp: tuple | None = None  # (number of rows, last change); None = nothing read yet
    looked_at: float = 0.0


_shelf = _Shelf()
_lock = Lock()


def list_facts(*, keys: Iterable[str]) -> dict[str, Fact]:
    """The facts with these keys. Unknown keys are left out. The objects are shared: read them, never change them."""
    facts = _fresh_shelf().facts
    return {key: facts[key] for key in keys if key in facts}


def list_fact_keys() -> list[str]:
    """The keys of all facts there are."""
    return sorted(_fresh_shelf().facts)


def fact_fingerprint(keys: Iterable[str]) -> str:
    """A short text that changes when any of these facts changes (or appears, or goes). Part of cache keys."""
    prints = _fresh_shelf().prints
    joined = "|".join(f"{key}={prints.get(key, '')}" for key in sorted(set(keys)))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def forget_facts() -> None:
    """Read the facts anew at the next call (after a change, and between tests)."""
    global _shelf
    _shelf = _Shelf()


def on_fact_changed(**_kwargs) -> None:
    """Receiver: forget now, and once more after the commit, for whoever read the old row meanwhile."""
    forget_facts()
    transaction.on_commit(forget_facts)


def _fresh_shelf() -> _Shelf:
    global _shelf
    shelf = _shelf
    now = time.monotonic()
    if shelf.stamp is not None and now - shelf.looked_at < getattr(settings, "FACTS_RECHECK_SECONDS", 5):
        return shelf
    with _lock:
        seen = Fact.objects.aggregate(rows=Count("pk"), last=Max("changed_at"))
        stamp = (seen["rows"], seen["last"])
        if shelf.stamp == stamp:
            shelf.looked_at = now
            return shelf
        facts = {fact.key: fact for fact in Fact.objects.all()}
        shelf = _Shelf(facts, {key: _print_of(fact) for key, fact in facts.items()}, stamp, now)
        _shelf = shelf
        return shelf


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
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]
