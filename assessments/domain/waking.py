"""Waking a worker for a correction. Only a courtesy: without it the sweeper finds the row within seconds."""

import logging
from functools import partial

from django.db import transaction

logger = logging.getLogger(__name__)


def wake_on_commit(correction_id: int) -> None:
    """Queue it once the transaction is committed. Never fails."""
    transaction.on_commit(partial(wake, correction_id), robust=True)


def wake(correction_id: int) -> None:
    from ..tasks import correct_results

    try:
        correct_results.apply_async((correction_id,), retry=False)
    except Exception:  # whatever the transport raises: the row is there, the sweeper will come
        logger.warning("The broker cannot be reached; a correction waits for the sweeper.", exc_info=True)
