"""Waking a worker for a job. Only a courtesy: without it the sweeper finds the row within seconds."""

import logging
from functools import partial

from django.db import transaction

logger = logging.getLogger(__name__)


def wake_on_commit(job_id: int) -> None:
    """Queue the job once the transaction is committed. Never fails."""
    transaction.on_commit(partial(wake, job_id), robust=True)


def wake(job_id: int) -> None:
    from ..tasks import speak

    try:
        speak.apply_async((job_id,), retry=False)
    except Exception:  # whatever the transport raises: the row is there, the sweeper will come
        logger.warning("The broker cannot be reached; the voices wait for the sweeper.", exc_info=True)
