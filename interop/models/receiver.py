import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel

from ..enums import ReceiverChangeKind

SECRET_VARIABLE = re.compile(r"^MO_RECEIVER_[A-Z0-9_]+$")


class ReceiverQuerySet(models.QuerySet):
    def active(self) -> "ReceiverQuerySet":
        return self.filter(is_active=True)

    def for_office(self, organisation_id: int) -> "ReceiverQuerySet":
        """Receivers of the whole platform, and those of this office."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation_id=organisation_id))


class Receiver(models.Model):
    """Another system that is told the news of plans: which news, which fields of it, on what legal basis.

    `organisation` limits it to newcomers of one office; without one it hears of all. `message_types` and `fields` are
    positive lists: what is not named is not sent. The secret that signs is stored encrypted, or stands in the
    environment variable named by `secret_variable`; it is shown once, when it is made.

    `failures` counts tries that failed in a row; after a few the receiver rests until `rest_until`, so that one that is
    down does not hold up the others.

    pii: none.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        "mo_people.Organisation",
        verbose_name=_("office"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="receivers",
    )
    url = models.URLField(_("address"), max_length=500)
    message_types = models.JSONField(_("which news"), default=list)
    fields = models.JSONField(_("which fields"), default=list)
    legal_basis = models.TextField(_("purpose and legal basis"))
    secret_encrypted = models.TextField(blank=True)
    secret_variable = models.CharField(max_length=80, blank=True)
    previous_secret_encrypted = models.TextField(blank=True)
    previous_secret_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_paused = models.BooleanField(_("paused"), default=False)
    failures = models.PositiveIntegerField(default=0)
    rest_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ReceiverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(legal_basis=""), name="receiver_has_a_legal_basis"),
            models.CheckConstraint(
                condition=Q(secret_encrypted="", secret_variable__gt="")
                | Q(secret_encrypted__gt="", secret_variable=""),
                name="receiver_has_one_secret",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReceiverChange(AppendOnlyModel):
    """Who changed what leaves for a receiver. `details` names fields and old and new values, never a secret.

    pii: which staff member did it; kept as an audit, no end is set.
    """

    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=20, choices=ReceiverChangeKind.choices)
    details = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.receiver}: {self.what}"
