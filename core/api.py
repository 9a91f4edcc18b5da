"""The door of core."""

from .errors import Conflict, DomainError, NotAllowed
from .languages import (
    SOURCE_LANGUAGE,
    InterfaceStatus,
    Language,
    get_interface_status,
    get_language,
    is_known_language,
    is_offered,
    list_languages,
    list_offered_languages,
    set_interface_status,
)
from .privacy import PrivacyRule, list_rules, register, register_staff_record
from .sanitise import SHOWN_TEXT, STORED_TEXT, TAPPED_TEXT, AllowList, clean_html, strip_bidi_controls

__all__ = [
    "SHOWN_TEXT",
    "SOURCE_LANGUAGE",
    "STORED_TEXT",
    "TAPPED_TEXT",
    "AllowList",
    "Conflict",
    "DomainError",
    "InterfaceStatus",
    "Language",
    "NotAllowed",
    "PrivacyRule",
    "clean_html",
    "get_interface_status",
    "get_language",
    "is_known_language",
    "is_offered",
    "list_languages",
    "list_offered_languages",
    "list_rules",
    "register",
    "register_staff_record",
    "set_interface_status",
    "strip_bidi_controls",
]
