"""How a newcomer signs in: a card to keep, a picture PIN, her own phones, and a single-use link."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .newcomer import Newcomer


class Card(models.Model):
    """A card with a QR code and sixteen digits (53 bits). Only a keyed hash of the digits is stored.

    pii: that the newcomer held a card, from when to when; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="cards")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newcomer"], condition=Q(revoked_at__isnull=True), name="one_valid_card_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Card of {self.newcomer_id}"


class PicturePin(models.Model):
    """The pictures a newcomer chose, in order, as a salted password hash.

    pii: a secret of the newcomer, hashed; kept until she changes it or is erased.
    """

    newcomer = models.OneToOneField(Newcomer, on_delete=models.CASCADE, related_name="picture_pin")
    pin_hash = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Picture PIN of {self.newcomer_id}"


class Device(models.Model):
    """A phone or computer on which the newcomer signed in: each of her sessions has one. Enrolled as her own, it needs
    the card alone.

    With `ends_at` it is a visit: somebody else's computer, which keeps nothing of her; her session there ends by then.

    pii: kind of device and browser, when it was added and last used; kept as long as the newcomer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120)
    is_own = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    session_key = models.CharField(max_length=40, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(is_own=False), name="a_visit_is_not_her_phone")
        ]

    @property
    def is_visit(self) -> bool:
        return self.ends_at is not None

    def __str__(self) -> str:
        return self.label


class HandoverLink(models.Model):
    """A link for signing in once, for handing over at a distance. Only its hash is stored.

    pii: that a link was given and used; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="handover_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Link for {self.newcomer_id}"


class SignInAttempt(models.Model):
    """A failed try, counted so that guessing is slow and nobody locks others out (people.domain.throttle).

    `card_hash` names what was guessed at: a card or a phone; empty when no card had the digits.

    pii: a keyed hash of the network address, kept 1 day; that a try failed, kept 30 days.
    """

    card_hash = models.CharField(max_length=64, blank=True)
    address_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address_hash", "at"], name="attempts_by_address"),
            models.Index(fields=["card_hash", "at"], name="attempts_by_card"),
        ]

    def __str__(self) -> str:
        return f"Failed sign-in at {self.at:%Y-%m-%d %H:%M}"


class PrivacyNoticeSeen(models.Model):
    """That a newcomer was shown the privacy notice, which version and in which language.

    pii: version, language and moment; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="privacy_notices")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newcomer", "version"], name="one_notice_per_version")]

    def __str__(self) -> str:
        return f"{self.newcomer_id}: notice {self.version}"
