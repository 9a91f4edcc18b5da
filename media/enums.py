"""The words of media."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClipKind(models.TextChoices):
    AUDIO = "audio", _("audio")
    VIDEO = "video", _("video")
