"""Waking a worker for deliveries: see core/waking.py."""

import time
from functools import partial

from django.db import transaction

from core.waking import try_to_queue

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
    if not all(try_to_queue(deliver, delivery_id) for delivery_id in delivery_ids):
        _silent_until = time.monotonic() + SILENCE
        return False
    return True
