"""When a question should come back: the one scheduler (core.repetition) over her own answers."""

from collections.abc import Iterable
from datetime import datetime

from core import repetition

from .practised import Practised


def find_due_at(question: Practised) -> datetime:
    """From when on she would probably not know it any more."""
    return repetition.find_due_at(question.answers)


def list_due(practised: Iterable[Practised], *, at: datetime) -> list[int]:
    """The ids of the questions that are due, the most nearly forgotten first."""
    return repetition.list_due({question.question_id: question.answers for question in practised}, at=at)
