"""What she may take with her, and what erasing her does. A plan goes as a whole: its parts hang on it."""

from django.db import models

from core.privacy import PrivacyRule, register

from .models import (
    Clock,
    Evidence,
    OfficialResult,
    OutboxMessage,
    PendingUpdate,
    Plan,
    PlanComponent,
    PlanDecision,
    Suspension,
)


def _rows(model: type[models.Model], path: str, fields: list[str]):
    """Export these fields of her rows as JSON-ready dicts. Names of staff are left out: they are theirs."""

    def export(newcomer) -> list[dict]:
        return [
            {name: value if isinstance(value, int | dict | bool | None) else str(value) for name, value in row.items()}
            for row in model._base_manager.filter(**{path: newcomer}).order_by("pk").values(*fields)
        ]

    return export


def _erase_plan(newcomer, at) -> None:
    Plan.objects.filter(newcomer=newcomer).delete()


def _erase_pending(newcomer, at) -> None:
    PendingUpdate.objects.filter(newcomer=newcomer).delete()


def _goes_with_the_plan(newcomer, at) -> None:
    _erase_plan(newcomer, at)


_PARTS: list[tuple[type[models.Model], list[str]]] = [
    (PlanComponent, ["code", "status", "changed_at"]),
    (PlanDecision, ["what", "subject", "from_value", "to_value", "reason", "reference", "at"]),
    (OfficialResult, ["outcome", "test_date", "reference", "recorded_at"]),
    (Clock, ["kind", "rule", "anchor_date", "due_date", "met_on"]),
    (Evidence, ["component", "module_key", "titles", "minutes", "completed_at", "received_at", "is_late"]),
    (OutboxMessage, ["id", "sequence", "type", "data", "created_at"]),
]

register(
    PrivacyRule(
        Plan,
        _rows(Plan, "newcomer", ["uuid", "regime", "registered_on", "contract_signed_on", "opened_at"]),
        _erase_plan,
    )
)
for _model, _fields in _PARTS:
    register(PrivacyRule(_model, _rows(_model, "plan__newcomer", _fields), _goes_with_the_plan))
register(
    PrivacyRule(
        Suspension,
        _rows(Suspension, "clock__plan__newcomer", ["from_date", "until_date", "reason", "reference", "withdrawn_at"]),
        _goes_with_the_plan,
    )
)
register(
    PrivacyRule(
        PendingUpdate,
        _rows(PendingUpdate, "newcomer", ["completion_id", "facts", "created_at", "resolved_at"]),
        _erase_pending,
    )
)
