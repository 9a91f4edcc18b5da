"""The words of media."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClipKind(models.TextChoices):
    AUDIO = "audio", _("audio")
    VIDEO = "video", _("video")


class VoiceKind(models.TextChoices):
    """Who speaks. A person goes before a machine."""

    HUMAN = "human", _("a person")
    MACHINE = "machine", _("a machine")


class NarrationState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("replaced")

    @property
    def is_heard(self) -> bool:
        return self is NarrationState.ACCEPTED


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("busy")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")

    @property
    def is_open(self) -> bool:
        return self in (JobState.WAITING, JobState.RUNNING)
