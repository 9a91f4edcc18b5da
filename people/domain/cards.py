"""The card to keep: sixteen digits and their QR code. We know only a keyed hash; the digits are shown once, on the print."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.errors import NotAllowed

from .. import rules, signals
from ..models import Card, Newcomer, User
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


def issue_card(*, newcomer: Newcomer, by: User, at: datetime) -> IssuedCard:
    """Give a newcomer a new card; an earlier one stops working at once. Raises NotAllowed without the right."""
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    digits = make_card_digits()
    with transaction.atomic():
        _revoke(newcomer, by=by, at=at)
        card = Card.objects.create(
            newcomer=newcomer, code_hash=keyed_hash(digits, purpose="card"), issued_at=at, issued_by=by
        )
        signals.card_issued.send(sender=Card, card=card, by=by, at=at)
    return IssuedCard(card=card, digits=digits)


def revoke_card(*, newcomer: Newcomer, by: User, at: datetime) -> bool:
    """Make the newcomer's card useless (lost, stolen). Her own phones stay signed in. True when there was one."""
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    return _revoke(newcomer, by=by, at=at)


def revoke_own_card(*, newcomer: Newcomer, at: datetime) -> bool:
    """The newcomer herself says that somebody else used her card."""
    return _revoke(newcomer, by=newcomer.user, at=at)


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


def normalise_digits(text: str) -> str:
    """Western digits only: Arabic-Indic and other digits are read as what they mean; everything else is dropped."""
    return "".join(
        str(unicodedata.digit(character)) for character in text if unicodedata.digit(character, None) is not None
    )
