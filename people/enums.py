"""The words of the people floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a staff member may do in one organisation. A newcomer has no role: she is a person we serve."""

    TEACHER = "teacher", _("teacher")  # lesgever
    TRANSLATOR = "translator", _("translator")  # vertaler
    CASE_WORKER = "case_worker", _("case worker")  # trajectbegeleider
    ORG_ADMIN = "org_admin", _("organisation administrator")
    DESK = "desk", _("desk")  # onthaal: cards only, no dossier
    AUDITOR = "auditor", _("auditor")  # logs and reports, read only
    PLATFORM_ADMIN = "platform_admin", _("platform administrator")


class OrganisationKind(models.TextChoices):
    AGENCY = "agency", _("agency")  # AgII, Atlas, Amal
    PARTNER = "partner", _("partner")  # Ligo, Poolstok, INTEC


class Obligation(models.TextChoices):
    OBLIGED = "obliged", _("obliged")  # verplicht
    ENTITLED = "entitled", _("entitled")  # rechthebbend


class Region(models.TextChoices):
    """Where a newcomer lives. It chooses content, and says whose rules hold (curriculum.regime_of)."""

    FLANDERS = "flanders", _("Flanders")
    BRUSSELS = "brussels", _("Brussels")


class LookPurpose(models.TextChoices):
    """Why somebody opened a dossier. GUIDANCE is preset within the own caseload; outside it a purpose is asked."""

    GUIDANCE = "guidance", _("guiding you")
    STAND_IN = "stand_in", _("standing in for your case worker")
    QUESTION = "question", _("answering a question of yours")
    SIGN_IN = "sign_in", _("helping you sign in")
    REGISTRATION = "registration", _("registering you")
    CHECK = "check", _("checking the quality of the work")
    OWN_DATA = "own_data", _("giving you all your data")


class LookWhat(models.TextChoices):
    """What somebody did with a newcomer's data, as it stands in the read log. `card`: how she can sign in was opened."""

    DOSSIER = "dossier", _("dossier opened")
    CARD = "card", _("card page opened")
    REGISTRATION = "registration", _("newcomer registered")
    PRINT = "print", _("card made and printed")
    CARD_STOPPED = "card_stopped", _("card stopped")
    PICTURES = "pictures", _("pictures forgotten")
    LINK = "link", _("link for one sign-in made")
    LINK_WITHDRAWN = "link_withdrawn", _("link for one sign-in withdrawn")
    DETAILS = "details", _("details put right")
    PHONES = "phones", _("signed out on a phone")
    PRACTICE = "practice", _("asked to practise")
    EXPORT = "export", _("all data copied")


class AdminActKind(models.TextChoices):
    """What an administrator did. Read by staff only: the words stand in portals.guide.admin_words."""

    ORGANISATION_ADDED = "organisation_added"
    ORGANISATION_CHANGED = "organisation_changed"
    ACCOUNT_MADE = "account_made"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    LANGUAGES_CHOSEN = "languages_chosen"
    LINK_MADE = "link_made"
    FACTOR_RESET = "factor_reset"
