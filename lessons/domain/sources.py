"""Where the statements of a lesson come from, for the end of the page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from curriculum import api as curriculum


@dataclass(frozen=True, slots=True)
class ShownSource:
    """`checked_on` is the oldest check of what the lesson takes from it; None when any of it is not yet checked."""

    name: str
    url: str
    checked_on: date | None


def list_sources(*, fact_keys: list[str]) -> tuple[ShownSource, ...]:
    """The sources of these facts, each once, in the order in which the lesson first uses them."""
    facts = curriculum.list_facts(keys=fact_keys)
    days: dict[tuple[str, str], list[date | None]] = {}
    for key in fact_keys:
        if fact := facts.get(key):
            days.setdefault((fact.source_name, _web_address(fact.source)), []).append(fact.checked_on)
    return tuple(
        ShownSource(name, url, None if None in checked else min(day for day in checked if day))
        for (name, url), checked in days.items()
    )


def _web_address(text: str) -> str:
    return text if urlsplit(text or "").scheme in ("https", "http") else ""
