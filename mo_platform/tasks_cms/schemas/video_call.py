from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS

_FROM: tuple[Part, ...] = (
    Picture(name="icon", label=_("Picture of who wrote it"), names=SENDERS),
    Words(name="from", label=_("From whom")),
    Words(name="text", label=_("What it says"), is_long=True),
)
_INVITE: tuple[Part, ...] = (
    *_FROM,
    Line(name="link", label=_("Link"), help_text=_("Short and invented, such as school.example.")),
)
_PERSON: tuple[Part, ...] = (
    Words(name="name", label=_("Name")),
    Picture(name="icon", label=_("Picture"), names=("teacher", "user", "woman", "users")),
)
_CAMERA: tuple[Part, ...] = (
    Words(name="name", label=_("What it is called")),
    Tick(name="is_broken", label=_("It shows no picture")),
)
VIDEO_CALL = Schema(
    world="video_call",
    label=_("Video call"),
    about=_(
        "An invitation, a call to join, microphone, hand, messages, a camera that works. Nothing real is asked for."
    ),
    icon="video",
    skill=Skill.VIDEO_CALL,
    parts=(
        rows(
            name="invite",
            label=_("The invitation"),
            one=_("Invitation"),
            parts=_INVITE,
            is_single=True,
            has_id=False,
        ),
        rows(
            name="people",
            label=_("Who is in the call"),
            one=_("Person"),
            parts=_PERSON,
            begins_with=1,
            named_by=("name",),
        ),
        rows(
            name="cameras",
            label=_("Her cameras; the first is on"),
            one=_("Camera"),
            parts=_CAMERA,
            begins_with=1,
            named_by=("name",),
        ),
        rows(
            name="said",
            label=_("A message in the call"),
            one=_("Message"),
            parts=_FROM,
            least=0,
            is_single=True,
            has_id=False,
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("join", _("join the call"), ()),
                Kind("mute", _("switch the microphone off"), ()),
                Kind("unmute", _("switch the microphone on"), ()),
                Kind("hand", _("raise her hand"), ()),
                Kind("chat", _("read the message"), ()),
                Kind("camera", _("choose a camera"), (Pick(name="on", label=_("Which camera"), of="cameras"),)),
                Kind("leave", _("leave the call"), ()),
            ),
        ),
    ),
)
