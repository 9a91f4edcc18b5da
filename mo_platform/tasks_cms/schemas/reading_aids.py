"""The page of a town hall in two languages that nobody reads, Esperanto and Latin, and in hers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Choice, Kind, Line, Part, Pick, Picture, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS

_TOPICS = ("clock", "trash", "card", "house", "calendar", "phone", "map-pin", "euro", "bus")
_STRANGE = [{"id": "eo", "name": "Esperanto"}, {"id": "la", "name": "Latina"}]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Languages(Words):
    """The languages of the page: what hers is called, beside the two that are always there."""

    suffix: str = "-own-name"

    def write(self, value: Any, dutch: Callable[[str], str]) -> str:
        return next((dutch(one["name"]) for one in value or [] if one["id"] == "own"), "")

    def read(self, value: Any) -> Any:
        return [*_STRANGE, {"id": "own", "name": Words.read(self, value)}]


def _text(name: str, label, *, is_long: bool = False) -> Rows:
    """A text in her language, with what stands there before she chooses it."""
    parts: tuple[Part, ...] = (
        Words(name="own", label=label, is_long=is_long),
        Line(name="eo", label=_("In Esperanto")),
        Line(name="la", label=_("In Latin")),
    )
    return Rows(name=name, label=label, one=label, kinds=(Kind("", label, parts),), is_single=True, has_id=False)


_PAGE: tuple[Part | Rows, ...] = (
    Picture(name="icon", label=_("Picture"), names=SENDERS),
    _text("title", _("What the page is called")),
)
_PART: tuple[Part | Rows, ...] = (
    Picture(
        name="icon",
        label=_("Picture"),
        names=_TOPICS,
    ),
    _text("title", _("Title")),
    _text("text", _("Text"), is_long=True),
)
READING_AIDS = Schema(
    world="reading_aids",
    label=_("Helps of reading"),
    about=_("A page in a language that she does not read: choose hers, have it read aloud, make the letters larger."),
    icon="text-size",
    skill=Skill.READING_AIDS,
    parts=(
        _Languages(
            name="languages",
            label=_("What her language is called"),
            help_text=_("In itself, such as Nederlands."),
        ),
        Choice(name="starts_in", label=_("The page opens in"), choices=(("eo", "Esperanto"), ("la", "Latina"))),
        Tick(name="is_bare", label=_("The helps are shown without their names (harder)")),
        rows(
            name="page",
            label=_("The page"),
            one=_("Page"),
            parts=_PAGE,
            is_single=True,
            has_id=False,
        ),
        rows(
            name="parts",
            label=_("What the page leads to"),
            one=_("Part"),
            parts=_PART,
            begins_with=1,
            named_by=("title-0-own",),
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("language", _("choose her language"), (), {"on": "own"}),
                Kind(
                    "listen",
                    _("have it read aloud"),
                    (
                        Pick(
                            name="on",
                            label=_("Which part"),
                            of="parts",
                            is_needed=False,
                            help_text=_("Empty: the page."),
                        ),
                    ),
                ),
                Kind(
                    "larger",
                    _("make the letters larger"),
                    (Choice(name="on", label=_("So many steps"), choices=(("1", "1"), ("2", "2"), ("3", "3"))),),
                ),
                Kind("back", _("open a part and come back"), (Pick(name="on", label=_("Which part"), of="parts"),)),
            ),
        ),
    ),
)
