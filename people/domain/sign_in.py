"""Signing in with a card: the digits say who, the pictures or her own phone say that it is she."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Card, Device, Newcomer
from . import throttle
from .cards import find_card, was_card
from .pictures import is_pin_right


class WrongCard(DomainError):
    """No card ever had these digits. Unknown and mistyped answer the same."""

    code = "wrong_card"


class StoppedCard(DomainError):
    """The digits are those of a card that was replaced or stopped. Only who holds it hears so: nobody guesses digits."""

    code = "stopped_card"


class WrongPictures(DomainError):
    code = "wrong_pictures"


def recognise_card(*, digits: str, address: str, at: datetime) -> Card:
    """The valid card with these digits, whatever others tried from the same address.

    Raises WrongCard or StoppedCard, or throttle.TooManyTries for wrong digits from an address that keeps guessing.
    """
    card = find_card(digits=digits)
    if card is None:
        throttle.refuse_digits(address=address, at=at)
        if was_card(digits=digits):
            raise StoppedCard(_("This card does not work any more. Use your newest card, or ask your office for one."))
        raise WrongCard(_("We do not know this card. Look at the numbers again, or ask for a new card."))
    return card


def check_pictures(
    *,
    newcomer: Newcomer,
    pictures: list[str],
    address: str,
    at: datetime,
    card: Card | None = None,
    device: Device | None = None,
) -> None:
    """Nothing, when the pictures are hers in the right order. `card`: the one she showed; `device`: the phone, when she
    is enrolled on it. Raises WrongPictures, throttle.TooManyTries or throttle.CardUsedUp."""
    attempt = throttle.count_pictures(card=card, device=device, address=address, at=at)
    if not is_pin_right(newcomer=newcomer, pictures=pictures):
        raise WrongPictures(_("These are not your pictures. Try again."))
    throttle.forget_try(attempt)
