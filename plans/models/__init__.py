from .clock import Clock, Suspension
from .evidence import Evidence, PendingUpdate
from .outbox import OutboxMessage
from .plan import OfficialResult, Plan, PlanComponent, PlanDecision

__all__ = [
    "Clock",
    "Evidence",
    "OfficialResult",
    "OutboxMessage",
    "PendingUpdate",
    "Plan",
    "PlanComponent",
    "PlanDecision",
    "Suspension",
]
