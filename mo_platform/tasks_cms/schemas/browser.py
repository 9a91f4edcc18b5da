from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Rows, Schema, Words, rows
from ..pictures import SENDERS

_ON = Pick(name="on", label=_("Which page"), of="pages")
_PARTS: tuple[Part, ...] = (
    Words(name="title", label=_("What the page is called")),
    Picture(name="icon", label=_("Picture of the page"), names=SENDERS),
    Line(name="address", label=_("Address"), help_text=_("Short and invented, such as school.example.")),
    Pick(name="links", label=_("It leads on to"), of="pages", is_many=True, is_needed=False),
)
BROWSER = Schema(
    world="browser",
    label=_("Browser"),
    about=_("A few pages with addresses and links: open one, go back, open a tab, search."),
    icon="globe",
    skill=Skill.BROWSER,
    parts=(
        rows(
            name="pages",
            label=_("The pages"),
            one=_("Page"),
            parts=_PARTS,
            begins_with=2,
            named_by=("title",),
            is_mapping=True,
        ),
        Pick(name="start", label=_("The page on which it opens"), of="pages"),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("see", _("come to a page"), (_ON,)),
                Kind("go", _("type the address of a page"), (_ON,)),
                Kind("back", _("go back to a page"), (_ON,)),
                Kind("tab-new", _("open a new tab"), (), {"on": ""}),
                Kind("search", _("search"), (), {"on": ""}),
            ),
        ),
    ),
)
