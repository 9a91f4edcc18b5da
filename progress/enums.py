"""The words of the progress floor."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    """What a newcomer can do in a lesson."""

    OPENED = "lesson.opened", _("lesson opened")
    SEEN = "block.seen", _("block seen")
    ANSWERED = "question.answered", _("question answered")
    TICKED = "checklist.ticked", _("task ticked")
    FINISHED = "lesson.finished", _("lesson finished")


class ClockFlag(models.TextChoices):
    """What was wrong with the moment a device claimed."""

    NONE = "", _("plausible")
    FUTURE = "future", _("in the future")
    TOO_OLD = "too_old", _("too long ago")


class CompletionKind(models.TextChoices):
    """What can be complete."""

    LESSON = "lesson", _("lesson")
    MODULE = "module", _("module")
    TRACK = "track", _("track")


class ResultStatus(models.TextChoices):
    """What became of an event that was sent."""

    STORED = "stored", _("stored")
    DUPLICATE = "duplicate", _("stored earlier")
    REFUSED = "refused", _("refused")

    @property
    def is_kept(self) -> bool:
        return self != ResultStatus.REFUSED


class PracticeWay(StrEnum):
    """What a newcomer may practise besides a theme or a mix: chosen from what she answered before."""

    DUE = "due"  # nearly forgotten
    MISTAKES = "mistakes"  # last answered wrong
    HARDEST = "hardest"  # the themes with the lowest estimates


class AssignmentState(StrEnum):
    """How far a newcomer is with what she was asked to practise. More than this nobody sees of it."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"
