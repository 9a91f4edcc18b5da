"""The words of the lessons floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BlockType(models.TextChoices):
    """The blocks of a lesson; the same words as in content packs."""

    TEXT = "text", _("text")
    HEADING = "heading", _("heading")
    IMAGE = "image", _("picture")
    AUDIO = "audio", _("audio")
    VIDEO = "video", _("video")
    STEPS = "steps", _("steps")
    DIALOGUE = "dialogue", _("dialogue")
    TIP = "tip", _("tip")
    WARNING = "warning", _("warning")
    WORD = "word", _("word")
    QUESTION = "question", _("question")
    CHECKLIST = "checklist", _("checklist")
    ADDRESSES = "addresses", _("addresses")
    LINK = "link", _("link")
