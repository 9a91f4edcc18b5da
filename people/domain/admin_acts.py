"""What administrators did, as their colleagues can read it back."""

import logging
from datetime import datetime

from django.db.models import QuerySet

from core.errors import NotAllowed

from .. import rules
from ..enums import AdminActKind, Role
from ..models import AdminAct, Organisation, User

log = logging.getLogger(__name__)


def record_act(
    *,
    kind: AdminActKind,
    organisation: Organisation,
    by: User,
    at: datetime,
    person: User | None = None,
    role: Role | None = None,
    changes: dict | None = None,
) -> AdminAct:
    """Keep what was done, in the transaction that does it. The server's log names numbers, no people."""
    log.info("%s in %s by user %s on user %s", kind, organisation.code, by.pk, person and person.pk)
    return AdminAct.objects.create(
        kind=kind, organisation=organisation, by=by, at=at, person=person, role=role or "", changes=changes or {}
    )


def list_admin_acts(*, organisation: Organisation, user: User) -> QuerySet[AdminAct]:
    """What was changed in the organisation and among its staff, latest first. Raises NotAllowed."""
    if not rules.can_administer(user, organisation_id=organisation.pk):
        raise NotAllowed
    rows = AdminAct.objects.filter(organisation=organisation).select_related("person", "by")
    return rows.order_by("-at", "-pk")
