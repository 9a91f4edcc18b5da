"""What a newcomer says about her test: what makes it fit her, and its day. Both are hers alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..models import Newcomer


def remember_accommodations(*, newcomer: Newcomer, accommodations: Mapping[str, Any]) -> None:
    """She chose what helps her; her next test offers the same."""
    if newcomer.profile.accommodations != accommodations:
        newcomer.profile.accommodations = dict(accommodations)
        newcomer.profile.save(update_fields=["accommodations"])


def remember_test_day(*, newcomer: Newcomer, day: date | None) -> None:
    """The day of her test as she knows it; None when there is none (any more)."""
    newcomer.profile.test_on = day
    newcomer.profile.save(update_fields=["test_on"])
