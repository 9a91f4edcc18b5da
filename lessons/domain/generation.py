"""The stamp of the published content: one row, changed by every change that readers may see.

A process looks at the row at most twice a second; the process that changes something knows at once.
"""

import uuid
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from django.db import connection, transaction

from core.compiled import CompiledQuery

from ..models import ContentGeneration

KEPT_SECONDS = 0.5
_THE_ROW = CompiledQuery(lambda: ContentGeneration.objects.filter(pk=1))
#: Within one request the content does not change under its feet: "" before the request has asked, None outside of one.
_of_request: ContextVar[str | None] = ContextVar("content_stamp", default=None)
_kept: tuple[str, float] | None = None  # the stamp that was committed last, and until when to believe it


@dataclass(frozen=True, slots=True)
class Voices:
    """In which languages anything can be heard; another `stamp` when a voice came or went."""

    stamp: str = ""
    languages: frozenset[str] = frozenset()


SILENT = Voices()
_voices = SILENT


def get_generation() -> str:
    """The stamp of the content as it is now. At most one query, within a request as well.

    Inside a transaction it is always asked for: what is not committed is nobody else's.
    """
    asked = _of_request.get()
    if asked:
        return asked
    stamp = _read_row() if connection.in_atomic_block else _read_kept()
    if asked is not None:
        _of_request.set(stamp)
    return stamp


def _read_kept() -> str:
    global _kept
    now, kept = monotonic(), _kept
    if kept is None or now >= kept[1]:
        _kept = kept = (_read_row(), now + KEPT_SECONDS)
    return kept[0]


def _read_row() -> str:
    global _voices
    row = next(iter(_THE_ROW.fetch()), None)
    _voices = Voices(row.voices_stamp.hex, frozenset(row.voiced)) if row else SILENT
    return row.stamp.hex if row else "none"


def get_voices() -> Voices:
    """What can be heard, as this process knows it: at most half a second old. No query of its own within a request that
    has asked for the stamp, and none inside a transaction."""
    if not connection.in_atomic_block:
        get_generation()
    return _voices


def set_voices(languages: Iterable[str]) -> None:
    """Say that voices came or went, and in which languages there are any now. Part of the caller's transaction."""
    global _voices
    stamp, voiced = uuid.uuid4(), sorted(languages)
    bump_generation(voices_stamp=stamp, voiced=voiced)
    _voices = Voices(stamp.hex, frozenset(voiced))


def bump_generation(**more) -> None:
    """Say that something readers may see has changed. Part of the caller's transaction."""
    if _of_request.get():
        _of_request.set("")
    ContentGeneration.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4(), **more})
    transaction.on_commit(forget_kept)


def forget_kept() -> None:
    """Look at the row again."""
    global _kept
    _kept = None


def forget_everything() -> None:
    """For trials: a rollback does not announce itself."""
    global _voices
    forget_kept()
    _voices = SILENT


def start_request(**_kwargs) -> None:
    """Receiver of request_started."""
    _of_request.set("")


def end_request(**_kwargs) -> None:
    """Receiver of request_finished."""
    _of_request.set(None)
