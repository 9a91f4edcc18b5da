from .facts import Fact
from .goals import Objective, Theme, Track, Value
from .rules import DatedRule

__all__ = ["DatedRule", "Fact", "Objective", "Theme", "Track", "Value"]
