"""What the roof adds to the pages of lessons. Connected once, when the app is ready."""

from lessons import api as lessons

from .home import decorate_home, decorate_module
from .lesson import choose_reading, decorate_lesson
from .missing import decorate_missing


def decorate(request, served, context: dict) -> None:
    """One page of the tree for one reader. `served` is None for the home and for the list of all lessons."""
    if isinstance(served, lessons.ServedLesson):
        decorate_lesson(request, served, context)
    elif isinstance(served, lessons.ServedModule):
        decorate_module(request, served, context)
    elif context.get("here") == "home":
        decorate_home(request, context)
    elif "languages" in context:
        decorate_missing(request, context)


def connect() -> None:
    lessons.register_decorator(decorate)
    lessons.register_reading_choice(choose_reading)
