from .clock import Clock, Suspension
from .evidence import Evidence, PendingUpdate
from .outbox import OutboxMessage
from .plan import OfficialResult, Plan, PlanComponent, PlanDecision
from .support import PlanSupport, SupportEvidence, TalkWish

__all__ = [
    "Clock",
    "Evidence",
    "OfficialResult",
    "OutboxMessage",
    "PendingUpdate",
    "Plan",
    "PlanComponent",
    "PlanDecision",
    "PlanSupport",
    "SupportEvidence",
    "Suspension",
    "TalkWish",
]
