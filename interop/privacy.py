"""She may know which systems were told what, and when. Erasing her takes the deliveries along with her plan."""

from core.privacy import PrivacyRule, register

from .models import Delivery, DeliveryTry, ReceiverChange


def _export_deliveries(newcomer) -> list[dict]:
    rows = Delivery.objects.filter(plan__newcomer=newcomer).select_related("receiver").order_by("pk")
    return [
        {
            "receiver": row.receiver.name,
            "legal_basis": row.receiver.legal_basis,
            "type": row.type,
            "state": row.state,
            "written_at": row.created_at.isoformat(),
            "delivered_at": row.delivered_at.isoformat() if row.delivered_at else None,
        }
        for row in rows
    ]


def _erase_deliveries(newcomer, at) -> None:
    Delivery.objects.filter(plan__newcomer=newcomer).delete()


def _nothing_of_a_newcomer(newcomer) -> list[dict]:
    return []


def _nothing_to_erase(newcomer, at) -> None:
    return None


register(PrivacyRule(Delivery, _export_deliveries, _erase_deliveries))
register(
    PrivacyRule(
        DeliveryTry,
        _nothing_of_a_newcomer,
        _erase_deliveries,
        why_kept="A try holds a moment and a status code; it goes with its delivery.",
    )
)
register(
    PrivacyRule(
        ReceiverChange,
        _nothing_of_a_newcomer,
        _nothing_to_erase,
        why_kept="Audit of what staff let leave the house; it names staff only.",
    )
)
