"""A question of a bank, in the editor that authors know from lessons."""

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from .question import QuestionBlock


class BankQuestionBlock(QuestionBlock):
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
