"""When something that was learnt should come back: FSRS (py-fsrs), one scheduler for all that is practised.

The state of a thing is computed from how it went each time, so it cannot be out of step with that. No fuzz: the same history
gives the same day. No learning steps: practising is over in minutes, what comes back comes back on another day.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

#: How often a thing went how: when, and whether well; the oldest first, never empty.
History = Sequence[tuple[datetime, bool]]

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def find_due_at(history: History) -> datetime:
    """From when on it would probably not go well any more (in less than nine cases out of ten)."""
    return _remember(history).due


def list_due[Thing](histories: Mapping[Thing, History], *, at: datetime) -> list[Thing]:
    """The things that are due, the most nearly forgotten first; equals in the order of `histories`."""
    cards = {thing: _remember(history) for thing, history in histories.items()}
    moment = at.astimezone(UTC)
    due = [thing for thing, card in cards.items() if card.due <= at]
    return sorted(due, key=lambda thing: _SCHEDULER.get_card_retrievability(cards[thing], moment))


def _remember(history: History) -> Card:
    card = Card(card_id=0, due=history[0][0])
    for happened_at, went_well in history:
        rating = Rating.Good if went_well else Rating.Again
        card, _log = _SCHEDULER.review_card(card, rating, happened_at.astimezone(UTC))
    return card
