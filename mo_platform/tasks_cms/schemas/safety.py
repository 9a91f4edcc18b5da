from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Kind, Line, Part, Pick, Picture, Pictures, Rows, Schema, Tick, Words, rows
from ..pictures import SENDERS, THINGS, TOPICS

_ADDRESS = Line(name="address", label=_("Address"), help_text=_("Short and invented, such as school.example."))
_MESSAGE: tuple[Part, ...] = (
    Picture(name="icon", label=_("Picture of who wrote it"), names=SENDERS),
    Words(name="from", label=_("From whom")),
    Words(name="text", label=_("What it says"), is_long=True),
    Pictures(name="signs", label=_("What it is about, in pictures"), names=TOPICS, is_needed=False),
    Line(name="link", label=_("Link in it"), is_needed=False),
    Tick(name="is_bad", label=_("It is false")),
)
_SHOP: tuple[Part, ...] = (
    Words(name="name", label=_("What the shop is called")),
    _ADDRESS,
    Line(name="price", label=_("Price"), help_text=_("Such as € 210.")),
    Words(name="text", label=_("What it says")),
    Tick(name="is_bad", label=_("It is not to be trusted")),
)
_SHOPS: tuple[Part | Rows, ...] = (
    Picture(name="icon", label=_("What she wants to buy"), names=THINGS),
    rows(
        name="shops",
        label=_("The shops"),
        one=_("Shop"),
        parts=_SHOP,
        least=2,
        begins_with=2,
        named_by=("name", "price"),
    ),
    Pick(name="starts_in", label=_("She stands in"), of="shops", is_needed=False),
)
SAFETY = Schema(
    world="safety",
    label=_("Staying safe"),
    about=_(
        "False messages, a shop that is too cheap, a device that others use. A wrong move shows an alarm and costs nothing."
    ),
    icon="shield",
    skill=Skill.SAFETY,
    parts=(
        Rows(
            name="scenes",
            label=_("What happens, one after the other"),
            one=_("Scene"),
            tag="kind",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind(
                    "messages",
                    _("messages, of which one is false"),
                    (
                        rows(
                            name="messages",
                            label=_("The messages"),
                            one=_("Message"),
                            parts=_MESSAGE,
                            begins_with=2,
                            named_by=("from",),
                        ),
                    ),
                ),
                Kind("shops", _("shops, good and bad"), _SHOPS),
                Kind(
                    "shared",
                    _("a device that others use"),
                    (
                        Line(
                            name="name",
                            label=_("Name of who signed in"),
                            help_text=_("Invented; the same in every language."),
                        ),
                        _ADDRESS,
                        Words(name="text", label=_("What the page says")),
                    ),
                ),
            ),
        ),
    ),
)
