"""The words of delivery."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: A message that says nothing of anybody, sent from the screen to try a receiver out.
TEST_MESSAGE_TYPE = "be.mo-platform.test.v1"


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("waiting")
    SENDING = "sending", _("being sent")
    DELIVERED = "delivered", _("delivered")
    PARKED = "parked", _("parked")  # given up until somebody replays it
    SUPERSEDED = "superseded", _("replaced by later news")

    @property
    def is_open(self) -> bool:
        """True while later messages of the same plan wait for this one."""
        return self in {DeliveryState.PENDING, DeliveryState.SENDING}


OPEN_STATES = [state for state in DeliveryState if state.is_open]


class TryError(models.TextChoices):
    """Why a try did not deliver. Kinds only: an error's text may quote data."""

    STATUS = "status", _("refused by the receiver")
    REDIRECT = "redirect", _("redirect, not followed")
    TIMEOUT = "timeout", _("too slow")
    CONNECT = "connect", _("no connection")
    TLS = "tls", _("certificate or encryption wrong")
    DNS = "dns", _("name not found")
    ADDRESS = "address", _("address not allowed")
    PROTOCOL = "protocol", _("no valid answer")
    INTERRUPTED = "interrupted", _("interrupted, outcome unknown")
    FAULT = "fault", _("fault on our side")


class ReceiverChangeKind(models.TextChoices):
    REGISTERED = "registered", _("registered")
    CHANGED = "changed", _("changed")
    PAUSED = "paused", _("paused")
    RESUMED = "resumed", _("resumed")
    SECRET = "secret", _("secret renewed")
    TESTED = "tested", _("test message sent")
    REPLAYED = "replayed", _("parked messages sent again")
    GONE = "gone", _("paused: the receiver says it is gone")
