"""When a question should come back: FSRS (py-fsrs) over her own answers, right is Good and wrong is Again.

The state of a question is computed from her answers each time, so it cannot be out of step with them. No fuzz: the same answers
give the same day. No learning steps: a set is over in minutes, what comes back comes back on another day.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from .practised import Practised

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def find_due_at(question: Practised) -> datetime:
    """From when on she would probably not know it any more (in less than nine cases out of ten)."""
    return _remember(question).due


def list_due(practised: Iterable[Practised], *, at: datetime) -> list[int]:
    """The ids of the questions that are due, the most nearly forgotten first."""
    cards = [_remember(question) for question in practised]
    due = [card for card in cards if card.due <= at]
    moment = at.astimezone(UTC)
    return [
        card.card_id
        for card in sorted(due, key=lambda card: (_SCHEDULER.get_card_retrievability(card, moment), card.card_id))
    ]


def _remember(question: Practised) -> Card:
    card = Card(card_id=question.question_id, due=question.answers[0][0])
    for answered_at, is_correct in question.answers:
        rating = Rating.Good if is_correct else Rating.Again
        card, _log = _SCHEDULER.review_card(card, rating, answered_at.astimezone(UTC))
    return card
