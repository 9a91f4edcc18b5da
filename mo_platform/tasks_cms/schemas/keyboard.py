from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Choice, Line, Part, Schema, rows

_KINDS = (("letters", _("letters")), ("email", _("an e-mail address")), ("digits", _("digits")))
_PARTS: tuple[Part, ...] = (
    Line(name="text", label=_("What she types")),
    Choice(
        name="kind", label=_("What it is"), choices=_KINDS, help_text=_("The keys of a phone then show what is needed.")
    ),
)
KEYBOARD = Schema(
    world="keyboard",
    label=_("Typing"),
    about=_("Lines to copy: a word, a number, an e-mail address. They are the same in every language."),
    icon="keyboard",
    skill=Skill.KEYBOARD,
    parts=(
        rows(
            name="lines",
            label=_("The lines, one after the other"),
            one=_("Line"),
            parts=_PARTS,
            begins_with=2,
        ),
    ),
)
