"""What each process keeps of a table that is read all the time and changes once in a while.

A save forgets it here at once; other processes notice within CURRICULUM_RECHECK_SECONDS by one small query.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Max


@dataclass(slots=True)
class _Content[Kept]:
    kept: Kept
    stamp: tuple[int, Any]  # number of rows, last change
    fresh_until: float


class Shelf[Kept]:
    """All rows of a model that has `changed_at`, arranged. What is read from it is shared: never change it."""

    def __init__(self, model: type[models.Model], arrange: Callable[[list[Any]], Kept]) -> None:
        self.model = model
        self.arrange = arrange
        self._content: _Content[Kept] | None = None
        self._lock = Lock()

    def read(self) -> Kept:
        content = self._content
        now = time.monotonic()
        if content is not None and now < content.fresh_until:
            return content.kept
        until = now + getattr(settings, "CURRICULUM_RECHECK_SECONDS", 5)
        with self._lock:
            rows = self.model._default_manager
            seen = rows.aggregate(rows=Count("pk"), last=Max("changed_at"))
            stamp = (seen["rows"], seen["last"])
            if content is not None and content.stamp == stamp:
                content.fresh_until = until
                return content.kept
            content = self._content = _Content(self.arrange(list(rows.all())), stamp, until)
            return content.kept

    def forget(self) -> None:
        """Read the rows anew at the next call (after a change or a rollback, and between tests)."""
        self._content = None

    def on_changed(self, **_kwargs) -> None:
        """Receiver: forget now, and once more after the commit, for whoever read the old row meanwhile."""
        self.forget()
        transaction.on_commit(self.forget)
