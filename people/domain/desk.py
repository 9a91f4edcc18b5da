"""The card desk: finding a person by what she tells, and helping her back in. No dossier, as few fields as possible.

Each act stands in the read log, with the purpose for which her card was opened; she can read it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed

from .. import rules
from ..enums import LookPurpose, LookWhat
from ..models import Card, Device, HandoverLink, Newcomer, PicturePin, User
from . import throttle
from .cards import IssuedCard, issue_card, revoke_card
from .devices import end_devices, get_device, list_devices, revoke_device
from .links import create_handover_link, withdraw_links
from .looks import record_look
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
    """How a newcomer can sign in now. `card_id` tells two cards apart without their digits; `wrong_pictures` were shown
    with the card on new phones in the last thirty days; `phones` are the places where she is or can be signed in."""

    card_id: int | None
    card_issued_at: datetime | None
    card_issued_by: str
    phones: int
    has_pictures: bool
    wrong_pictures: int
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
    """5 queries."""
    card = Card.objects.filter(newcomer=newcomer, revoked_at__isnull=True).select_related("issued_by").first()
    link = HandoverLink.objects.filter(newcomer=newcomer, used_at__isnull=True, expires_at__gt=at).first()
    return WaysIn(
        card_id=card.pk if card else None,
        card_issued_at=card.issued_at if card else None,
        card_issued_by=card.issued_by.get_full_name() if card and card.issued_by else "",
        phones=list_devices(newcomer=newcomer, at=at).count(),
        has_pictures=PicturePin.objects.filter(newcomer=newcomer).exists(),
        wrong_pictures=throttle.count_guesses_at(card=card, at=at) if card else 0,
        link_expires_at=link.expires_at if link else None,
    )


def list_phones(*, newcomer: Newcomer, by: User, at: datetime) -> list[Device]:
    """Where she is or can be signed in, for who helps her. Raises NotAllowed without the right."""
    _check(by, newcomer)
    return list(list_devices(newcomer=newcomer, at=at))


def get_phone(*, newcomer: Newcomer, uuid: UUID, by: User, at: datetime) -> Device:
    """One of them. Raises NotAllowed for a missing one and another person's alike."""
    _check(by, newcomer)
    return get_device(newcomer=newcomer, uuid=uuid, at=at)


def hand_out_card(
    *, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime, keeps_phones: bool = False
) -> IssuedCard:
    """A new card, printed; an earlier one and what it opened end (cards.issue_card)."""
    with transaction.atomic():
        issued = issue_card(newcomer=newcomer, by=by, keeps_phones=keeps_phones, at=at)
        _log(newcomer, by, purpose, LookWhat.PRINT, at)
    return issued


def stop_card(*, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime, keeps_phones: bool = False) -> bool:
    """The card stops and what it opened ends (cards.revoke_card). True when there was one."""
    with transaction.atomic():
        was_there = revoke_card(newcomer=newcomer, by=by, keeps_phones=keeps_phones, at=at)
        _log(newcomer, by, purpose, LookWhat.CARD_STOPPED, at)
    return was_there


def reset_pictures(*, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime) -> None:
    """Forget her pictures, and what was guessed at them: the next sign-in with her card asks her to choose new ones."""
    _check(by, newcomer)
    with transaction.atomic():
        clear_pin(newcomer=newcomer)
        throttle.forget_guesses_at(newcomer=newcomer)
        _log(newcomer, by, purpose, LookWhat.PICTURES, at)


def make_link(*, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime) -> str:
    """The token of a link for one sign-in (links.create_handover_link)."""
    with transaction.atomic():
        token = create_handover_link(newcomer=newcomer, by=by, at=at)
        _log(newcomer, by, purpose, LookWhat.LINK, at)
    return token


def withdraw_link(*, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime) -> bool:
    """A link that is still open stops working. True when there was one."""
    _check(by, newcomer)
    with transaction.atomic():
        was_there = withdraw_links(newcomer=newcomer, at=at)
        if was_there:
            _log(newcomer, by, purpose, LookWhat.LINK_WITHDRAWN, at)
    return was_there


def end_phone(*, newcomer: Newcomer, uuid: UUID, by: User, purpose: LookPurpose, at: datetime) -> Device:
    """A phone of hers is signed out at once and forgets her: stolen, sold, left behind."""
    _check(by, newcomer)
    with transaction.atomic():
        device = revoke_device(newcomer=newcomer, uuid=uuid, at=at)
        _log(newcomer, by, purpose, LookWhat.PHONES, at)
    return device


def end_phones(*, newcomer: Newcomer, by: User, purpose: LookPurpose, at: datetime) -> int:
    """She is signed out everywhere. Returns on how many phones and computers."""
    _check(by, newcomer)
    with transaction.atomic():
        ended = end_devices(newcomer=newcomer, at=at)
        _log(newcomer, by, purpose, LookWhat.PHONES, at)
    return ended


def _check(by: User, newcomer: Newcomer) -> None:
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed


def _log(newcomer: Newcomer, by: User, purpose: LookPurpose, what: LookWhat, at: datetime) -> None:
    record_look(user=by, newcomer=newcomer, purpose=purpose, what=what, at=at)
