"""What reached the plan and could not be followed at once: kept as a row, and tried again by the sweeper (sweeping.py)."""

from datetime import datetime, timedelta
from typing import Any

from core.errors import DomainError

from ..models import PendingUpdate

FIRST_WAIT = timedelta(seconds=10)


class NoPlan(DomainError):
    """The newcomer has no plan yet. What she completed waits until it is opened."""

    code = "no_plan"


def leave_for_sweeper(
    *, completion_id: str, newcomer_id: int, facts: dict[str, Any], error: Exception, at: datetime
) -> None:
    """Left twice it is one row."""
    PendingUpdate.objects.get_or_create(
        completion_id=completion_id,
        defaults={
            "newcomer_id": newcomer_id,
            "facts": facts,
            "error": describe_error(error),
            "created_at": at,
            "next_try_at": at + FIRST_WAIT,
        },
    )


def describe_error(error: Exception) -> str:
    """The kind of error only: its text may quote personal data."""
    return f"{type(error).__name__} {getattr(error, 'code', '')}".strip()[:200]
