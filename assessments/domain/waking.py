"""Waking a worker for a correction: see core/waking.py."""

from functools import partial

from django.db import transaction

from core.waking import try_to_queue


def wake_on_commit(correction_id: int) -> None:
    """Queue it once the transaction is committed. Never fails."""
    transaction.on_commit(partial(wake, correction_id), robust=True)


def wake(correction_id: int) -> None:
    from ..tasks import correct_results

    try_to_queue(correct_results, correction_id)
