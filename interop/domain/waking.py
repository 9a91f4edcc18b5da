"""Waking a worker. Only a courtesy: without it the sweeper finds the rows within seconds."""

import logging
import time
from functools import partial

from django.db import transaction

logger = logging.getLogger(__name__)

#: After a broker that did not answer, requests do not knock again for a while: no answer of a newcomer waits for it.
SILENCE = 5.0
_silent_until = 0.0


def wake_on_commit(delivery_ids: list[int]) -> None:
    """Queue the deliveries once the transaction is committed. Never fails."""
    if delivery_ids:
        transaction.on_commit(partial(wake, delivery_ids), robust=True)


def wake(delivery_ids: list[int]) -> bool:
    """Queue the deliveries now; False when the broker could not be reached."""
    global _silent_until
    from ..tasks import deliver

    if time.monotonic() < _silent_until:
        return False
    try:
        for delivery_id in delivery_ids:
            deliver.apply_async((delivery_id,), retry=False)
    except Exception:  # whatever the transport raises: the row is there, the sweeper will come
        logger.warning("The broker cannot be reached; deliveries wait for the sweeper.", exc_info=True)
        _silent_until = time.monotonic() + SILENCE
        return False
    return True
