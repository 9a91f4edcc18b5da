"""Every model with a person says what she may take with her and what erasing her does.

An app's `privacy.py` calls `register` once per model; a test walks all models and fails when one that points at a
newcomer or a user is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class PrivacyRule:
    """The rule of one model.

    `export(newcomer)` returns JSON-ready rows; `erase(newcomer, at)` deletes or anonymises; `why_kept` explains a row
    that stays.
    """

    model: type[models.Model]
    export: Callable[[Any], list[dict]]
    erase: Callable[[Any, Any], None]
    why_kept: str = ""


_rules: dict[type[models.Model], PrivacyRule] = {}


def register(rule: PrivacyRule) -> None:
    _rules[rule.model] = rule


def register_staff_record(model: type[models.Model]) -> None:
    """For a model that names staff (an author, an uploader) and never a newcomer: nothing to export, nothing to erase."""
    register(PrivacyRule(model, lambda newcomer: [], lambda newcomer, at: None, "names staff, never a newcomer"))


def list_rules() -> list[PrivacyRule]:
    return list(_rules.values())
