from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Day, Kind, Line, Part, Pick, Picture, Pictures, Rows, Schema, Words, rows
from ..pictures import SIGNS

_PHOTOS = ("woman", "user", "users", "house", "tree", "flower", "car", "bicycle", "cup", "ball", "building", "book")
_HEAD: tuple[Part, ...] = (
    Words(name="label", label=_("What the field is called")),
    Picture(name="label_icon", label=_("Picture of the field"), names=SIGNS),
)
_OPTION: tuple[Part, ...] = (Words(name="label", label=_("What can be chosen")),)
FORM = Schema(
    world="form",
    label=_("Form"),
    about=_("A card with the data of somebody who does not exist, and a form to fill in with them."),
    icon="list-checks",
    skill=Skill.FORMS,
    parts=(
        Rows(
            name="fields",
            label=_("The fields, from the top"),
            one=_("Field"),
            tag="kind",
            begins_with=1,
            kinds=(
                Kind("text", _("text"), (*_HEAD, Line(name="value", label=_("What stands on the card")))),
                Kind("date", _("date"), (*_HEAD, Day(name="value", label=_("The date on the card")))),
                Kind(
                    "choice",
                    _("choice"),
                    (
                        *_HEAD,
                        rows(
                            name="options",
                            label=_("What can be chosen"),
                            one=_("Choice"),
                            parts=_OPTION,
                            least=2,
                            begins_with=2,
                            named_by=("label",),
                        ),
                        Pick(name="value", label=_("What stands on the card"), of="options"),
                    ),
                ),
                Kind(
                    "photo",
                    _("photo"),
                    (
                        *_HEAD,
                        Pictures(name="options", label=_("Photos to choose from"), names=_PHOTOS, as_rows=True),
                        Picture(name="value", label=_("The photo on the card"), names=_PHOTOS),
                    ),
                ),
                Kind("tick", _("box to tick"), _HEAD),
            ),
        ),
    ),
)
