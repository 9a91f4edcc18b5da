"""The door of the curriculum."""

from .domain.changes import import_fact
from .domain.facts import fact_fingerprint, facts_stamp, forget_facts, list_fact_keys, list_facts
from .domain.queries import (
    UnknownTheme,
    get_objectives,
    get_theme,
    get_track,
    list_objectives,
    list_themes,
    list_values,
)
from .domain.rules import UnknownRule, forget_rules, get_rule, list_rules, regime_of

__all__ = [
    "UnknownRule",
    "UnknownTheme",
    "fact_fingerprint",
    "facts_stamp",
    "forget_facts",
    "forget_rules",
    "get_objectives",
    "get_rule",
    "get_theme",
    "get_track",
    "import_fact",
    "list_fact_keys",
    "list_facts",
    "list_objectives",
    "list_rules",
    "list_themes",
    "list_values",
    "regime_of",
]
