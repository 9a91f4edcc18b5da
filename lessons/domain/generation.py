"""The stamp of the published content: one row, changed by every change that readers may see.

A process looks at the row at most twice a second; the process that changes something knows at once.
"""

import uuid
from time import monotonic

from asgiref.local import Local
from django.db import connection, transaction

from core.compiled import CompiledQuery

from ..models import ContentGeneration

KEPT_SECONDS = 0.5
_THE_ROW = CompiledQuery(lambda: ContentGeneration.objects.filter(pk=1))
_request = Local()  # within one request the content does not change under its feet
_kept: tuple[str, float] | None = None  # the stamp that was committed last, and until when to believe it


def get_generation() -> str:
    """The stamp of the content as it is now. At most one query, within a request as well.

    Inside a transaction it is always asked for: what is not committed is nobody else's.
    """
    stamp = getattr(_request, "stamp", None)
    if stamp is None:
        stamp = _read_row() if connection.in_atomic_block else _read_kept()
        if getattr(_request, "is_running", False):
            _request.stamp = stamp
    return stamp


def _read_kept() -> str:
    global _kept
    now, kept = monotonic(), _kept
    if kept is None or now >= kept[1]:
        _kept = kept = (_read_row(), now + KEPT_SECONDS)
    return kept[0]


def _read_row() -> str:
    return next((row.stamp.hex for row in _THE_ROW.fetch()), "none")


def bump_generation() -> None:
    """Say that something readers may see has changed. Part of the caller's transaction."""
    _request.stamp = None
    ContentGeneration.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    transaction.on_commit(forget_kept)


def forget_kept() -> None:
    """Look at the row again. For the process that changed it, and for trials."""
    global _kept
    _kept = None


def start_request(**_kwargs) -> None:
    """Receiver of request_started."""
    _request.stamp = None
    _request.is_running = True


def end_request(**_kwargs) -> None:
    """Receiver of request_finished."""
    _request.stamp = None
    _request.is_running = False
