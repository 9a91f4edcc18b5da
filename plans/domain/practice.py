"""What a task of the voortraject does to a plan: time as evidence for the support, never for a component."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from ..enums import SupportCode, SupportStatus
from ..models import Plan, PlanSupport, SupportEvidence
from .pending import NoPlan, leave_for_sweeper
from .study_forms import announce_support, set_support
from .writing import lock_plan_of

logger = logging.getLogger(__name__)

KIND = "practice"
#: Of one task no more counts: who leaves it open and comes back did not practise meanwhile.
LONGEST_TASK = 5 * 60  # seconds
#: Other systems hear of more practice each time that so much came together.
TOLD_EVERY = 30 * 60  # seconds


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What the plan takes over from a task: `source_id` names its try, `seconds` from its first to its last step, bounded."""

    source_id: str
    newcomer_id: int
    skill: str
    seconds: int
    completed_at: datetime

    @classmethod
    def from_report(cls, report) -> "PracticeFacts":
        """Of a pretrajectory.TaskReport, with its try, screening and version."""
        last = max((step[0] for step in report.steps), default=0)  # milliseconds
        return cls(
            source_id=str(report.task_try.uuid),
            newcomer_id=report.task_try.screening.newcomer_id,
            skill=report.task_try.version.skill,
            seconds=min(round(last / 1000), LONGEST_TASK),
            completed_at=report.reported_at,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"completed_at": self.completed_at.isoformat(), "kind": KIND}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PracticeFacts":
        told = {name: value for name, value in data.items() if name != "kind"}
        return cls(**told | {"completed_at": datetime.fromisoformat(told["completed_at"])})


def follow_practice(*, report, at: datetime) -> None:
    """Let the plan follow a report of a task, inside its transaction. What is doubted, or took no time, is no evidence.

    Whatever goes wrong here is undone and left to the sweeper: a report is never refused because of the plan.
    """
    facts = PracticeFacts.from_report(report)
    if report.doubt or not facts.seconds:
        return
    try:
        with transaction.atomic():
            apply_practice(facts=facts, at=at)
    except Exception as error:
        # Everything, on purpose: a bug of ours must not cost a newcomer what she did.
        logger.exception("The plan could not follow task %s.", facts.source_id)
        leave_for_sweeper(
            completion_id=facts.source_id, newcomer_id=facts.newcomer_id, facts=facts.to_json(), error=error, at=at
        )


def apply_practice(*, facts: PracticeFacts, at: datetime) -> None:
    """Add the evidence, set the voortraject running at the first, tell others from time to time. Applying it again changes
    nothing; a status that a person set (done, bypassed, stopped) stays. Raises NoPlan when there is none."""
    try:
        plan = lock_plan_of(facts.newcomer_id)
    except Plan.DoesNotExist:
        raise NoPlan from None
    _evidence, is_new = SupportEvidence.objects.get_or_create(
        source_id=facts.source_id,
        defaults={
            "plan": plan,
            "code": SupportCode.VOORTRAJECT,
            "skill": facts.skill,
            "seconds": facts.seconds,
            "completed_at": facts.completed_at,
        },
    )
    if not is_new:
        return
    row = PlanSupport.objects.filter(plan=plan, code=SupportCode.VOORTRAJECT).first()
    if row is None or row.status == SupportStatus.NOT_STARTED:
        set_support(plan=plan, to=SupportStatus.RUNNING, by=None, at=at)
        return
    total = SupportEvidence.objects.filter(plan=plan, code=SupportCode.VOORTRAJECT).aggregate(all=Sum("seconds"))["all"]
    if total // TOLD_EVERY > (total - facts.seconds) // TOLD_EVERY:
        announce_support(plan=plan, before=row.status, to=row.status, key=f"practice:{facts.source_id}", at=at)
