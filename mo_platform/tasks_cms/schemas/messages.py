from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Rows, Schema, Words, rows
from ..pictures import SENDERS

_CHAT = Pick(name="on", label=_("Whose messages"), of="chats")
_APPOINTMENT = Pick(name="on", label=_("Which appointment"), of="appointments")
_DAY = Pick(name="day", label=_("On which day"), of="days")
_TEXT: tuple[Part, ...] = (
    Words(name="text", label=_("What it says"), is_long=True),
    Pick(name="on", label=_("Appointment that it is about"), of="appointments", is_needed=False),
    Pick(name="day", label=_("On which day"), of="days", is_needed=False),
)
_REPLY: tuple[Part, ...] = (
    Words(name="text", label=_("What it says")),
    Picture(name="icon", label=_("Picture"), names=("check", "x", "question", "clock", "heart", "calendar")),
)
_CHAT_PARTS: tuple[Part | Rows, ...] = (
    Words(name="from", label=_("From whom")),
    Picture(name="icon", label=_("Picture of who wrote it"), names=SENDERS),
    rows(name="texts", label=_("The messages"), one=_("Message"), parts=_TEXT, has_id=False),
    rows(
        name="replies",
        label=_("Answers that she can choose"),
        one=_("Answer"),
        parts=_REPLY,
        least=0,
        named_by=("text",),
    ),
)
_DAY_PARTS: tuple[Part, ...] = (
    Words(name="label", label=_("Day of the week")),
    Line(name="number", label=_("Day of the month")),
)
_APPOINTMENT_PARTS: tuple[Part, ...] = (
    Words(name="title", label=_("What it is")),
    Picture(name="icon", label=_("Picture"), names=SENDERS),
    Line(name="time", label=_("Hour"), help_text=_("Such as 10:00.")),
    Pick(
        name="day",
        label=_("On which day it stands"),
        of="days",
        is_needed=False,
        help_text=_("Empty: only a message speaks of it."),
    ),
)
MESSAGES = Schema(
    world="messages",
    label=_("Messages and a calendar"),
    about=_("Read, answer, write; put an appointment on its day, move it, call it off."),
    icon="chat",
    skill=Skill.MESSAGES,
    parts=(
        rows(
            name="days",
            label=_("The days of the calendar"),
            one=_("Day"),
            parts=_DAY_PARTS,
            begins_with=3,
            named_by=("label", "number"),
        ),
        rows(
            name="appointments",
            label=_("The appointments"),
            one=_("Appointment"),
            parts=_APPOINTMENT_PARTS,
            least=0,
            begins_with=1,
            named_by=("title", "time"),
        ),
        rows(
            name="chats",
            label=_("Who writes to her"),
            one=_("Messages"),
            parts=_CHAT_PARTS,
            begins_with=1,
            named_by=("from",),
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("open", _("read messages"), (_CHAT,)),
                Kind(
                    "answer",
                    _("choose an answer"),
                    (_CHAT, Pick(name="reply", label=_("Which answer"), of="chats.replies")),
                ),
                Kind("write", _("write a message"), (_CHAT, Line(name="text", label=_("What she copies")))),
                Kind("put", _("put an appointment on a day"), (_APPOINTMENT, _DAY)),
                Kind("cancel", _("call an appointment off"), (_APPOINTMENT,)),
            ),
        ),
    ),
)
