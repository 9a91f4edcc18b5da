from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Choice, Choices, Kind, Line, Part, Pick, Picture, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS

_SWITCHES = (("wifi", _("wifi")), ("data", _("mobile data")), ("plane", _("plane mode")))
_SWITCH = Choice(name="on", label=_("Which switch"), choices=_SWITCHES)
_NETWORK: tuple[Part, ...] = (
    Line(name="name", label=_("Name of the network"), help_text=_("Invented, such as ZON-24.")),
    Picture(name="icon", label=_("Picture of where it is"), names=SENDERS),
    Tick(name="is_locked", label=_("It has a lock")),
    Line(name="code", label=_("Its code"), is_needed=False, help_text=_("Empty: she cannot know it.")),
    Tick(name="asks", label=_("It asks to agree to its rules")),
)
_DOWNLOAD: tuple[Part, ...] = (
    Words(name="title", label=_("What is downloaded")),
    Picture(name="icon", label=_("Picture"), names=("film", "photo", "book", "file", "video", "map")),
)
CONNECTION = Schema(
    world="connection",
    label=_("Wifi and data"),
    about=_("Switches for wifi, data and plane mode, networks to join, a download to stop."),
    icon="wifi",
    skill=Skill.CONNECTION,
    parts=(
        Choices(name="starts_on", label=_("What is switched on at the beginning"), choices=_SWITCHES, is_needed=False),
        rows(
            name="networks",
            label=_("The networks"),
            one=_("Network"),
            parts=_NETWORK,
            begins_with=2,
            named_by=("name",),
        ),
        rows(
            name="downloads",
            label=_("What is being downloaded"),
            one=_("Download"),
            parts=_DOWNLOAD,
            least=0,
            named_by=("title",),
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("switch-on", _("switch on"), (_SWITCH,)),
                Kind("switch-off", _("switch off"), (_SWITCH,)),
                Kind("join", _("join a network"), (Pick(name="on", label=_("Which network"), of="networks"),)),
                Kind("stop", _("stop a download"), (Pick(name="on", label=_("Which download"), of="downloads"),)),
            ),
        ),
    ),
)
