"""The door of the curriculum."""

from .domain.changes import import_fact, import_word
from .domain.facts import fact_fingerprint, facts_stamp, forget_facts, list_fact_keys, list_facts
from .domain.glossary import Glossary, forget_glossary, get_glossary, glossary_stamp
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
from .models import GlossaryEntry

__all__ = [
    "Glossary",
    "GlossaryEntry",
    "UnknownRule",
    "UnknownTheme",
    "fact_fingerprint",
    "facts_stamp",
    "forget_facts",
    "forget_glossary",
    "forget_rules",
    "get_glossary",
    "get_objectives",
    "get_rule",
    "get_theme",
    "get_track",
    "glossary_stamp",
    "import_fact",
    "import_word",
    "list_fact_keys",
    "list_facts",
    "list_objectives",
    "list_rules",
    "list_themes",
    "list_values",
    "regime_of",
]
