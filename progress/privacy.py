"""What she may take with her, and what erasing her does: all of it, both times."""

from core.api import PrivacyRule, register

from .models import Answer, Completion, Event, LessonProgress


def _rule(model, fields: list[str]) -> PrivacyRule:
    def export(newcomer) -> list[dict]:
        rows = model._base_manager.filter(newcomer=newcomer).order_by("pk").values(*fields)
        return [
            {name: value if isinstance(value, int | dict | list | None) else str(value) for name, value in row.items()}
            for row in rows
        ]

    def erase(newcomer, at) -> None:
        # _base_manager: the one way past "never deleted", for the one function that erases a person.
        model._base_manager.filter(newcomer=newcomer).delete()

    return PrivacyRule(model, export, erase)


register(_rule(Answer, ["question__lesson_key", "question__block_id", "number", "response", "is_correct", "points"]))
register(
    _rule(
        Event,
        ["event_id", "type", "lesson_key", "block_id", "language", "data", "claimed_at", "occurred_at", "received_at"],
    )
)
register(_rule(LessonProgress, ["lesson_key", "state", "last_language", "first_at", "last_at", "completed_at"]))
register(
    _rule(
        Completion,
        ["kind", "key", "title", "rule", "language", "completed_at", "received_at", "nominal_minutes"],
    )
)
