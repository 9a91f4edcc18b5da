"""Writes: one way to change a row of the curriculum, so that every change stands in its history."""

import hashlib
import json
from typing import Any

from django.db import models, transaction
from wagtail.log_actions import log
from wagtail.models import RevisionMixin

from ..models import Fact, GlossaryEntry

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


def write_row(*, row: RevisionMixin, values: dict[str, Any], by=None, why: str = "") -> str:
    """Set `values` on a new or existing row; validate, save, keep a revision, log. Returns created, changed or unchanged.

    Raises ValidationError when the row would not be valid; then nothing is written.
    """
    is_new = row.pk is None
    changes = {}
    if not is_new:
        before = {name: getattr(row, name) for name in values}
        changes = {name: [_plain(before[name]), _plain(new)] for name, new in values.items() if before[name] != new}
    if not is_new and not changes:
        return UNCHANGED
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    with transaction.atomic():
        row.save()
        revision = row.save_revision(user=by, log_action=False, clean=False)  # it is, see above
        log(
            instance=row,
            action="wagtail.create" if is_new else "wagtail.edit",
            user=by,
            revision=revision,
            data={"changes": changes, "why": why},
            content_changed=True,
        )
    return CREATED if is_new else CHANGED


def import_fact(*, key: str, values: dict[str, Any], by=None, why: str = "") -> str:
    """Take over a fact from a content pack. Returns created, changed or unchanged.

    What staff changed since (a check, a newer amount) stays as long as the pack says the same as the last time. When
    the pack says something new it wins; its claim then counts as unchecked unless the pack itself names a check.
    """
    pack_hash = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
    fact = Fact.objects.filter(key=key).first() or Fact(key=key)
    if fact.pk and fact.pack_hash == pack_hash:
        return UNCHANGED
    values = {**values, "pack_hash": pack_hash}
    is_same_claim = fact.pk and all(
        getattr(fact, name) == values.get(name) for name in ("display", "statement", "source")
    )
    if not values.get("checked_on"):
        if is_same_claim:
            values["checked_on"], values["checked_by"] = fact.checked_on, fact.checked_by
        else:
            values["checked_by"] = ""
    return write_row(row=fact, values=values, by=by, why=why)


def import_word(*, key: str, values: dict[str, Any], by=None, why: str = "") -> str:
    """Take over a word of the glossary from a content pack. Returns created, changed or unchanged.

    What staff changed since stays as long as the pack says the same as the last time. When the pack says something new
    it wins; the check of a language whose word or meaning is now another counts no longer.
    """
    pack_hash = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
    entry = GlossaryEntry.objects.filter(key=key).first() or GlossaryEntry(key=key)
    if entry.pk and entry.pack_hash == pack_hash:
        return UNCHANGED
    checked = {
        language: who
        for language, who in entry.checked.items()
        if all(getattr(entry, name).get(language) == values[name].get(language) for name in ("meaning", "terms"))
    }
    return write_row(row=entry, values={**values, "checked": checked, "pack_hash": pack_hash}, by=by, why=why)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | bool | dict | list) else str(value)
