from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Picture, Pictures, Rows, Schema, Tick, Words, rows
from ..pictures import THINGS, TOPICS

_HEAD: tuple[Part, ...] = (
    Words(name="title", label=_("What is asked here")),
    Picture(name="icon", label=_("Picture"), names=TOPICS),
)
_GIVEN: tuple[Part, ...] = (
    Picture(name="icon", label=_("Picture"), names=TOPICS),
    Words(name="label", label=_("What it says")),
)
_OPTION: tuple[Part, ...] = (
    Words(name="label", label=_("What can be chosen")),
    Pictures(name="icons", label=_("Pictures"), names=TOPICS, is_needed=False, may_lack=True),
    Tick(name="is_safe", label=_("This one is safe")),
)
_WORD: tuple[Part, ...] = (
    Picture(name="icon", label=_("Picture"), names=THINGS),
    Line(name="text", label=_("The word"), help_text=_("The same in every language: she copies it.")),
)
_WORDS = rows(
    name="words",
    label=_("The words of the password"),
    one=_("Word"),
    parts=_WORD,
    begins_with=3,
    has_id=False,
    help_text=_("Twelve letters or more together."),
)
_CHOOSE: tuple[Part | Rows, ...] = (
    *_HEAD,
    rows(
        name="given",
        label=_("What she knows"),
        one=_("Given"),
        parts=_GIVEN,
        least=0,
        has_id=False,
    ),
    rows(
        name="options",
        label=_("What can be chosen"),
        one=_("Choice"),
        parts=_OPTION,
        least=2,
        begins_with=2,
        named_by=("label",),
    ),
)
PASSWORD = Schema(
    world="password",
    label=_("PIN and password"),
    about=_(
        "A PIN to press, a safe choice, a long password of words, signing in with it. They are of the task, never hers."
    ),
    icon="lock",
    skill=Skill.PASSWORD,
    parts=(
        Rows(
            name="scenes",
            label=_("What she does, one after the other"),
            one=_("Scene"),
            tag="kind",
            begins_with=1,
            kinds=(
                Kind(
                    "pin",
                    _("press a PIN"),
                    (*_HEAD, Line(name="pin", label=_("The PIN"), help_text=_("Four digits or more."))),
                ),
                Kind("choose", _("choose what is safe"), _CHOOSE),
                Kind("new", _("make a long password"), (*_HEAD, _WORDS)),
                Kind("sign-in", _("sign in with the password"), (*_HEAD, _WORDS)),
            ),
        ),
    ),
)
