"""The words of the assessments floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .engine.items import Kind


class QuestionKind(models.TextChoices):
    """The forms a question can take; the same words as the engine's `Kind`. Those in LESSON_KINDS can stand in a lesson."""

    SINGLE = Kind.SINGLE.value, _("one right answer")
    MULTIPLE = Kind.MULTIPLE.value, _("several right answers")
    CHOOSE = Kind.CHOOSE.value, _("so many right answers")
    TRUE_FALSE = Kind.TRUE_FALSE.value, _("true or not true")
    ORDER = Kind.ORDER.value, _("put in order")
    MATCH = Kind.MATCH.value, _("what belongs together")
    SHORT_TEXT = Kind.SHORT_TEXT.value, _("an answer to type")
    HOTSPOT = Kind.HOTSPOT.value, _("a place in a picture")


#: The kinds of check questions, which a lesson asks between its texts; the others stand in banks alone.
LESSON_KINDS = (
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.TRUE_FALSE,
    QuestionKind.ORDER,
    QuestionKind.MATCH,
)


class QuestionUse(models.TextChoices):
    """What a question of a bank is for. One that is kept for a mock exam is never practised with."""

    PRACTICE = "practice", _("to practise with")
    MOCK = "mock", _("kept for a mock exam")


class QuestionSection(models.TextChoices):
    """The part of the MO test that a question prepares for."""

    PRACTICAL = "practical", _("practical life")
    VALUES = "values", _("values and rights")


class OpenTo(models.TextChoices):
    """Who may sit a test."""

    NOBODY = "nobody", _("nobody yet")
    ASKED = "asked", _("who is asked to sit it")
    NEWCOMERS = "newcomers", _("all newcomers")
    EVERYBODY = "everybody", _("everybody, guests too")


class AttemptEnd(models.TextChoices):
    """How a test that somebody sat came to its end."""

    SUBMITTED = "submitted"
    TIME = "time"


class QuestionState(models.TextChoices):
    """Where a question of a bank stands.

    Only an active one is put to anybody; one on trial stands in a test where its place does not count. An embargoed one is asked
    no more until somebody looked into it; a retired one stays, for its answers.
    """

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("to review")
    PILOT = "pilot", _("on trial, does not count")
    ACTIVE = "active", _("in use")
    EMBARGOED = "embargoed", _("stopped for now")
    RETIRED = "retired", _("retired")


class QuestionStep(models.TextChoices):
    """What can be done with a question of a bank."""

    WRITTEN = "written", _("Written")
    TRANSLATED = "translated", _("Translated")
    SUBMITTED = "submitted", _("Sent to a reviewer")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Accepted: it is asked")
    PILOTED = "piloted", _("Accepted on trial")
    DISCARDED = "discarded", _("Changes thrown away")
    EMBARGOED = "embargoed", _("Stopped for now")
    RELEASED = "released", _("Asked again")
    RETIRED = "retired", _("Retired")
    REVIVED = "revived", _("Taken up again")
    CORRECTED = "corrected", _("Its key was corrected")


class Ruling(models.TextChoices):
    """What holds for a question whose key was wrong."""

    KEY = "key", _("another answer is right")
    EVERYBODY = "everybody", _("it counts as right for everybody")
    NOBODY = "nobody", _("it counts for nobody")


class CorrectionState(models.TextChoices):
    """How far the results of a correction are. Replaced: the same version was corrected again before this one was done."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("busy")
    DONE = "done", _("done")
    REPLACED = "replaced", _("replaced")

    @property
    def is_open(self) -> bool:
        return self in (CorrectionState.WAITING, CorrectionState.RUNNING)
