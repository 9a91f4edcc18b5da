"""The words of the voortraject."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Skill(models.TextChoices):
    """The thirteen modules, in the order in which they are asked and learnt: the most basic first."""

    TOUCH = "touch", _("Touching and clicking")
    KEYBOARD = "keyboard", _("Typing")
    CONNECTION = "connection", _("Wifi and data")
    BROWSER = "browser", _("Looking around on the internet")
    READING_AIDS = "reading_aids", _("Another language, reading aloud, larger letters")
    PASSWORD = "password", _("Password and PIN")
    EMAIL = "email", _("E-mail")
    MESSAGES = "messages", _("Messages and appointments")
    VIDEO_CALL = "video_call", _("Video calls")
    IDENTITY = "identity", _("Showing who you are online")
    FORMS = "forms", _("Forms and photos")
    SAFETY = "safety", _("Staying safe")
    LEARNING = "learning", _("Learning online")


class Device(models.TextChoices):
    """What she holds in her hand, or sits at."""

    PHONE = "phone", _("phone")
    COMPUTER = "computer", _("computer")


class TaskStep(models.TextChoices):
    """What authors do with a task."""

    WRITTEN = "written"
    TRANSLATED = "translated"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REVIVED = "revived"
    DISCARDED = "discarded"


class ScreeningEnd(models.TextChoices):
    """Why a screening is over."""

    ENOUGH = "enough"  # nothing more to find out
    STOPPED = "stopped"  # by her


class StudyForm(models.TextChoices):
    """How somebody can follow MO (curriculum.enums.STUDY_FORMS), the most independent first."""

    SELF_STUDY_ONLINE = "self_study_online", _("Learning online by yourself")
    GUIDED_ONLINE = "guided_online", _("Learning online with a teacher")
    BLENDED = "blended", _("Partly online, partly in a class")
    VOORTRAJECT_FIRST = "voortraject_first", _("First practising with the phone or computer")
    CLASS = "class", _("Learning in a class")
