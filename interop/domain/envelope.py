"""What a receiver gets: a CloudEvent as JSON, signed the way of Standard Webhooks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cloudevents.core.bindings.http import to_structured_event
from cloudevents.core.v1.event import CloudEvent
from django.conf import settings
from standardwebhooks import Webhook

from plans.enums import MESSAGE_FIELDS

from ..models import Delivery, Receiver
from .secrets import list_secrets

CONTENT_TYPE = "application/cloudevents+json"
USER_AGENT = "MO-platform/1 (+standard-webhooks)"


@dataclass(frozen=True, slots=True)
class Envelope:
    body: bytes
    headers: dict[str, str]


def choose_fields(receiver: Receiver, type: str, data: dict[str, Any]) -> dict[str, Any]:
    """The part of a message's data that this receiver may have: known fields that stand in its profile."""
    allowed = set(receiver.fields) & set(MESSAGE_FIELDS.get(type, ()))
    return {name: value for name, value in data.items() if name in allowed}


def build_event(delivery: Delivery) -> CloudEvent:
    """The CloudEvent of a delivery. The same at every try, but for a field profile that changed meanwhile."""
    attributes: dict[str, Any] = {
        "id": str(delivery.webhook_id),
        "source": f"{settings.PUBLIC_URL.rstrip('/')}/plans",
        "type": delivery.type,
        "specversion": "1.0",
        "time": delivery.created_at.astimezone(UTC),
        "datacontenttype": "application/json",
    }
    message = delivery.message
    if message is None:
        return CloudEvent(attributes, {"test": True})
    attributes |= {
        "subject": str(message.subject),
        "time": message.created_at.astimezone(UTC),
        "sequence": f"{message.sequence:010d}",  # the CloudEvents extension "sequence": sorts as text
    }
    return CloudEvent(attributes, choose_fields(delivery.receiver, message.type, message.data))


def seal(delivery: Delivery, *, at: datetime) -> Envelope:
    """Body and headers of one try, signed at `at`. Raises SecretMissing."""
    body = to_structured_event(build_event(delivery)).body
    moment = at.astimezone(UTC)  # the library takes the digits as UTC
    webhook_id = str(delivery.webhook_id)
    signatures = [
        Webhook(secret).sign(msg_id=webhook_id, timestamp=moment, data=body.decode())
        for secret in list_secrets(delivery.receiver, at=at)
    ]
    return Envelope(
        body=body,
        headers={
            "content-type": CONTENT_TYPE,
            "user-agent": USER_AGENT,
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": " ".join(signatures),
        },
    )
