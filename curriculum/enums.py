"""The words of the curriculum."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Regime(models.TextChoices):
    """Whose rules hold. They differ in terms, fees and fines."""

    FLANDERS = "flanders", _("Flanders")
    BRUSSELS = "brussels", _("Brussels")


class RuleKind(models.TextChoices):
    DEADLINE = "deadline", _("deadline")
    PASS_RULE = "pass_rule", _("pass rule")
    FEE = "fee", _("fee")
    FINE = "fine", _("fine")
    HOURS = "hours", _("hours")
    COMPLETION = "completion", _("completion rule")
    ADVICE = "advice", _("advice on a study form")


class Anchor(models.TextChoices):
    """The event that starts the term, or decides which version of a rule holds."""

    OBLIGATION = "obligation", _("start of the obligation")
    REGISTRATION = "registration", _("registration with the agency")  # aanmelding
    CONTRACT = "contract", _("signing of the contract")
    ATTEST = "attest", _("integration certificate")  # attest van inburgering
    TEST_DATE = "test_date", _("date of the test")
    NONE = "none", _("no event")


class Confidence(models.TextChoices):
    """How sure we are. What is not law is never shown as law."""

    LAW = "law", _("law")
    OFFICIAL = "official", _("official page")
    OTHER = "other", _("other source")
    PRESS = "press", _("press")
    ASSUMPTION = "assumption", _("assumption")
    ORIGINAL_TEXT = "original_text", _("text of the policy")


class FactKind(models.TextChoices):
    AMOUNT = "amount", _("amount")
    TERM = "term", _("term")
    PHONE = "phone", _("phone number")
    ADDRESS = "address", _("address")
    URL = "url", _("web address")
    NAME = "name", _("name")
    RULE = "rule", _("rule")


class Region(models.TextChoices):
    FLANDERS = "flanders", _("Flanders")
    BRUSSELS = "brussels", _("Brussels")
    BELGIUM = "belgium", _("Belgium")
    LOCAL = "local", _("local")


#: What a rule of advice may name: how MO can be followed, and what a form may ask (the words stand in pretrajectory.enums).
STUDY_FORMS = ("self_study_online", "guided_online", "blended", "voortraject_first", "class")
SKILLS = (
    *("touch", "keyboard", "connection", "browser", "reading_aids", "password", "email", "messages"),
    *("video_call", "identity", "forms", "safety", "learning"),
)
