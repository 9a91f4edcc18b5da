"""The stamp of the published content: one row, changed by every change that readers may see."""

import uuid

from asgiref.local import Local

from core.compiled import CompiledQuery

from ..models import ContentGeneration

_THE_ROW = CompiledQuery(lambda: ContentGeneration.objects.filter(pk=1))
_request = Local()  # within one request the content does not change under its feet, and is asked for once


def get_generation() -> str:
    """The stamp of the content as it is now. One query; within a request, one query in all."""
    stamp = getattr(_request, "stamp", None)
    if stamp is None:
        stamp = next((row.stamp.hex for row in _THE_ROW.fetch()), "none")
        if getattr(_request, "is_running", False):
            _request.stamp = stamp
    return stamp


def bump_generation() -> None:
    """Say that something readers may see has changed. Part of the caller's transaction."""
    _request.stamp = None
    ContentGeneration.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})


def start_request(**_kwargs) -> None:
    """Receiver of request_started."""
    _request.stamp = None
    _request.is_running = True


def end_request(**_kwargs) -> None:
    """Receiver of request_finished."""
    _request.stamp = None
    _request.is_running = False
