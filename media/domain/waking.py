"""Waking a worker for a job: see core/waking.py."""

from functools import partial

from django.db import transaction

from core.waking import try_to_queue


def wake_on_commit(job_id: int) -> None:
    """Queue the job once the transaction is committed. Never fails."""
    transaction.on_commit(partial(wake, job_id), robust=True)


def wake(job_id: int) -> None:
    from ..tasks import speak

    try_to_queue(speak, job_id)
