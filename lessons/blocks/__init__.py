"""The blocks of a lesson. One file per family: class, preview value; its template and test bear the same name."""

from wagtail import blocks

from ..enums import BlockType
from .addresses import AddressesBlock
from .checklist import ChecklistBlock
from .dialogue import DialogueBlock
from .heading import HeadingBlock
from .image import ImageBlock
from .link import LinkBlock
from .media import AudioBlock, VideoBlock
from .notice import TipBlock, WarningBlock
from .question import QuestionBlock
from .steps import StepsBlock
from .text import TextBlock
from .word import WordBlock


class LessonBody(blocks.StreamBlock):
    """What a lesson consists of, from top to bottom."""

    text = TextBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    audio = AudioBlock()
    video = VideoBlock()
    steps = StepsBlock()
    dialogue = DialogueBlock()
    tip = TipBlock()
    warning = WarningBlock()
    word = WordBlock()
    question = QuestionBlock()
    checklist = ChecklistBlock()
    addresses = AddressesBlock()
    link = LinkBlock()


__all__ = ["BlockType", "LessonBody"]
