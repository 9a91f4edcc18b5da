"""A question of a bank, in the editor that authors know from lessons, with the kinds that lessons do not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from assessments import api as assessments
from assessments.enums import QuestionKind

from .question import OptionBlock, QuestionBlock


class BankOptionBlock(OptionBlock):
    area = blocks.CharBlock(
        label=_("Area in the picture"),
        required=False,
        help_text=_("Left, top, width and height in percent of the picture, such as 10 20 30 40."),
    )


class AnswerBlock(blocks.CharBlock):
    """A line of a list shows no label of its own: whoever does not see it hears what it is."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["aria-label"] = _("Answer")


class BankQuestionBlock(QuestionBlock):
    """`picture` is that of a place in a picture; an area is four numbers in a line."""

    kind = blocks.ChoiceBlock(choices=QuestionKind.choices, label=_("Kind"))
    options = blocks.ListBlock(BankOptionBlock(), label=_("Answers (one or several right)"), min_num=0, default=[])
    answers = blocks.ListBlock(
        AnswerBlock(), label=_("Answers that are accepted (an answer to type)"), min_num=0, default=[]
    )
    forgives_typo = blocks.BooleanBlock(label=_("One typing mistake is forgiven"), required=False)

    class Meta:
        label = ""

    def clean(self, value):
        value = super().clean(value)
        if mistake := _find_mistake(value):
            raise ValidationError(mistake)
        return value


BankQuestionBlock.base_blocks.move_to_end("explanation")  # it comes after the answer


def read_area(text: str) -> list[int]:
    """The four numbers of an area; of what is none, none."""
    sides = text.split()
    return [int(side) for side in sides] if all(map(str.isdecimal, sides)) else []


def _find_mistake(value):
    """Why nobody could answer a question of the kinds that lessons do not have, as a sentence; or None."""
    options, right = value["options"], sum(1 for option in value["options"] if option["correct"])
    if value["kind"] == QuestionKind.SHORT_TEXT and assessments.find_answers_mistake(answers=list(value["answers"])):
        return _("Give the answers that are accepted, each a line of at most 100 letters, and none of them twice.")
    if value["kind"] != QuestionKind.HOTSPOT:
        return None
    if not value["picture"]:
        return _("Choose the picture that is asked about.")
    if len(options) < 2 or right != 1:
        return _("Give at least two answers, and mark exactly one as right.")
    areas = {str(number): read_area(option["area"]) for number, option in enumerate(options)}
    if assessments.find_areas_mistake(areas=areas):
        return _(
            "Say of each answer where it is: left, top, width and height in whole percent, such as 10 20 30 40. Areas lie in the"
            " picture, not over each other, and are 4 percent wide and high at least."
        )
    return None


class BankQuestionAdapter(StructBlockAdapter):
    """Wagtail shows a StructBlock inside others only; alone it needs a word about what its element is."""

    js_constructor = "lessons.BankQuestion"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["lessons/js/bank-question.js"])


register(BankQuestionAdapter(), BankQuestionBlock)
