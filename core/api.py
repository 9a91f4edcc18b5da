"""The door of core."""

from .errors import Conflict, DomainError, NotAllowed
from .languages import (
    SOURCE_LANGUAGE,
    Language,
    get_language,
    is_known_language,
    list_interface_languages,
    list_languages,
)
from .privacy import PrivacyRule, list_rules, register

__all__ = [
    "SOURCE_LANGUAGE",
    "Conflict",
    "DomainError",
    "Language",
    "NotAllowed",
    "PrivacyRule",
    "get_language",
    "is_known_language",
    "list_interface_languages",
    "list_languages",
    "list_rules",
    "register",
]
