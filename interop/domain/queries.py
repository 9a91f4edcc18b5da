"""Reads, each limited to what the reader may see."""

from django.db.models import Count, Max, Q, QuerySet

from core.errors import NotAllowed
from people.enums import Role

from .. import rules
from ..enums import OPEN_STATES, DeliveryState
from ..models import Delivery, DeliveryTry, Receiver, ReceiverChange


def list_receivers_for(*, user) -> QuerySet[Receiver]:
    """The receivers of the platform and of the reader's own offices, with `waiting`, `parked` and `last_delivered_at`."""
    is_open, is_parked = Q(deliveries__state__in=OPEN_STATES), Q(deliveries__state=DeliveryState.PARKED)
    return (
        Receiver.objects.filter(
            Q(organisation__isnull=True) | Q(organisation_id__in=rules.list_office_ids(user, *rules.READERS))
        )
        .select_related("organisation")
        .annotate(
            waiting=Count("deliveries", filter=is_open),
            parked=Count("deliveries", filter=is_parked),
            last_delivered_at=Max("deliveries__delivered_at"),
        )
    )


def get_receiver_for(*, user, code: str) -> Receiver:
    """Raises NotAllowed for a foreign or missing one alike."""
    receiver = list_receivers_for(user=user).filter(code=code).first()
    if receiver is None:
        raise NotAllowed
    return receiver


def list_deliveries_for(*, user) -> QuerySet[Delivery]:
    """Deliveries to receivers of the own offices, and what of the own offices' newcomers goes to the platform's.

    Platform administrators see all that goes to the platform's receivers: pseudonyms, no names.
    """
    own = Q(receiver__organisation_id__in=rules.list_office_ids(user, *rules.READERS))
    shared = Q(receiver__organisation__isnull=True)
    if not rules.is_platform_admin(user):
        offices = rules.list_office_ids(user, Role.ORG_ADMIN, Role.AUDITOR)
        shared &= Q(plan__newcomer__organisation_id__in=offices)
    return Delivery.objects.filter(own | shared).select_related("receiver", "message")


def get_delivery_for(*, user, uuid) -> Delivery:
    """Raises NotAllowed for a foreign or missing one alike."""
    delivery = list_deliveries_for(user=user).filter(uuid=uuid).first()
    if delivery is None:
        raise NotAllowed
    return delivery


def list_tries(*, delivery: Delivery) -> list[DeliveryTry]:
    return list(delivery.tries.order_by("at", "pk"))


def list_changes(*, receiver: Receiver, limit: int = 50) -> list[ReceiverChange]:
    return list(receiver.changes.select_related("by").order_by("-at", "-pk")[:limit])
