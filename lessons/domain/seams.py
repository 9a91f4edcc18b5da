"""Where the roof joins in: lessons knows no person, so the roof says how she reads and adds what is hers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """How somebody wants to read: Dutch beside, pictures on a tap. None = no wish."""

    is_parallel: bool | None = None
    is_light: bool | None = None


Decorator = Callable[[Any, Any, dict], None]
Chooser = Callable[[Any], ReadingChoice | None]
_decorators: list[Decorator] = []
_choosers: list[Chooser] = []


def register_decorator(decorate: Decorator) -> None:
    """`decorate(request, served, context)` is called before a home, module or lesson page is rendered; it adds to
    `context` (docs/reference/lesson-pages.md)."""
    if decorate not in _decorators:
        _decorators.append(decorate)


def register_reading_choice(choose: Chooser) -> None:
    """`choose(request)` says how this reader wants to read (a ReadingChoice), unless the address says otherwise."""
    if choose not in _choosers:
        _choosers.append(choose)


def decorate(request, served, context: dict) -> None:
    for function in _decorators:
        function(request, served, context)


def choose_reading(request) -> ReadingChoice:
    for function in _choosers:
        if choice := function(request):
            return choice
    return ReadingChoice()
