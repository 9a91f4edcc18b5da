"""The read log: every look at a dossier is one row that the newcomer can read."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed

from .. import rules
from ..enums import LookPurpose, LookWhat
from ..models import Look, Newcomer, User


def needs_purpose(*, user: User, newcomer: Newcomer) -> bool:
    """True when the newcomer is not in the staff member's own caseload: then a purpose is asked, not preset."""
    return not rules.is_in_own_caseload(user, newcomer)


def record_look(
    *,
    user: User,
    newcomer: Newcomer,
    purpose: LookPurpose,
    what: LookWhat,
    at: datetime,
    explanation: str = "",
) -> Look:
    """Write down that `user` looked. Raises NotAllowed without a role there, DomainError without a valid purpose."""
    membership = next(
        (
            m
            for m in user.list_memberships()
            if m.organisation_id == newcomer.organisation_id and m.role in rules.CARD_ROLES
        ),
        None,
    )
    if membership is None:
        raise NotAllowed
    if purpose not in LookPurpose.values:
        raise DomainError(_("Choose why you open this dossier."), code="purpose_missing")
    return Look.objects.create(
        newcomer=newcomer,
        user=user,
        role=membership.role,
        organisation=membership.organisation,
        purpose=purpose,
        explanation=explanation.strip()[:200],
        what=what,
        at=at,
    )
