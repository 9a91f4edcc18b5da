"""Signing in with a card: the digits say who, the pictures or her own phone say that it is she."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Card, Newcomer
from . import throttle
from .cards import find_card
from .pictures import is_pin_right


class WrongCard(DomainError):
    """No valid card has these digits. Unknown, revoked and mistyped answer the same."""

    code = "wrong_card"


class WrongPictures(DomainError):
    code = "wrong_pictures"


class TooManyTries(DomainError):
    code = "too_many_tries"


def recognise_card(*, digits: str, address: str, at: datetime) -> Card:
    """The valid card with these digits. Raises WrongCard, or TooManyTries for an address that keeps guessing."""
    if throttle.are_digits_throttled(address=address, at=at):
        raise TooManyTries(_("Too many tries. Wait a quarter of an hour, or ask at the desk."))
    card = find_card(digits=digits)
    if card is None:
        throttle.record_failure(address=address, at=at)
        raise WrongCard(_("We do not know this card. Look at the numbers again, or ask for a new card."))
    return card


def check_pictures(*, card: Card, pictures: list[str], address: str, at: datetime) -> Newcomer:
    """The newcomer, when the pictures are hers in the right order. Raises WrongPictures or TooManyTries."""
    _check(card.newcomer, key=card.code_hash, pictures=pictures, address=address, at=at)
    return card.newcomer


def check_pictures_of(*, newcomer: Newcomer, pictures: list[str], address: str, at: datetime) -> Newcomer:
    """The same on a shared phone on which she is enrolled, where no card is asked."""
    _check(newcomer, key=f"newcomer:{newcomer.pk}", pictures=pictures, address=address, at=at)
    return newcomer


def _check(newcomer: Newcomer, *, key: str, pictures: list[str], address: str, at: datetime) -> None:
    if throttle.are_pictures_throttled(card_hash=key, address=address, at=at):
        raise TooManyTries(_("Too many tries. Wait a quarter of an hour, or ask at the desk."))
    if not is_pin_right(newcomer=newcomer, pictures=pictures):
        throttle.record_failure(address=address, card_hash=key, at=at)
        raise WrongPictures(_("These are not your pictures. Try again."))
