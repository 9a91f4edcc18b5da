"""What the plan hears from progress: completions."""

from datetime import UTC, datetime
from uuid import uuid4

from progress.models import Completion

COMPLETED_AT = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def make_completion(newcomer_id, **fields) -> Completion:
    """A completion as progress records it; a module of two hours when nothing else is said. Not announced."""
    return Completion.objects.create(
        newcomer_id=newcomer_id,
        **{
            "kind": "module",
            "key": uuid4(),
            "title": {"nl": "Wonen", "ar": "السكن"},
            "rule": {},
            "language": "ar",
            "nominal_minutes": 120,
            "completed_at": COMPLETED_AT,
            "received_at": fields.get("completed_at", COMPLETED_AT),
        }
        | fields,
    )
