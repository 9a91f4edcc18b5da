"""The card to keep: sixteen digits and their QR code. We know only a keyed hash; the digits are shown once, on the print."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.errors import NotAllowed

from .. import rules, signals
from ..models import Card, Device, Newcomer, User
from .devices import end_devices, revoke_device
from .links import withdraw_links
from .secrets import keyed_hash, make_card_digits


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card at the only moment when its digits are known. `digits` is a string of sixteen digits."""

    card: Card
    digits: str

    @property
    def groups(self) -> list[str]:
        """The digits in four groups of four, as they are printed."""
        return [self.digits[start : start + 4] for start in range(0, len(self.digits), 4)]


def issue_card(*, newcomer: Newcomer, by: User, at: datetime, keeps_phones: bool = False) -> IssuedCard:
    """Give a newcomer a new card. An earlier one stops working at once, and so do every session it may have opened and
    a link that is still open.

    `keeps_phones`: she has her phones in her hand, they stay signed in. Raises NotAllowed without the right.
    """
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    digits = make_card_digits()
    with transaction.atomic():
        if _revoke(newcomer, by=by, at=at):
            withdraw_links(newcomer=newcomer, at=at)
            end_devices(newcomer=newcomer, visits_only=keeps_phones, at=at)
        card = Card.objects.create(
            newcomer=newcomer, code_hash=keyed_hash(digits, purpose="card"), issued_at=at, issued_by=by
        )
        signals.card_issued.send(sender=Card, card=card, by=by, at=at)
    return IssuedCard(card=card, digits=digits)


def revoke_card(*, newcomer: Newcomer, by: User, at: datetime, keeps_phones: bool = False) -> bool:
    """Make the newcomer's card useless (lost, stolen), with a link that is still open, and end every session, or all
    but those on her own phones.

    True when there was a card. Raises NotAllowed without the right.
    """
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    with transaction.atomic():
        end_devices(newcomer=newcomer, visits_only=keeps_phones, at=at)
        withdraw_links(newcomer=newcomer, at=at)
        return _revoke(newcomer, by=by, at=at)


def refuse_device(*, newcomer: Newcomer, uuid, besides: int | None, at: datetime) -> Device:
    """The newcomer says "not me": that phone is taken away, her card stops, and only the phone in her hand
    (`besides`) stays signed in; a link that is still open ends. Raises NotAllowed for another's device."""
    with transaction.atomic():
        device = revoke_device(newcomer=newcomer, uuid=uuid, at=at)
        end_devices(newcomer=newcomer, besides=besides, at=at)
        withdraw_links(newcomer=newcomer, at=at)
        _revoke(newcomer, by=newcomer.user, at=at)
    return device


def _revoke(newcomer: Newcomer, *, by: User, at: datetime) -> bool:
    return bool(Card.objects.filter(newcomer=newcomer, revoked_at__isnull=True).update(revoked_at=at, revoked_by=by))


def find_card(*, digits: str) -> Card | None:
    """The valid card with these digits (spaces and dashes do not matter), or None."""
    digits = normalise_digits(digits)
    if not digits:
        return None
    return (
        Card.objects.filter(code_hash=keyed_hash(digits, purpose="card"), revoked_at__isnull=True)
        .select_related("newcomer__user", "newcomer__profile")
        .first()
    )


def was_card(*, digits: str) -> bool:
    """Whether a card that no longer works had these digits."""
    code_hash = keyed_hash(normalise_digits(digits), purpose="card")
    return Card.objects.filter(code_hash=code_hash, revoked_at__isnull=False).exists()


def normalise_digits(text: str) -> str:
    """Western digits only: Arabic-Indic and other digits are read as what they mean; everything else is dropped."""
    return "".join(
        str(unicodedata.digit(character)) for character in text if unicodedata.digit(character, None) is not None
    )
