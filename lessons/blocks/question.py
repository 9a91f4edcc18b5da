"""The check question: the five kinds of LESSON_KINDS in one block, so that a pack, a page and a frozen version speak of the
same thing.

Kind, right answers and ids are structure and come from the Dutch page; only texts are translated (a choice and a truth
are no segments for wagtail-localize).
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from assessments.enums import LESSON_KINDS, QuestionKind

from .base import ContentBlock, LimitedTextBlock, LineBlock


class OptionBlock(blocks.StructBlock):
    text = LineBlock(label=_("Answer"))
    correct = blocks.BooleanBlock(label=_("Right answer"), required=False)
    feedback = LineBlock(label=_("What we say when it is chosen"), required=False)


class OrderItemBlock(blocks.StructBlock):
    text = LineBlock(label=_("Text"))


class PairBlock(blocks.StructBlock):
    left = LineBlock(label=_("Left"))
    right = LineBlock(label=_("Right"))


class TruthBlock(blocks.FieldBlock):
    """True, not true, or not said yet: a box left unticked would say "not true" for whoever forgot it."""

    SAID = {"True": True, "False": False}

    def __init__(self, **kwargs) -> None:
        self.field = forms.ChoiceField(
            choices=[("True", _("True")), ("False", _("Not true"))], required=False, widget=forms.RadioSelect
        )
        super().__init__(**kwargs)

    def value_for_form(self, value):
        return "" if value is None else str(value)

    def value_from_form(self, value):
        return self.SAID.get(value)


class QuestionBlock(ContentBlock):
    is_interactive = True

    kind = blocks.ChoiceBlock(choices=[(kind.value, kind.label) for kind in LESSON_KINDS], label=_("Kind"))
    stem = LineBlock(label=_("Question"))
    picture = ImageChooserBlock(label=_("Picture"), required=False)
    options = blocks.ListBlock(OptionBlock(), label=_("Answers (one or several right)"), min_num=0, default=[])
    answer = TruthBlock(label=_("The statement is (true or not true)"))
    items = blocks.ListBlock(OrderItemBlock(), label=_("In the right order (order)"), min_num=0, default=[])
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs (what belongs together)"), min_num=0, default=[])
    explanation = LimitedTextBlock(label=_("Explanation, shown after the answer"))

    class Meta:
        icon = "circle-check"
        label = _("Question")
        template = "lessons/blocks/question.html"
        preview_value = {
            "kind": "single",
            "stem": "De kosten staan niet in de advertentie. Wat doet u het best?",
            "options": [
                {"text": "U tekent.", "correct": False, "feedback": "Dat is niet zeker."},
                {"text": "U vraagt hoeveel de kosten zijn.", "correct": True, "feedback": "Juist."},
            ],
            "explanation": "<p>De kosten moeten in de advertentie staan.</p>",
        }

    def clean(self, value):
        """Raises all that is wrong at once, each mistake beside the field that it is about. A draft may be half a question."""
        errors = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as wrong:
            errors = wrong.block_errors
        for name, mistake in () if self.is_deferred_validation else self.list_mistakes(value):
            errors[name] = _add_mistake(self.child_blocks[name], errors.get(name), mistake)
        if errors:
            raise StructBlockValidationError({name: errors[name] for name in self.child_blocks if name in errors})
        return value

    def list_mistakes(self, value) -> Iterator[tuple[str, Any]]:
        """Why nobody could answer this question: the name of the field that it is about, and a sentence."""
        kind = value["kind"]
        right = sum(1 for option in value["options"] if option["correct"])
        if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.CHOOSE) and len(value["options"]) < 2:
            yield "options", _("Give at least two answers.")
        if kind == QuestionKind.SINGLE and right != 1:
            yield "options", _("Mark exactly one answer as right.")
        if kind == QuestionKind.MULTIPLE and right < 1:
            yield "options", _("Mark at least one answer as right.")
        if kind == QuestionKind.CHOOSE and not 2 <= right < len(value["options"]):
            yield "options", _("Mark two answers or more as right, and not all of them.")
        if kind == QuestionKind.TRUE_FALSE and value["answer"] is None:
            yield "answer", _("Say whether the statement is true.")
        if kind == QuestionKind.ORDER and len(value["items"]) < 2:
            yield "items", _("Give at least two items to put in order.")
        if kind == QuestionKind.MATCH and len(value["pairs"]) < 2:
            yield "pairs", _("Give at least two pairs.")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["question"] = context["reading"].questions.get(context["block_id"]) or show_unfrozen(value)
        return context


def _add_mistake(block: blocks.Block, known: ValidationError | None, mistake: str) -> ValidationError:
    """What is known to be wrong with a field, and this too: of a list it stands above its rows."""
    if not isinstance(block, blocks.ListBlock):
        return known or ValidationError(mistake)
    rows = known.block_errors if isinstance(known, ListBlockValidationError) else {}
    above = known.non_block_errors.as_data() if isinstance(known, ListBlockValidationError) else []
    return ListBlockValidationError(rows, [*above, ValidationError(mistake)])


def show_unfrozen(value) -> dict:
    """A question that was not published yet (a draft in a preview): its texts in the author's order, without ids.

    Only authors see it; a published page shows what assessments froze.
    """
    kind = value["kind"]
    shown: dict = {"version": "", "kind": kind, "stem": "", "raw_stem": value["stem"]}
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        shown["options"] = [{"id": f"p{n}", "raw": option["text"]} for n, option in enumerate(value["options"])]
    elif kind == QuestionKind.ORDER:
        shown["items"] = [{"id": f"p{n}", "raw": item["text"]} for n, item in enumerate(value["items"])]
    elif kind == QuestionKind.MATCH:
        shown["left"] = [{"id": f"l{n}", "raw": pair["left"]} for n, pair in enumerate(value["pairs"])]
        shown["right"] = [{"id": f"r{n}", "raw": pair["right"]} for n, pair in enumerate(value["pairs"])]
    return shown
