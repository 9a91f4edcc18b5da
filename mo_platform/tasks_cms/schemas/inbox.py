from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS

_ATTACHED = ("photo", "file", "map", "list", "tree", "flower", "house", "calendar")
_ON = Pick(name="on", label=_("Which e-mail"), of="mails")
_PARTS: tuple[Part, ...] = (
    Words(name="from", label=_("From whom")),
    Picture(name="icon", label=_("Picture of who wrote it"), names=SENDERS),
    Words(name="subject", label=_("Subject")),
    Words(name="body", label=_("What it says"), is_long=True),
    Picture(name="attachment", label=_("What is attached"), names=_ATTACHED, is_needed=False),
    Tick(name="is_bad", label=_("This e-mail is rubbish and may be thrown away")),
)
INBOX = Schema(
    world="inbox",
    label=_("Inbox"),
    about=_("E-mails arrive: open one, look at what is attached, answer, add a photo, throw rubbish away."),
    icon="envelope",
    skill=Skill.EMAIL,
    parts=(
        rows(
            name="mails",
            label=_("The e-mails, from the top"),
            one=_("E-mail"),
            parts=_PARTS,
            begins_with=3,
            named_by=("from", "subject"),
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("open", _("open an e-mail"), (_ON,)),
                Kind("attach-open", _("look at what is attached"), (_ON,)),
                Kind("reply", _("answer"), (_ON,)),
                Kind("attach", _("answer with a photo"), (_ON,)),
                Kind("spam", _("throw rubbish away"), (_ON,)),
            ),
        ),
        Line(
            name="reply",
            label=_("What her answer says"),
            is_needed=False,
            help_text=_("The same in every language: a word that she copies. Empty: she writes what she likes."),
        ),
    ),
)
