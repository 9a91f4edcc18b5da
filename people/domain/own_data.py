"""A newcomer's own data as a whole: she takes all of it with her, and one function erases her.

Both run the privacy rules of every app (core.privacy). Nothing else in the house deletes what is appended.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import privacy
from core.errors import DomainError, NotAllowed

from ..enums import LookPurpose, LookWhat, Role
from ..models import Erasure, Look, Newcomer
from .secrets import keyed_hash

_SHORTEST_NAME = 2  # letters: shorter ones stand in any sentence


def export_own_data(*, newcomer: Newcomer) -> tuple[privacy.Section, ...]:
    """Everything that is kept of her, for herself, in the language in force."""
    return privacy.export_person(newcomer)


def get_newcomer_for_operator(*, uuid: UUID) -> Newcomer:
    """Who has this UUID, for a command of the operator that asks before it erases her. Raises NotAllowed."""
    return _find(uuid)


def hand_out_data(*, uuid: UUID, at: datetime) -> tuple[privacy.Section, ...]:
    """The same for the operator, who gives it to her. It is a look: she can read that it happened.

    Raises NotAllowed when there is nobody with this UUID.
    """
    with transaction.atomic():
        newcomer = _find(uuid)
        Look.objects.create(
            newcomer=newcomer,
            role=Role.PLATFORM_ADMIN,
            organisation=None,
            purpose=LookPurpose.OWN_DATA,
            what=LookWhat.EXPORT,
            at=at,
        )
        return privacy.export_person(newcomer)


def erase_newcomer(*, uuid: UUID, reason: str, by: str, at: datetime) -> Erasure:
    """Erase a person: every row that points at her, in all apps, and her own. What stays is one row that names nobody.

    `by` is the operator's account name. All or nothing: when one rule fails, nothing is gone. Her sessions end at once.
    Raises NotAllowed when there is nobody with this UUID, DomainError without a reason or when the reason names her.
    """
    reason = reason.strip()[:200]
    if not reason:
        raise DomainError(_("Write down why she is erased."), code="reason_missing")
    with transaction.atomic():
        # The lock: who writes something of hers now (an answer, a look) is waited for, who comes later finds nobody.
        newcomer = _find(uuid, is_locked=True)
        if _names(reason, newcomer):
            raise DomainError(_("The reason stays when she is gone, so it may not name her."), code="reason_names_her")
        organisation = newcomer.organisation
        rows = privacy.erase_person(newcomer, at=at)
        return Erasure.objects.create(
            person_hash=hash_person(uuid), organisation=organisation, reason=reason, by=by[:150], rows=rows, at=at
        )


def hash_person(uuid: UUID) -> str:
    """Under what an erased person is remembered."""
    return keyed_hash(str(uuid), purpose="erased")


def _find(uuid: UUID, *, is_locked: bool = False) -> Newcomer:
    found = Newcomer.objects.select_related("user", "organisation")
    if is_locked:
        found = found.select_for_update(of=("self",))
    newcomer = found.filter(uuid=uuid).first()
    if newcomer is None:
        raise NotAllowed
    return newcomer


def _names(text: str, newcomer: Newcomer) -> bool:
    """True when a word of her name, her address, number or UUID stands in the text."""
    words = set(re.findall(r"\w+", text.casefold()))
    names = {word for word in re.findall(r"\w+", str(newcomer).casefold()) if len(word) >= _SHORTEST_NAME}
    marks = [newcomer.email.casefold(), newcomer.phone, str(newcomer.uuid)]
    return bool(words & names) or any(mark and mark in text.casefold() for mark in marks)
