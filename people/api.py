"""The door of people: every person is reached through here."""

from .access import AccessRule, everybody, newcomer_required, staff_required
from .domain.looks import needs_purpose, record_look
from .domain.newcomers import hand_over_newcomer, register_newcomer
from .domain.queries import (
    get_newcomer_for,
    get_newcomer_for_card,
    get_own_newcomer,
    list_caseload,
    list_looks,
    list_newcomers_for,
)
from .rules import can_issue_card, can_open_dossier, is_in_own_caseload

__all__ = [
    "AccessRule",
    "can_issue_card",
    "can_open_dossier",
    "everybody",
    "get_newcomer_for",
    "get_newcomer_for_card",
    "get_own_newcomer",
    "hand_over_newcomer",
    "is_in_own_caseload",
    "list_caseload",
    "list_looks",
    "list_newcomers_for",
    "needs_purpose",
    "newcomer_required",
    "record_look",
    "register_newcomer",
    "staff_required",
]
