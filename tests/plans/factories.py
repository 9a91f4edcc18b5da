"""What the plan hears from progress: completions."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

_ids = itertools.count(1)


@dataclass
class HeardCompletion:
    """A completion as the signal of progress carries it, for trials of the plan alone."""

    newcomer_id: int
    kind: str = "module"
    key: UUID = field(default_factory=uuid4)
    title: str | dict = field(default_factory=lambda: {"nl": "Wonen", "ar": "السكن"})
    language: str = "ar"
    nominal_minutes: int = 120
    completed_at: datetime = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    received_at: datetime = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    pk: int = field(default_factory=lambda: next(_ids))
