"""She may know which systems get news of her plan, on what ground, and what they were told. Her deliveries go first."""

from django.utils.translation import gettext_lazy as _

from core.privacy import TECHNICAL, PrivacyRule, delete_rows, keep, register, register_staff_record
from plans.enums import MessageType

from .models import Delivery, DeliveryTry, QuestionFile, Receiver, ReceiverChange

#: What may stand in a message, in her words.
_FIELDS = {
    "regime": _("rules of Flanders or of Brussels"),
    "registered_on": _("day you registered"),
    "component": _("part of your plan"),
    "from": _("how it stood before"),
    "to": _("how it stands now"),
    "decided_on": _("day of the decision"),
    "is_correction": _("whether it corrects something"),
    "module": _("number of the module"),
    "title": _("title"),
    "nominal_minutes": _("minutes that count"),
    "completed_on": _("day you finished"),
    "received_on": _("day it reached us"),
    "evidence_minutes": _("all minutes together"),
    "evidence_modules": _("number of modules you finished"),
    "track": _("number of the course"),
    "signed_on": _("day of the contract"),
    "clock": _("which term"),
    "state": _("whether the term runs"),
    "due_date": _("last day"),
    "anchor_date": _("first day of the term"),
    "met_on": _("day it was done"),
    "confidence": _("how sure the term is"),
    "outcome": _("result of the official test"),
    "test_date": _("day of the test"),
    "reference": _("reference"),
    "support": _("Practising with phone or computer"),
    "practised_minutes": _("How long you practised"),
}


def _export_deliveries(newcomer) -> list[dict]:
    rows = Delivery.objects.filter(plan__newcomer=newcomer).select_related("receiver").order_by("pk")
    return [
        {
            "created_at": row.created_at,
            "receiver": row.receiver.name,
            "type": _say_type(row.type),
            "delivered_at": row.delivered_at,
            "legal_basis": row.receiver.legal_basis,
            "state": row.state,
            "webhook_id": row.webhook_id,
        }
        for row in rows
    ]


def _export_receivers(newcomer) -> list[dict]:
    """The profile of each system that hears of her: what is not named here does not leave."""
    rows = Receiver.objects.active().for_office(newcomer.organisation_id).order_by("name", "pk")
    return [
        {
            "name": row.name,
            "legal_basis": row.legal_basis,
            "message_types": [_say_type(name) for name in row.message_types],
            "fields": [_FIELDS.get(name, name) for name in row.fields],
        }
        for row in rows
    ]


def _say_type(name: str):
    return MessageType(name).label if name in MessageType.values else name


register(
    PrivacyRule(
        DeliveryTry,
        lambda newcomer: [],
        keep,
        why_kept="A try holds a moment and a status code; it goes with its delivery.",
    )
)
register(
    PrivacyRule(
        Delivery,
        _export_deliveries,
        delete_rows(Delivery, "plan__newcomer"),
        title=_("What other systems were told"),
        labels={
            "created_at": _("Written on"),
            "receiver": _("System"),
            "type": _("What"),
            "delivered_at": _("Received there on"),
            "legal_basis": _("Why they may know"),
            "state": "",
            "webhook_id": "",
        },
        left_out={
            "plan": "the plan it tells of, which is hers",
            "message": "stands in the news about her plan",
            **dict.fromkeys(
                ["uuid", "sequence", "attempts", "next_try_at", "claim", "claimed_until", "woken_at"], TECHNICAL
            ),
        },
        dutch=frozenset({"receiver", "legal_basis"}),
    )
)
register(
    PrivacyRule(
        Receiver,
        _export_receivers,
        keep,
        title=_("Systems that get news of your plan"),
        labels={
            "name": _("System"),
            "legal_basis": _("Why they may know"),
            "message_types": _("What they are told"),
            "fields": _("What stands in it"),
        },
        dutch=frozenset({"name", "legal_basis"}),
        why_kept="A receiver is a system; nothing of hers stands in it.",
    )
)
register(
    PrivacyRule(
        ReceiverChange,
        lambda newcomer: [],
        keep,
        why_kept="Audit of what staff let leave the house; it names staff only.",
    )
)
register_staff_record(QuestionFile)
