"""The card desk: finding a person by what she tells, and helping her back in. No dossier, as few fields as possible."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed

from .. import rules
from ..enums import LookPurpose
from ..models import Card, Device, HandoverLink, Newcomer, PicturePin, User
from .looks import needs_purpose, record_look
from .pictures import clear_pin

SHORTEST_NAME = 2  # letters
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """What the desk sees of a newcomer: enough to hand the card to the right person, nothing of her trajectory."""

    uuid: UUID
    name: str
    birth_date: date | None
    office: str


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How a newcomer can sign in now. `card_id` tells two cards apart without their digits."""

    card_id: int | None
    card_issued_at: datetime | None
    card_issued_by: str
    own_phones: int
    has_pictures: bool
    link_expires_at: datetime | None


def find_people_for_card(*, user: User, name: str = "", birth_date: date | None = None) -> list[FoundPerson]:
    """Newcomers of the offices where `user` hands out cards, by (parts of) the name, the birth date or both; at most 20.

    Raises DomainError("search_too_wide") for less than two letters without a birth date: the desk cannot leaf through
    everybody.
    """
    words = name.split()
    if birth_date is None and max((len(word) for word in words), default=0) < SHORTEST_NAME:
        raise DomainError(_("Type at least two letters of the name, or the date of birth."), code="search_too_wide")
    found = Newcomer.objects.filter(organisation_id__in=rules.list_organisation_ids(user, roles=rules.CARD_ROLES))
    if birth_date is not None:
        found = found.filter(birth_date=birth_date)
    for word in words:
        found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    found = found.select_related("organisation").order_by("last_name", "first_name", "pk")[:MOST_FOUND]
    return [FoundPerson(row.uuid, str(row), row.birth_date, row.organisation.name) for row in found]


def get_ways_in(*, newcomer: Newcomer, at: datetime) -> WaysIn:
    """4 queries."""
    card = Card.objects.filter(newcomer=newcomer, revoked_at__isnull=True).select_related("issued_by").first()
    link = HandoverLink.objects.filter(newcomer=newcomer, used_at__isnull=True, expires_at__gt=at).first()
    return WaysIn(
        card_id=card.pk if card else None,
        card_issued_at=card.issued_at if card else None,
        card_issued_by=card.issued_by.get_full_name() if card and card.issued_by else "",
        own_phones=Device.objects.filter(newcomer=newcomer, is_own=True, revoked_at__isnull=True).count(),
        has_pictures=PicturePin.objects.filter(newcomer=newcomer).exists(),
        link_expires_at=link.expires_at if link else None,
    )


def reset_pictures(*, newcomer: Newcomer, by: User, at: datetime) -> None:
    """Forget her pictures: the next sign-in with her card asks her to choose new ones. Written in the read log."""
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    with transaction.atomic():
        clear_pin(newcomer=newcomer)
        record_card_look(newcomer=newcomer, by=by, at=at)


def record_card_look(*, newcomer: Newcomer, by: User, at: datetime) -> None:
    """Write down that somebody handled her card. She can read it, like every look at her dossier.

    Outside the own caseload the purpose is that of the desk: she came with a question.
    """
    purpose = LookPurpose.QUESTION if needs_purpose(user=by, newcomer=newcomer) else LookPurpose.GUIDANCE
    record_look(user=by, newcomer=newcomer, purpose=purpose, what="card", at=at)
