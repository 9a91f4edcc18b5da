from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordingKit(models.Model):
    """A link with which somebody without an account records phrases in one language.

    The link holds a random token of 256 bits; only its hash is kept. `label` is for whom staff made it.

    pii: the name by which the speaker wants to be named (or none), when she agreed, for whom staff made the link (staff
    write it); kept as long as her recordings, deleted with them when she asks. Who made it (staff).
    """

    language = models.CharField(_("language"), max_length=10)
    organisation = models.ForeignKey("mo_people.Organisation", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=120)
    credit = models.CharField(_("name of the speaker"), max_length=120, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="recording_kit_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.label}"

    def works(self, at) -> bool:
        return self.withdrawn_at is None and at < self.expires_at
