"""Pictures of the little worlds, chosen by looking at them."""

from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

SPRITES = ("icons/sprite-worlds.svg", "icons/sprite.svg")
#: What can be shown in a world, by the name of its picture.
PICTURES: dict[str, str | Promise] = {
    "bus": gettext_lazy("bus"),
    "graduation": gettext_lazy("school"),
    "building": gettext_lazy("town hall"),
    "house": gettext_lazy("house"),
    "shop": gettext_lazy("shop"),
    "first-aid": gettext_lazy("doctor"),
    "briefcase": gettext_lazy("work"),
    "book": gettext_lazy("book"),
    "users": gettext_lazy("people"),
    "user": gettext_lazy("person"),
    "woman": gettext_lazy("face"),
    "heart": gettext_lazy("heart"),
    "leaf": gettext_lazy("leaf"),
    "flower": gettext_lazy("flower"),
    "tree": gettext_lazy("tree"),
    "ball": gettext_lazy("ball"),
    "box": gettext_lazy("box"),
    "cup": gettext_lazy("cup"),
    "bicycle": gettext_lazy("bicycle"),
    "car": gettext_lazy("car"),
    "umbrella": gettext_lazy("umbrella"),
    "map": gettext_lazy("map"),
    "map-pin": pgettext_lazy("a picture", "place"),
    "photo": pgettext_lazy("a picture", "photo"),
    "image": pgettext_lazy("a picture", "image"),
    "camera": gettext_lazy("camera"),
    "list": gettext_lazy("list"),
    "file": pgettext_lazy("a picture", "paper"),
    "folder": gettext_lazy("folder"),
    "envelope": gettext_lazy("letter"),
    "chat": gettext_lazy("message"),
    "phone": pgettext_lazy("a picture", "telephone"),
    "device": pgettext_lazy("a picture", "smartphone"),
    "video": gettext_lazy("video"),
    "calendar": gettext_lazy("calendar"),
    "clock": gettext_lazy("clock"),
    "bell": gettext_lazy("bell"),
    "euro": gettext_lazy("money"),
    "key": gettext_lazy("key"),
    "lock": gettext_lazy("lock"),
    "shield": gettext_lazy("shield"),
    "card": pgettext_lazy("a picture", "card"),
    "star": gettext_lazy("star"),
    "sun": gettext_lazy("sun"),
    "moon": gettext_lazy("moon"),
    "globe": gettext_lazy("globe"),
    "pencil": gettext_lazy("pencil"),
    "search": gettext_lazy("magnifying glass"),
    "check": gettext_lazy("tick"),
    "warning": gettext_lazy("warning"),
    "question": gettext_lazy("question mark"),
    "cake": gettext_lazy("birthday cake"),
    "film": pgettext_lazy("a picture", "film"),
    "books": gettext_lazy("library"),
    "teacher": pgettext_lazy("a picture", "teacher"),
    "note": pgettext_lazy("a picture", "note"),
    "monitor": gettext_lazy("screen"),
    "vault": gettext_lazy("vault"),
    "hang-up": pgettext_lazy("a picture", "hang up"),
    "speaker": gettext_lazy("loudspeaker"),
    "sign-in": pgettext_lazy("a picture", "sign in"),
    "trash": gettext_lazy("waste"),
    "flag": gettext_lazy("flag"),
    "x": gettext_lazy("cross"),
}
#: What may stand between the things that are touched.
THINGS = (
    "ball", "box", "tree", "flower", "cup", "bicycle", "car", "umbrella", "map", "photo", "list", "house", "book", "leaf",
    "heart", "star", "sun", "moon", "key", "bell",
)  # fmt: skip
#: Who writes, or whose page it is.
SENDERS = (
    "graduation", "building", "bus", "shop", "first-aid", "briefcase", "house", "users", "user", "woman", "book", "heart",
    "euro", "bell", "globe", "leaf", "star", "car", "bicycle", "calendar", "warning", "question", "teacher", "books", "cup",
)  # fmt: skip
#: What a message or a secret is about, in the order in which they are drawn.
TOPICS = (
    "clock", "calendar", "box", "book", "note", "monitor", "vault", "chat", "euro", "card", "users", "hang-up", "speaker", "cake",
    "key", "lock", "shield", "phone", "sign-in", "house", "user",
)  # fmt: skip
#: What a line of a form is about.
SIGNS = (
    "user", "users", "calendar", "clock", "house", "map-pin", "phone", "envelope", "card", "image", "briefcase", "graduation",
    "first-aid", "euro", "key", "check", "heart", "globe", "car", "bicycle",
)  # fmt: skip


@cache
def find_sprite(name: str) -> str:
    """The file below static that holds the picture. Raises KeyError for one that is nowhere."""
    for path in SPRITES:
        if f'id="{name}"' in Path(str(finders.find(path))).read_text(encoding="utf-8"):
            return path
    raise KeyError(name)


def draw_picture(name: str) -> SafeString:
    """Without words: they stand beside it."""
    return format_html(
        '<svg class="task-picture" width="28" height="28" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static(find_sprite(name)),
        name,
    )


def offer_pictures(names: tuple[str, ...]) -> list[tuple[str, str | Promise]]:
    return [(name, PICTURES[name]) for name in names]


class _Pictures:
    """A box or a button for each picture, with its word for who does not see it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        groups = self.optgroups(name, [str(one) for one in _list(value)], attrs)  # type: ignore[attr-defined]
        kind = self.input_type  # type: ignore[attr-defined]
        options = [option for _name, options, _index in groups for option in options]
        base = (attrs or {}).get("id", "")
        return format_html(
            '<div class="task-pictures" id="{}">{}</div>',
            base,
            format_html_join(
                "",
                '<label title="{4}"><input type="{0}" name="{1}" value="{2}"{3}>{5}<span class="w-sr-only">{4}</span></label>',
                (
                    (
                        kind,
                        name,
                        option["value"],
                        SafeString(" checked") if option["selected"] else "",
                        option["label"],
                        draw_picture(str(option["value"])) if option["value"] else _("none"),
                    )
                    for option in options
                ),
            ),
        )


class PictureSelect(_Pictures, forms.RadioSelect):
    """One of them."""


class PicturesSelect(_Pictures, forms.CheckboxSelectMultiple):
    """Several of them."""


def _list(value: Any) -> list:
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else [""]
