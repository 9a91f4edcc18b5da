"""What is printed with a card: how to sign in, in Dutch and beside it in the newcomer's language.

Staff print it, newcomers read it: its sentences are translated like every other sentence of theirs.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import api as core
from people import api as people

from .guide.qr import QrCode, draw_qr

#: Per step: drawings of ours, and the icon where there is none.
_PICTURES = (
    (("sign-in-card",), "camera"),
    ((), "device"),
    (("pin-key", "pin-cup", "pin-tree"), "star"),
    ((), "user"),
    ((), "card"),
)


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One step with its pictures, or an icon. `own` is empty when the sheet is in Dutch only."""

    art: tuple[str, ...]
    icon: str
    dutch: str
    own: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    """`language` is that of the second column, None when there is none; `address` is typed where no camera is at hand."""

    language: core.Language | None
    dutch_title: str
    own_title: str
    steps: list[SheetStep]
    address: str
    qr: QrCode | None


def make_sheet(*, newcomer, digits: str = "") -> CardSheet:
    """The sheet of a card. The digits stand behind the #, so that neither a server nor a log ever sees them."""
    language = sheet_language(newcomer)
    with translation.override(core.SOURCE_LANGUAGE):
        dutch = _texts()
    own = [""] * len(dutch)
    if language is not None:
        with translation.override(language.code.lower()):
            own = _texts()
    card_address = settings.PUBLIC_URL.rstrip("/") + reverse("card_address")
    return CardSheet(
        language=language,
        dutch_title=dutch[0],
        own_title=own[0],
        steps=[
            SheetStep(art, icon, *words)
            for (art, icon), words in zip(_PICTURES, zip(dutch[1:], own[1:], strict=True), strict=True)
        ],
        address=card_address.partition("://")[2],
        qr=draw_qr(f"{card_address}#{digits}") if digits else None,
    )


def sheet_language(newcomer) -> core.Language | None:
    """The first of her languages in which our own sentences exist; None when that is Dutch."""
    code = people.choose_home_language(newcomer=newcomer)
    return None if code == core.SOURCE_LANGUAGE else core.get_language(code)


def make_link_address(*, newcomer, token: str) -> str:
    """The address of a link that signs in once, opening in the newcomer's language."""
    with translation.override(people.choose_home_language(newcomer=newcomer).lower()):
        return settings.PUBLIC_URL.rstrip("/") + reverse("sign_in_link", kwargs={"token": token})


def _texts() -> list[str]:
    """The title and the steps, in the language that is active."""
    return [
        _("How to sign in"),
        _("Point the camera of your phone at the square on your card."),
        _("No camera? Open the address on the card and type the numbers."),
        _("Choose three pictures and remember them"),
        _("Say whose phone it is. On your own phone you stay signed in."),
        _("Keep the card: you need it on another phone. Lost it? Ask us for a new one."),
    ]
