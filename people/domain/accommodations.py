"""What makes a test fit a newcomer: it belongs to her, and goes with her from one test to the next."""

from collections.abc import Mapping
from typing import Any

from ..models import Newcomer


def remember_accommodations(*, newcomer: Newcomer, accommodations: Mapping[str, Any]) -> None:
    """She chose what helps her; her next test offers the same."""
    if newcomer.profile.accommodations != accommodations:
        newcomer.profile.accommodations = dict(accommodations)
        newcomer.profile.save(update_fields=["accommodations"])
