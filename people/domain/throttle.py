"""Slowing down who guesses, without letting anybody lock others out.

Card digits cannot be guessed (53 bits), pictures can: so the pictures are counted per card and network address, and a
browser that the newcomer enrolled is never slowed down by what others try elsewhere. Wrong digits are counted per
address with a bound that a full classroom behind one address does not reach.
"""

from datetime import datetime, timedelta

from ..models import SignInAttempt
from .secrets import keyed_hash

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
WRONG_DIGITS_PER_ADDRESS = 100
WRONG_PICTURES_PER_CARD_AND_ADDRESS = 5
WRONG_PICTURES_PER_CARD = 30


def record_failure(*, address: str, at: datetime, card_hash: str = "") -> None:
    """Count a failed try of `address` (an IP address; only its keyed hash is kept, for a day)."""
    SignInAttempt.objects.create(address_hash=_hashed(address), card_hash=card_hash, at=at)
    SignInAttempt.objects.filter(at__lt=at - KEPT).delete()


def are_digits_throttled(*, address: str, at: datetime) -> bool:
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW, address_hash=_hashed(address), card_hash="")
    return recent.count() >= WRONG_DIGITS_PER_ADDRESS


def are_pictures_throttled(*, card_hash: str, address: str, at: datetime) -> bool:
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW, card_hash=card_hash)
    if recent.filter(address_hash=_hashed(address)).count() >= WRONG_PICTURES_PER_CARD_AND_ADDRESS:
        return True
    return recent.count() >= WRONG_PICTURES_PER_CARD


def _hashed(address: str) -> str:
    return keyed_hash(address, purpose="address")
