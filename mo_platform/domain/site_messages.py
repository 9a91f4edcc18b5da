"""Messages from readers about the site: taking them in, answering them."""

from datetime import datetime

from django.core.cache import cache
from django.db.models import F
from django.utils.translation import gettext as _

from core.errors import DomainError
from mo_platform.models import SiteMessage

#: So many messages an hour from one address; a library full of people shares one, a flooding script does too.
MESSAGES_PER_HOUR = 20


class TooManyMessages(DomainError):
    """More messages from one place than people write."""

    code = "too_many_messages"


def receive_message(
    *, topic: str, message: str, language: str, at: datetime, page: str = "", contact: str = "", sender: str = ""
) -> SiteMessage:
    """Store a reader's message. `sender` (a network address) is only counted for an hour, never stored."""
    key = f"site-messages:{sender}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > MESSAGES_PER_HOUR:
        raise TooManyMessages(_("We received very many messages from this place. Please try again in an hour."))
    return SiteMessage.objects.create(
        topic=topic, message=message, language=language, received_at=at, page=page, contact=contact
    )


def mark_answered(*, message_id: int, by, at: datetime) -> None:
    """Note who dealt with a message, once; the first name stays."""
    SiteMessage.objects.filter(pk=message_id, answered_at__isnull=True).update(
        answered_at=at, answered_by=by.get_username()
    )


def list_messages():
    """All messages: open ones first, newest first."""
    return SiteMessage.objects.order_by(F("answered_at").asc(nulls_first=True), "-received_at")
