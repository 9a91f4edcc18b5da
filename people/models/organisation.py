from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import OrganisationKind, Role


class Organisation(models.Model):
    """An agency office that guides newcomers, or a partner that writes and teaches lessons.

    pii: none.
    """

    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opening_hours = models.JSONField(
        _("opening hours"),
        default=list,
        blank=True,
        help_text=_("Rows of [weekday 1-7, opens HH:MM, closes HH:MM]."),
    )
    shows_draft_translations = models.BooleanField(_("shows draft translations"), default=False)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a staff member in an organisation. `languages`: those into which a translator translates; empty for all.

    pii: who works where, in which role, with which languages; kept until somebody takes it away.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    languages = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"
