from .facts import Fact
from .glossary import GlossaryEntry
from .goals import Objective, Theme, Track, Value
from .rules import DatedRule

__all__ = ["DatedRule", "Fact", "GlossaryEntry", "Objective", "Theme", "Track", "Value"]
