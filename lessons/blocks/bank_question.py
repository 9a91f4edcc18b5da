"""A question of a bank, in the editor that authors know from lessons, with the kinds that lessons do not have."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructBlockAdapter

from assessments import api as assessments
from assessments.enums import QuestionKind

from .question import OptionBlock, OrderItemBlock, PairBlock, QuestionBlock

#: The list that a question of a kind has; of other kinds it is that of the options.
_LIST_OF = {
    QuestionKind.TRUE_FALSE: "",
    QuestionKind.ORDER: "items",
    QuestionKind.MATCH: "pairs",
    QuestionKind.SHORT_TEXT: "answers",
}
_LISTS = {"options", "items", "pairs", "answers"}


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


class RowsBlock(blocks.ListBlock):
    """A list that is empty shows some rows to begin with; a row that stays empty counts for nothing."""

    FIRST_ROWS = 3

    def value_from_datadict(self, data, files, prefix):
        told = super().value_from_datadict(data, files, prefix)
        return ListValue(self, bound_blocks=[row for row in told.bound_blocks if _says_something(row.value)])

    def get_form_state(self, value):
        return super().get_form_state(value or [self.child_block.get_default() for _row in range(self.FIRST_ROWS)])


def _says_something(row) -> bool:
    return any(row.values()) if isinstance(row, blocks.StructValue) else bool(row)


class BankQuestionBlock(QuestionBlock):
    """`picture` is that of a place in a picture; an area is four numbers in a line."""

    kind = blocks.ChoiceBlock(choices=QuestionKind.choices, label=_("Kind"))
    options = RowsBlock(BankOptionBlock(), label=_("Answers (one or several right)"), min_num=0, default=[])
    items = RowsBlock(OrderItemBlock(), label=_("In the right order (order)"), min_num=0, default=[])
    pairs = RowsBlock(PairBlock(), label=_("Pairs (what belongs together)"), min_num=0, default=[])
    answers = RowsBlock(AnswerBlock(), label=_("Answers that are accepted (an answer to type)"), min_num=0, default=[])
    forgives_typo = blocks.BooleanBlock(label=_("One typing mistake is forgiven"), required=False)

    class Meta:
        label = ""

    def clean(self, value):
        """What was typed for another kind is no part of the question."""
        others = _LISTS - {_LIST_OF.get(value["kind"], "options")}
        told = [
            (name, self.child_blocks[name].get_default() if name in others else part) for name, part in value.items()
        ]
        return super().clean(self._to_struct_value(told))

    def list_mistakes(self, value) -> Iterator[tuple[str, Any]]:
        yield from super().list_mistakes(value)
        if value["kind"] == QuestionKind.SHORT_TEXT and assessments.find_answers_mistake(
            answers=list(value["answers"])
        ):
            yield (
                "answers",
                _("Give the answers that are accepted, each a line of at most 100 letters, and none of them twice."),
            )
        if value["kind"] == QuestionKind.HOTSPOT:
            yield from _list_mistakes_of_place(value)


BankQuestionBlock.base_blocks.move_to_end("explanation")  # it comes after the answer


def read_area(text: str) -> list[int]:
    """The four numbers of an area; of what is none, none."""
    sides = text.split()
    return [int(side) for side in sides] if all(map(str.isdecimal, sides)) else []


def _list_mistakes_of_place(value) -> Iterator[tuple[str, Any]]:
    options, right = value["options"], sum(1 for option in value["options"] if option["correct"])
    if not value["picture"]:
        yield "picture", _("Choose the picture that is asked about.")
    if len(options) < 2 or right != 1:
        yield "options", _("Give at least two answers, and mark exactly one as right.")
    areas = {str(number): read_area(option["area"]) for number, option in enumerate(options)}
    if areas and assessments.find_areas_mistake(areas=areas):
        yield (
            "options",
            _(
                "Say of each answer where it is: left, top, width and height in whole percent, such as 10 20 30 40. Areas lie in"
                " the picture, not over each other, and are 4 percent wide and high at least."
            ),
        )


class BankQuestionAdapter(StructBlockAdapter):
    """Wagtail shows a StructBlock inside others only; alone it needs a word about what its element is."""

    js_constructor = "lessons.BankQuestion"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["lessons/js/bank-question.js"])


register(BankQuestionAdapter(), BankQuestionBlock)
