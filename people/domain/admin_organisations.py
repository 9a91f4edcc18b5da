"""Organisations as their administrators keep them: how they are reached, when they are open, what they show."""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed

from .. import rules
from ..enums import AdminActKind, OrganisationKind, Role
from ..models import Organisation, User
from .admin_acts import record_act

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
#: What an administrator may change, and platform administrators too.
_FIELDS = ("name", "address", "phone", "email", "opening_hours", "shows_draft_translations")


def is_platform_admin(*, user: User) -> bool:
    return rules.is_platform_admin(user)


def list_administered(*, user: User) -> QuerySet[Organisation]:
    """The organisations that the user administers, by name: her own, all for an administrator of the platform."""
    rows = Organisation.objects.order_by("name", "pk")
    if not rules.is_platform_admin(user):
        rows = rows.filter(pk__in=rules.list_organisation_ids(user, roles=frozenset({Role.ORG_ADMIN})))
    return rows


def get_administered(*, user: User, code: str) -> Organisation:
    """Raises NotAllowed for an organisation that does not exist or is not hers to keep."""
    organisation = Organisation.objects.filter(code=code).first()
    if organisation is None or not rules.can_administer(user, organisation_id=organisation.pk):
        raise NotAllowed
    return organisation


def add_organisation(*, kind: OrganisationKind, by: User, at: datetime, **fields) -> Organisation:
    """A new organisation, by an administrator of the platform. Its code follows from its name and stays.

    `fields` as `change_organisation`. Raises NotAllowed; Conflict `organisation_taken`; DomainError as there.
    """
    if not rules.is_platform_admin(by):
        raise NotAllowed
    fields = _check(fields)
    code = slugify(fields.get("name", ""))[:50].strip("-")
    if not code:
        raise DomainError(_("Write the name in letters."), code="organisation_name")
    if Organisation.objects.filter(code=code).exists():
        raise Conflict(_("There is an organisation with this name already."), code="organisation_taken")
    with transaction.atomic():
        organisation = Organisation.objects.create(code=code, kind=kind, **fields)
        record_act(kind=AdminActKind.ORGANISATION_ADDED, organisation=organisation, by=by, at=at)
    return organisation


def name_state(*, organisation: Organisation) -> str:
    """A short text that changes with what an administrator can change."""
    state = json.dumps([getattr(organisation, name) for name in _FIELDS])
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def change_organisation(
    *, organisation: Organisation, by: User, at: datetime, seen: str = "", **fields
) -> dict[str, list]:
    """Change what is given of name, address, phone, email, opening_hours and shows_draft_translations.

    `opening_hours` are rows of [weekday 1-7, "HH:MM", "HH:MM"]. Returns {field: [before, after]} of what changed, which
    is kept as an AdminAct. `seen` names the state that was shown (`name_state`). Raises NotAllowed; DomainError
    `organisation_name` or `opening_hours`; Conflict `organisation_changed` when it is another one by now.
    """
    if not rules.can_administer(by, organisation_id=organisation.pk):
        raise NotAllowed
    fields = _check(fields)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if seen and seen != name_state(organisation=row):
            raise Conflict(
                _(
                    "A colleague changed this meanwhile. Beside each line stands what is saved now; save again to replace it."
                ),
                code="organisation_changed",
            )
        changes = {name: [getattr(row, name), value] for name, value in fields.items() if getattr(row, name) != value}
        if changes:
            for name, (_before, value) in changes.items():
                setattr(row, name, value)
            row.save(update_fields=list(changes))
            record_act(kind=AdminActKind.ORGANISATION_CHANGED, organisation=row, by=by, at=at, changes=changes)
    return changes


def _check(fields: dict) -> dict:
    unknown = set(fields) - set(_FIELDS)
    if unknown:
        raise TypeError(f"An organisation has no {sorted(unknown)} to change.")
    if "name" in fields and not fields["name"].strip():
        raise DomainError(_("Write the name of the organisation."), code="organisation_name")
    if "opening_hours" in fields:
        fields = fields | {"opening_hours": _check_hours(fields["opening_hours"])}
    return fields


def _check_hours(rows: Sequence[Sequence]) -> list[list]:
    """In the order of the week. Each span ends after it starts, and no two of a day overlap."""
    ordered = sorted([weekday, opens, closes] for weekday, opens, closes in rows)
    for weekday, opens, closes in ordered:
        if weekday not in range(1, 8) or not _TIME.fullmatch(opens) or not _TIME.fullmatch(closes) or opens >= closes:
            raise DomainError(_("Opening hours end after they start."), code="opening_hours")
    for first, second in pairwise(ordered):
        if first[0] == second[0] and second[1] < first[2]:
            raise DomainError(_("Two opening hours of one day overlap."), code="opening_hours")
    return ordered
