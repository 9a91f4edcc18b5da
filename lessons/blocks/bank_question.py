"""A question of a bank, in the editor that authors know from lessons."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from assessments.enums import LESSON_KINDS, QuestionKind

from .question import QuestionBlock

#: The kinds that can be written here; the others are written in the folder of a bank.
WRITTEN_KINDS = (*LESSON_KINDS, QuestionKind.CHOOSE)


class BankQuestionBlock(QuestionBlock):
    kind = blocks.ChoiceBlock(choices=[(kind.value, kind.label) for kind in WRITTEN_KINDS], label=_("Kind"))

    class Meta:
        label = ""


del BankQuestionBlock.base_blocks["picture"]  # versions hold no pictures yet


class BankQuestionAdapter(StructBlockAdapter):
    """Wagtail shows a StructBlock inside others only; alone it needs a word about what its element is."""

    js_constructor = "lessons.BankQuestion"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["lessons/js/bank-question.js"])


register(BankQuestionAdapter(), BankQuestionBlock)
