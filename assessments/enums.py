"""The words of the assessments floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .engine.items import Kind


class QuestionKind(models.TextChoices):
    """The forms a question can take; the same words as the engine's `Kind`."""

    SINGLE = Kind.SINGLE.value, _("one right answer")
    MULTIPLE = Kind.MULTIPLE.value, _("several right answers")
    TRUE_FALSE = Kind.TRUE_FALSE.value, _("true or not true")
    ORDER = Kind.ORDER.value, _("put in order")
    MATCH = Kind.MATCH.value, _("what belongs together")


class QuestionUse(models.TextChoices):
    """What a question of a bank is for. One that is kept for a mock exam is never practised with."""

    PRACTICE = "practice"
    MOCK = "mock"


class QuestionSection(models.TextChoices):
    """The part of the MO test that a question prepares for."""

    PRACTICAL = "practical"
    VALUES = "values"


class AttemptEnd(models.TextChoices):
    """How a test that somebody sat came to its end."""

    SUBMITTED = "submitted"
    TIME = "time"


class QuestionState(models.TextChoices):
    """Where a question of a bank stands. Only an active one is put to anybody; a retired one stays, for its answers."""

    DRAFT = "draft"
    REVIEW = "review"
    ACTIVE = "active"
    RETIRED = "retired"


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
