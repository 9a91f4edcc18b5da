"""What other systems were told about one newcomer: for her dossier, read only."""

from dataclasses import dataclass
from datetime import datetime

from plans.enums import MessageType

from ..enums import DeliveryState
from ..models import Delivery


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One message to one receiver. `delivered_at` is None until the receiver has accepted it."""

    at: datetime
    what: MessageType
    receiver: str
    state: DeliveryState
    delivered_at: datetime | None


def list_told(*, newcomer, limit: int = 50) -> list[ToldLine]:
    """The latest messages about her plan with their state, latest first; 1 query. No content: that is in the plan."""
    rows = Delivery.objects.filter(plan__newcomer=newcomer, message__isnull=False).select_related("receiver")
    return [
        ToldLine(row.created_at, MessageType(row.type), row.receiver.name, DeliveryState(row.state), row.delivered_at)
        for row in rows.order_by("-created_at", "-pk")[:limit]
    ]


def list_told_receivers(*, newcomer) -> list[str]:
    """The names of the systems that received news about her: whom to tell when her data are put right or erased."""
    told = Delivery.objects.filter(plan__newcomer=newcomer, delivered_at__isnull=False)
    return sorted(set(told.values_list("receiver__name", flat=True)))
