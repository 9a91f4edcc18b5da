from django.utils.translation import gettext_lazy as _

from pretrajectory.enums import Skill

from ..parts import Choice, Kind, Line, Part, Pick, Picture, Rows, Schema, Words, rows
from ..pictures import SENDERS, THINGS

_ICONS = tuple(dict.fromkeys((*SENDERS, *THINGS)))
_STATES = (("done", _("done")), ("begun", _("begun")))
_ICON = Picture(name="icon", label=_("Picture"), names=_ICONS)
_SCENE: tuple[Part, ...] = (_ICON, Words(name="text", label=_("What is said")))
_OPTION: tuple[Part, ...] = (_ICON, Words(name="label", label=_("What can be chosen")))
_LABELLED: tuple[Part, ...] = (_ICON, Words(name="label", label=_("What it is called")))
_DATE: tuple[Part, ...] = (
    Line(name="number", label=_("Day of the month")),
    Words(name="label", label=_("Day of the week")),
)
_LESSON: tuple[Part | Rows, ...] = (
    _ICON,
    Words(name="title", label=_("What the lesson is called")),
    Choice(name="state", label=_("How far she is"), choices=_STATES, is_needed=False),
    Rows(
        name="parts",
        label=_("What there is to do in it now"),
        one=_("Part"),
        tag="kind",
        least=0,
        kinds=(
            Kind(
                "play",
                _("a film to play"),
                (
                    rows(
                        name="scenes",
                        label=_("The pictures of the film"),
                        one=_("Picture"),
                        parts=_SCENE,
                        begins_with=2,
                        has_id=False,
                    ),
                ),
            ),
            Kind(
                "question",
                _("a question"),
                (
                    Words(name="text", label=_("The question")),
                    rows(
                        name="options",
                        label=_("What can be chosen"),
                        one=_("Choice"),
                        parts=_OPTION,
                        least=2,
                        begins_with=2,
                        named_by=("label",),
                    ),
                    Pick(name="right", label=_("The right answer"), of="options"),
                ),
            ),
        ),
    ),
)
LEARNING = Schema(
    world="learning",
    label=_("Learning online"),
    about=_("A lesson to go on with, an exercise to hand in, what the teacher says, when the next class is."),
    icon="graduation",
    skill=Skill.LEARNING,
    parts=(
        rows(
            name="lessons",
            label=_("The lessons"),
            one=_("Lesson"),
            parts=_LESSON,
            begins_with=1,
            named_by=("title",),
        ),
        rows(
            name="exercise",
            label=_("An exercise to hand in"),
            one=_("Exercise"),
            parts=(Words(name="title", label=_("What is asked here")),),
            least=0,
            is_single=True,
            has_id=False,
        ),
        rows(
            name="files",
            label=_("Files that she can hand in"),
            one=_("File"),
            parts=_LABELLED,
            least=0,
            named_by=("label",),
        ),
        rows(
            name="feedback",
            label=_("What the teacher says"),
            one=_("Word of the teacher"),
            parts=(_ICON, Words(name="text", label=_("What it says"))),
            least=0,
            is_single=True,
            has_id=False,
        ),
        Line(
            name="today",
            label=_("Today is day"),
            is_needed=False,
            help_text=_("Of the month, for the days of the class."),
        ),
        rows(
            name="dates",
            label=_("The days of the class"),
            one=_("Day"),
            parts=_DATE,
            least=0,
            named_by=("label", "number"),
        ),
        Rows(
            name="goal",
            label=_("What she does"),
            one=_("To do"),
            tag="do",
            has_id=False,
            begins_with=1,
            kinds=(
                Kind("finish", _("finish a lesson"), (Pick(name="on", label=_("Which lesson"), of="lessons"),)),
                Kind("hand-in", _("hand a file in"), (Pick(name="on", label=_("Which file"), of="files"),)),
                Kind("feedback", _("find what the teacher says"), ()),
                Kind("date", _("find a day of the class"), (Pick(name="on", label=_("On which day"), of="dates"),)),
            ),
        ),
    ),
)
