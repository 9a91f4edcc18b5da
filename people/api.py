"""The door of people: every person is reached through here."""

from .access import AccessRule, everybody, newcomer_required, staff_required
from .domain.cards import IssuedCard, issue_card, revoke_card
from .domain.devices import list_unannounced_devices
from .domain.languages import choose_home_language, is_first_language_missing, remember_interface_language
from .domain.links import create_handover_link
from .domain.looks import needs_purpose, record_look
from .domain.newcomers import hand_over_newcomer, register_newcomer
from .domain.pictures import set_pin
from .domain.queries import (
    get_newcomer_for,
    get_newcomer_for_card,
    get_own_newcomer,
    list_caseload,
    list_looks,
    list_newcomers_for,
)
from .domain.reading import list_offices, remember_reading
from .rules import can_issue_card, can_open_dossier, is_in_own_caseload
from .sessions import find_device_here, sign_in_newcomer

__all__ = [
    "AccessRule",
    "IssuedCard",
    "can_issue_card",
    "can_open_dossier",
    "choose_home_language",
    "create_handover_link",
    "everybody",
    "find_device_here",
    "get_newcomer_for",
    "get_newcomer_for_card",
    "get_own_newcomer",
    "hand_over_newcomer",
    "is_first_language_missing",
    "is_in_own_caseload",
    "issue_card",
    "list_caseload",
    "list_looks",
    "list_newcomers_for",
    "list_offices",
    "list_unannounced_devices",
    "needs_purpose",
    "newcomer_required",
    "record_look",
    "register_newcomer",
    "remember_interface_language",
    "remember_reading",
    "revoke_card",
    "set_pin",
    "sign_in_newcomer",
    "staff_required",
]
