"""Slowing down who guesses, without letting anybody lock others out. Why so: docs/decisions/0005-guessing-and-locking-out.md.

Digits cannot be guessed (53 bits), so a right card is never refused; wrong ones of an address that keeps trying are no
longer answered. Pictures can be guessed (1,716 choices), so they are counted by what is guessed at: a card, seen from an
address and from everywhere; or one phone on which she is enrolled, which what others try elsewhere never slows down.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Card, Device, SignInAttempt
from .secrets import keyed_hash

WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
WRONG_DIGITS_PER_ADDRESS = 100  # in a quarter of an hour
WRONG_PICTURES_AT_ONCE = 5  # in a quarter of an hour, from one address or on one phone
WRONG_PICTURES_A_DAY = 20  # at one card or phone, from everywhere
WRONG_PICTURES_A_MONTH = 60


class TooManyTries(DomainError):
    """Who tries must wait a quarter of an hour."""

    code = "too_many_tries"


class CardUsedUp(DomainError):
    """So many wrong pictures that somebody else seems to hold the card: only a new one, or new pictures, help."""

    code = "card_used_up"


def refuse_digits(*, address: str, at: datetime) -> None:
    """No card that works has these digits. Counts it; raises TooManyTries for an address that keeps guessing."""
    hashed = _hashed(address)
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW, address_hash=hashed, card_hash="")
    if recent.count() >= WRONG_DIGITS_PER_ADDRESS:
        raise TooManyTries(_("Too many tries. Wait a quarter of an hour, or ask at the desk."))
    SignInAttempt.objects.create(address_hash=hashed, at=at)
    _forget_old(at)


def count_pictures(*, card: Card | None, device: Device | None, address: str, at: datetime) -> SignInAttempt:
    """Count a try before anybody looks whether it is right: a hundred at the same moment are still a hundred.

    `device`: the phone when she is enrolled on it, which is then the only place that counts. Raises TooManyTries or
    CardUsedUp; a refused try is not counted, so that trying on does not make the wait longer.
    """
    key = _key(card=card, device=device)
    hashed = "" if device else _hashed(address)
    attempt = SignInAttempt.objects.create(card_hash=key, address_hash=hashed, at=at)
    tries = SignInAttempt.objects.filter(card_hash=key)
    try:
        if tries.filter(at__gt=at - WINDOW, address_hash=hashed).count() > WRONG_PICTURES_AT_ONCE:
            raise TooManyTries(_("Too many tries. Wait a quarter of an hour, or ask at the desk."))
        if (
            tries.filter(at__gt=at - DAY).count() > WRONG_PICTURES_A_DAY
            or tries.filter(at__gt=at - MONTH).count() > WRONG_PICTURES_A_MONTH
        ):
            raise CardUsedUp(_("Too many wrong pictures. Ask your case worker or the desk for a new card."))
    except DomainError:
        attempt.delete()
        raise
    _forget_old(at)
    return attempt


def forget_try(attempt: SignInAttempt) -> None:
    """The pictures were right: this was no guess."""
    attempt.delete()


def forget_guesses_at(*, newcomer) -> None:
    """She chooses new pictures: what was guessed at the old ones says nothing any more."""
    cards = Card.objects.filter(newcomer=newcomer, revoked_at__isnull=True)
    devices = Device.objects.filter(newcomer=newcomer, revoked_at__isnull=True)
    keys = [_key(card=card, device=None) for card in cards]
    keys += [_key(card=card, device=device) for device in devices for card in (None, *cards)]
    SignInAttempt.objects.filter(card_hash__in=keys).delete()


def count_guesses_at(*, card: Card, at: datetime) -> int:
    """How many wrong pictures were shown with a card on new phones in the last thirty days."""
    return SignInAttempt.objects.filter(card_hash=_key(card=card, device=None), at__gt=at - MONTH).count()


def _key(*, card: Card | None, device: Device | None) -> str:
    if device is not None:
        return f"phone:{device.pk}:{'card' if card else 'name'}"
    assert card is not None, "pictures are shown with a card, or on a phone of hers"
    return card.code_hash


def _forget_old(at: datetime) -> None:
    SignInAttempt.objects.filter(at__lt=at - MONTH).delete()
    SignInAttempt.objects.filter(at__lt=at - DAY, card_hash="").delete()
    SignInAttempt.objects.filter(at__lt=at - DAY).exclude(address_hash="").update(address_hash="")


def _hashed(address: str) -> str:
    """One house on the internet: an IPv4 address, or the network of an IPv6 one (a house has 2**64 of those)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return keyed_hash(address, purpose="address")
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return keyed_hash(str(IPv6Address(int(parsed) >> 64 << 64)), purpose="address")
    return keyed_hash(str(getattr(parsed, "ipv4_mapped", None) or parsed), purpose="address")
