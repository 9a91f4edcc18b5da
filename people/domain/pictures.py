"""The picture PIN: three pictures out of twelve, in an order only the newcomer knows."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError

from ..models import Newcomer, PicturePin

#: Keys of the pictures (static/art/pin-<key>.svg) with their names for who listens instead of looks.
PICTURES = {
    "key": gettext_lazy("key"),
    "umbrella": gettext_lazy("umbrella"),
    "bicycle": gettext_lazy("bicycle"),
    "cup": gettext_lazy("cup"),
    "apple": gettext_lazy("apple"),
    "chair": gettext_lazy("chair"),
    "lamp": gettext_lazy("lamp"),
    "boat": gettext_lazy("boat"),
    "scissors": gettext_lazy("scissors"),
    "ball": gettext_lazy("ball"),
    "tree": gettext_lazy("tree"),
    "clock": gettext_lazy("clock"),
}
PIN_LENGTH = 3


def has_pin(*, newcomer: Newcomer) -> bool:
    return PicturePin.objects.filter(newcomer=newcomer).exists()


def check_choice(*, pictures: list[str]) -> None:
    """Raises DomainError unless these are three of the twelve, not all the same."""
    if len(pictures) != PIN_LENGTH or any(picture not in PICTURES for picture in pictures):
        raise DomainError(_("Choose three pictures."), code="pin_incomplete")
    if len(set(pictures)) == 1:
        raise DomainError(_("Choose pictures that are not all the same."), code="pin_too_simple")


def check_repetition(*, first: list[str], second: list[str]) -> None:
    """Raises DomainError when the newcomer pressed other pictures the second time."""
    if first != second:
        raise DomainError(_("These were other pictures than the first time. Choose again."), code="pin_differs")


def set_pin(*, newcomer: Newcomer, pictures: list[str], at: datetime) -> PicturePin:
    """Remember the pictures, hashed. Raises DomainError unless they are three of the twelve, not all the same."""
    check_choice(pictures=pictures)
    pin, _created = PicturePin.objects.update_or_create(
        newcomer=newcomer, defaults={"pin_hash": make_password("-".join(pictures)), "set_at": at}
    )
    return pin


def clear_pin(*, newcomer: Newcomer) -> None:
    """Forget the pictures: with the next card the newcomer chooses new ones."""
    PicturePin.objects.filter(newcomer=newcomer).delete()


def is_pin_right(*, newcomer: Newcomer, pictures: list[str]) -> bool:
    pin = PicturePin.objects.filter(newcomer=newcomer).first()
    # Hash in any case, so that a newcomer without a PIN answers as slowly as one with a wrong one.
    return check_password("-".join(pictures), pin.pin_hash if pin else make_password("none")) and pin is not None
