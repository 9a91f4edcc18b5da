"""How she learns MO, decided by a person; and the voortraject beside it, which is support and no component (decision 11)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet, Sum

from core.errors import DomainError, NotAllowed
from pretrajectory import api as pretrajectory
from pretrajectory.enums import StudyForm

from ..enums import ComponentCode, DecisionKind, MessageType, SupportCode, SupportStatus
from ..models import Plan, PlanDecision, PlanSupport, SupportEvidence, TalkWish
from .calendars import brussels_date
from .writing import assert_may_change, assert_reason, lock_plan, write_log, write_message

S = SupportStatus
#: What a decision can say of the voortraject; "goes on" is not started yet, or running when she did something of it.
GOES_ON = "goes_on"
NEXT = (GOES_ON, S.DONE, S.BYPASSED, S.STOPPED)


@dataclass(frozen=True, slots=True)
class SupportView:
    """The voortraject in her plan. `status` is None while nobody decided about it and she did nothing of it; `minutes` of all
    `tasks` together, whole ones."""

    status: SupportStatus | None
    since: date | None
    minutes: int
    tasks: int


def get_support(*, newcomer) -> SupportView:
    """Two queries."""
    row = PlanSupport.objects.filter(plan__newcomer=newcomer, code=SupportCode.VOORTRAJECT).first()
    minutes, tasks = _sum_up(SupportEvidence.objects.filter(plan__newcomer=newcomer))
    return SupportView(SupportStatus(row.status) if row else None, row.since if row else None, minutes, tasks)


def needs_reason_for(*, form: str, advised: str, voortraject: str) -> bool:
    """A choice that the advice does not speak for (`advised` is empty without one), or one that ends or leaves out the
    voortraject: somebody must be able to read why."""
    return form != advised or voortraject in {S.BYPASSED, S.STOPPED}


def choose_study_form(*, plan: Plan, form: str, voortraject: str, by, at: datetime, reason: str = "") -> PlanDecision:
    """Decide how she learns MO and what becomes of the voortraject (NEXT). A newer decision takes the place of this one.

    Raises DomainError: "reason_missing"; "advice_not_heard" while an advice waits that she has not heard; "goes_on" when she
    practises first and the voortraject does not go on; "nothing_done" when it would be finished without anything done.
    """
    assert_may_change(plan=plan, by=by)
    form = StudyForm(form)
    if voortraject not in NEXT:
        raise DomainError(voortraject, code="not_next")
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        state = pretrajectory.get_advice_state(newcomer=plan.newcomer)
        if state.waits:
            raise DomainError("advice_not_heard", code="advice_not_heard")
        if form == StudyForm.VOORTRAJECT_FIRST and voortraject != GOES_ON:
            raise DomainError("goes_on", code="goes_on")
        has_begun = SupportEvidence.objects.filter(plan=plan, code=SupportCode.VOORTRAJECT).exists()
        if voortraject == S.DONE and not has_begun:
            raise DomainError("nothing_done", code="nothing_done")
        advised = state.heard.form if state.heard else ""
        if needs_reason_for(form=form, advised=advised, voortraject=voortraject):
            reason = assert_reason(reason)
        before = plan.decisions.filter(what=DecisionKind.STUDY_FORM).order_by("-pk").first()
        decision = write_log(
            plan=plan,
            what=DecisionKind.STUDY_FORM,
            subject=ComponentCode.MO,
            from_value=before.to_value if before else "",
            to_value=form,
            reason=reason.strip(),
            reference=str(state.heard.uuid) if state.heard else "",
            by=by,
            at=at,
        )
        write_message(
            plan=plan,
            type=MessageType.STUDY_FORM_CHOSEN,
            key=f"decision:{decision.pk}",
            scope="study_form",
            data={
                "component": ComponentCode.MO,
                "from": decision.from_value,
                "to": form,
                "decided_on": brussels_date(at).isoformat(),
            },
            at=at,
        )
        wanted = (S.RUNNING if has_begun else S.NOT_STARTED) if voortraject == GOES_ON else S(voortraject)
        set_support(plan=plan, to=wanted, by=by, at=at, reason=reason.strip())
    return decision


def set_support(*, plan: Plan, to: SupportStatus, by, at: datetime, reason: str = "") -> None:
    """Write, log and announce where the voortraject of a locked plan stands; nothing when it stands there."""
    on = brussels_date(at)
    row, is_new = PlanSupport.objects.get_or_create(
        plan=plan, code=SupportCode.VOORTRAJECT, defaults={"status": to, "since": on}
    )
    before = "" if is_new else row.status
    if before == to:
        return
    row.status, row.since = to, on
    row.save(update_fields=["status", "since"])
    decision = write_log(
        plan=plan,
        what=DecisionKind.SUPPORT,
        subject=SupportCode.VOORTRAJECT,
        from_value=before,
        to_value=to,
        reason=reason if to in {S.BYPASSED, S.STOPPED} else "",
        by=by,
        at=at,
    )
    announce_support(plan=plan, before=before, to=to, key=f"decision:{decision.pk}", at=at)


def announce_support(*, plan: Plan, before: str, to: str, key: str, at: datetime) -> None:
    """Where it stands and how much she practised, all in all: a later message takes the place of an earlier one."""
    minutes, _tasks = _sum_up(SupportEvidence.objects.filter(plan=plan))
    write_message(
        plan=plan,
        type=MessageType.SUPPORT_CHANGED,
        key=key,
        scope=f"support:{SupportCode.VOORTRAJECT}",
        data={
            "support": SupportCode.VOORTRAJECT,
            "from": before,
            "to": to,
            "decided_on": brussels_date(at).isoformat(),
            "practised_minutes": minutes,
        },
        at=at,
    )


def _sum_up(evidence: QuerySet[SupportEvidence]) -> tuple[int, int]:
    """(whole minutes, tasks)."""
    found = evidence.filter(code=SupportCode.VOORTRAJECT).aggregate(seconds=Sum("seconds"), tasks=Count("pk"))
    return (found["seconds"] or 0) // 60, found["tasks"]


def find_talk_wish(*, newcomer) -> datetime | None:
    """Since when she waits for a talk about how she learns; None when she does not."""
    waiting = TalkWish.objects.filter(plan__newcomer=newcomer, done_at__isnull=True)
    return waiting.values_list("asked_at", flat=True).first()


def ask_to_talk(*, newcomer, at: datetime) -> None:
    """She wants to talk about the last decision on how she learns; asked again it is one wish. Raises NotAllowed when nothing
    was decided."""
    decisions = PlanDecision.objects.filter(plan__newcomer=newcomer, what=DecisionKind.STUDY_FORM)
    decision = decisions.order_by("-pk").first()
    if decision is None:
        raise NotAllowed
    try:
        with transaction.atomic():
            TalkWish.objects.get_or_create(
                plan_id=decision.plan_id, done_at=None, defaults={"decision": decision, "asked_at": at}
            )
    except IntegrityError:  # pressed twice at the same moment
        return


def finish_talk(*, plan: Plan, by, at: datetime) -> bool:
    """They talked. False when no wish waited."""
    assert_may_change(plan=plan, by=by)
    waiting = TalkWish.objects.filter(plan=plan, done_at__isnull=True)
    return bool(waiting.update(done_at=at, done_by=by))
