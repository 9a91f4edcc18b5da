"""The sweeper: what the plan could not follow at once is tried again."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ..models import PendingUpdate
from .completions import CompletionFacts, apply_completion
from .pending import FIRST_WAIT, describe_error
from .practice import KIND, PracticeFacts, apply_practice

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)
CLAIM = timedelta(seconds=60)


def sweep_pending_updates(*, at: datetime, limit: int = 200) -> int:
    """Apply what is due again; returns how many were applied. Two sweepers never take the same row."""
    due = PendingUpdate.objects.filter(resolved_at__isnull=True, next_try_at__lte=at).order_by("next_try_at", "pk")
    return sum(_try_again(pending, at) for pending in list(due[:limit]))


def _try_again(pending: PendingUpdate, at: datetime) -> bool:
    claimed = PendingUpdate.objects.filter(
        pk=pending.pk, resolved_at__isnull=True, next_try_at=pending.next_try_at
    ).update(next_try_at=at + CLAIM, attempts=pending.attempts + 1)
    if not claimed:
        return False
    try:
        with transaction.atomic():
            _apply(pending.facts, at)
            PendingUpdate.objects.filter(pk=pending.pk).update(resolved_at=at)
    except Exception as error:
        # Everything, on purpose: the next row must still get its turn, and this one its next try.
        logger.warning("The plan still cannot follow %s: %s", pending.completion_id, describe_error(error))
        wait = min(FIRST_WAIT * 2 ** min(pending.attempts + 1, 10), LONGEST_WAIT)
        PendingUpdate.objects.filter(pk=pending.pk).update(next_try_at=at + wait, error=describe_error(error))
        return False
    return True


def _apply(facts: dict[str, Any], at: datetime) -> None:
    if facts.get("kind") == KIND:
        apply_practice(facts=PracticeFacts.from_json(facts), at=at)
    else:
        apply_completion(facts=CompletionFacts.from_json(facts), at=at)
