from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS

_DATA = ("user", "cake", "house", "map-pin", "phone", "envelope", "card", "euro", "key", "first-aid", "briefcase")
_ON = Pick(name="on", label=_("Which request"), of="requests")
_NUMBER = Line(
    name="number", label=_("Number on the screen"), help_text=_("Of the site and of what she asked for: the same.")
)
_SITE: tuple[Part, ...] = (
    Words(name="title", label=_("What the site is called")),
    Picture(name="icon", label=_("Picture of the site"), names=SENDERS),
    _NUMBER,
)
_WANT: tuple[Part, ...] = (
    Words(name="label", label=_("What is asked for")),
    Picture(name="icon", label=_("Picture"), names=_DATA),
)
_REQUEST: tuple[Part | Rows, ...] = (
    Words(name="from", label=_("Who asks")),
    Picture(name="icon", label=_("Picture of who asks"), names=SENDERS),
    _NUMBER,
    rows(
        name="wants",
        label=_("What it asks for"),
        one=_("Asked for"),
        parts=_WANT,
        begins_with=1,
        has_id=False,
    ),
    Tick(name="is_own", label=_("She began it herself")),
)
IDENTITY = Schema(
    world="identity",
    label=_("Showing who you are"),
    about=_(
        "An app of no brand: a site asks who she is; she looks, confirms with a code, or refuses what she did not begin."
    ),
    icon="card",
    skill=Skill.IDENTITY,
    parts=(
        rows(
            name="site",
            label=_("The site where she signs in"),
            one=_("Site"),
            parts=_SITE,
            is_single=True,
            has_id=False,
        ),
        rows(
            name="requests",
            label=_("The requests in the app"),
            one=_("Request"),
            parts=_REQUEST,
            begins_with=1,
            named_by=("from", "number"),
        ),
        Line(
            name="code", label=_("The code that confirms"), help_text=_("Four digits or more; of the task, never hers.")
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(Kind("confirm", _("confirm"), (_ON,)), Kind("refuse", _("refuse"), (_ON,))),
        ),
    ),
)
