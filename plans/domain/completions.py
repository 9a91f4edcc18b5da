"""What a completion does to a plan: evidence, never a goal. What the plan could not follow at once waits (pending.py)."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ..enums import ComponentCode, MessageType
from ..models import Evidence, Plan
from .calendars import brussels_date
from .components import start_running
from .pending import NoPlan, leave_for_sweeper
from .writing import lock_plan_of, write_message

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CompletionFacts:
    """What the plan takes over from a completion: identities, titles per language, nominal minutes, the two moments."""

    completion_id: str
    newcomer_id: int
    kind: str
    key: str
    titles: dict[str, str]
    minutes: int
    completed_at: datetime
    received_at: datetime

    @classmethod
    def from_completion(cls, completion) -> "CompletionFacts":
        return cls(
            completion_id=str(completion.pk),
            newcomer_id=completion.newcomer_id,
            kind=str(completion.kind),
            key=str(completion.key),
            titles=dict(completion.title),
            minutes=completion.nominal_minutes,
            completed_at=completion.completed_at,
            received_at=completion.received_at,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "completed_at": self.completed_at.isoformat(),
            "received_at": self.received_at.isoformat(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "CompletionFacts":
        return cls(
            **data
            | {
                "completed_at": datetime.fromisoformat(data["completed_at"]),
                "received_at": datetime.fromisoformat(data["received_at"]),
            }
        )

    @property
    def is_late(self) -> bool:
        """Done on one day, received on another."""
        return brussels_date(self.completed_at) != brussels_date(self.received_at)


def follow_completion(*, completion, at: datetime) -> None:
    """Let the plan follow a completion, inside the transaction of the event that caused it.

    Whatever goes wrong here is undone and left to the sweeper: an answer is never refused because of the plan.
    """
    if completion.kind == "lesson":
        return  # a lesson shows as progress; only a whole module is evidence
    try:
        with transaction.atomic():
            apply_completion(facts=CompletionFacts.from_completion(completion), at=at)
    except Exception as error:
        # Everything, on purpose: a bug of ours must not cost a newcomer her answer.
        logger.exception("The plan could not follow completion %s.", completion.pk)
        leave_for_sweeper(
            completion_id=str(completion.pk),
            newcomer_id=completion.newcomer_id,
            facts=CompletionFacts.from_completion(completion).to_json(),
            error=error,
            at=at,
        )


def apply_completion(*, facts: CompletionFacts, at: datetime) -> None:
    """Add the evidence, set MO running at the first, write the message. Applying it again changes nothing.

    Runs inside the transaction of the caller. Raises NoPlan when there is none. Never sets a component to its goal,
    never moves a status back.
    """
    try:
        plan = lock_plan_of(facts.newcomer_id)
    except Plan.DoesNotExist:
        raise NoPlan from None
    if facts.kind == "track":
        _announce_track(plan, facts, at)
    elif facts.kind == "module":
        _add_evidence(plan, facts, at)


def _add_evidence(plan: Plan, facts: CompletionFacts, at: datetime) -> None:
    known = Evidence.objects.filter(plan=plan, component=ComponentCode.MO).values_list("module_key", "minutes")
    minutes = dict(known)
    if UUID(facts.key) in minutes:
        return  # a module counts once, whatever completed it again
    Evidence.objects.create(
        plan=plan,
        component=ComponentCode.MO,
        completion_id=facts.completion_id,
        module_key=facts.key,
        titles=facts.titles,
        minutes=facts.minutes,
        completed_at=facts.completed_at,
        received_at=facts.received_at,
        is_late=facts.is_late,
    )
    if not minutes:
        start_running(plan=plan, code=ComponentCode.MO, at=at)
    write_message(
        plan=plan,
        type=MessageType.MODULE_COMPLETED,
        key=f"completion:{facts.completion_id}",
        data={
            "component": ComponentCode.MO,
            "module": facts.key,
            "title": _dutch(facts.titles),
            "nominal_minutes": facts.minutes,
            "completed_on": brussels_date(facts.completed_at).isoformat(),
            "received_on": brussels_date(facts.received_at).isoformat(),
            "evidence_minutes": sum(minutes.values()) + facts.minutes,
            "evidence_modules": len(minutes) + 1,
        },
        at=at,
    )


def _announce_track(plan: Plan, facts: CompletionFacts, at: datetime) -> None:
    key = f"completion:{facts.completion_id}"
    if plan.messages.filter(key=key).exists():
        return
    write_message(
        plan=plan,
        type=MessageType.TRACK_COMPLETED,
        key=key,
        data={
            "component": ComponentCode.MO,
            "track": facts.key,
            "title": _dutch(facts.titles),
            "completed_on": brussels_date(facts.completed_at).isoformat(),
            "received_on": brussels_date(facts.received_at).isoformat(),
        },
        at=at,
    )


def _dutch(titles: dict[str, str]) -> str:
    """Other systems read Dutch; without a Dutch title, any."""
    return titles.get("nl") or next(iter(titles.values()), "")
