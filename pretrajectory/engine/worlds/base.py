"""What every little world shares: it takes steps one by one, as its script in the browser did, and knows when it is done."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class ImpossibleStep(ValueError):
    """Nobody can do this in this world as it stands."""


class BadParameters(ValueError):
    """An author's mistake. The message says which; `at`: where in the parameters, if that is one place: ("mails", 0, "from")."""

    def __init__(self, why: str, *at: str | int) -> None:
        super().__init__(why)
        self.at = at


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done: `at` milliseconds after the start. `text`: what was typed, compared and then dropped."""

    at: int
    does: str
    on: str = ""
    text: str = ""


class World(Protocol):
    """One world, made of the parameters of a task. Raises BadParameters."""

    def __init__(self, parameters: Mapping[str, Any]) -> None: ...

    def take(self, step: Step) -> bool:
        """Do a step; whether it typed what it should (True where nothing was typed). Raises ImpossibleStep."""
        ...

    @property
    def is_done(self) -> bool: ...


def is_same_text(typed: str, wanted: str) -> bool:
    """Capitals, outer and double space do not count, nor how a letter is composed."""
    return _plain(typed) == _plain(wanted)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def need(is_so: bool, why: str, *at: str | int) -> None:
    """For authors: `at` is the place that it is about. Raises BadParameters."""
    if not is_so:
        raise BadParameters(why, *at)


def can(is_so: bool, step: Step) -> None:
    """Raises ImpossibleStep."""
    if not is_so:
        raise ImpossibleStep(f"{step.does} {step.on}")
