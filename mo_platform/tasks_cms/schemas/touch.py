from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Device, Skill

from ..parts import Choice, Part, Picture, Pictures, Schema, rows
from ..pictures import THINGS

_FINGER = (
    ("tap", _("finger: tap")),
    ("double-tap", _("finger: tap twice")),
    ("long-press", _("finger: press long")),
    ("swipe-left", _("finger: swipe to the left")),
    ("swipe-right", _("finger: swipe to the right")),
    ("swipe-up", _("finger: swipe up")),
    ("swipe-down", _("finger: swipe down")),
    ("pinch-out", _("two fingers: make larger")),
    ("pinch-in", _("two fingers: make smaller")),
)
_MOUSE = (
    ("click", _("mouse: click")),
    ("double-click", _("mouse: click twice")),
    ("right-click", _("mouse: click on the right")),
    ("scroll", _("mouse: turn the wheel")),
    ("drag", _("mouse: drag")),
)
_PARTS: tuple[Part, ...] = (
    Choice(name="gesture", label=_("What she does"), choices=(*_FINGER, *_MOUSE)),
    Picture(name="target", label=_("With which thing"), names=THINGS),
    Pictures(name="decoys", label=_("Other things beside it"), names=THINGS, is_needed=False),
)


def _check(parameters: Mapping[str, Any], devices: list[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """A phone has no mouse, and most computers feel no finger."""
    possible = {Device.PHONE: dict(_FINGER), Device.COMPUTER: dict(_MOUSE)}
    for number, scene in enumerate(parameters["scenes"]):
        for device in devices:
            if scene.get("gesture") not in possible[Device(device)]:
                sentence = _now("This cannot be done on a %(device)s. Choose another, or another device above.")
                yield ("scenes", number, "gesture"), sentence % {"device": Device(device).label}
        if scene.get("target") in scene.get("decoys", ()):
            yield ("scenes", number, "decoys"), _now("The thing that is meant stands there once only.")


TOUCH = Schema(
    world="touch",
    label=_("Touching and clicking"),
    about=_("Gestures of a finger, or what a mouse does, one after the other."),
    icon="hand",
    skill=Skill.TOUCH,
    parts=(
        rows(
            name="scenes",
            label=_("The gestures, one after the other"),
            one=_("Gesture"),
            parts=_PARTS,
            begins_with=1,
            has_id=False,
        ),
    ),
    check=_check,
)
