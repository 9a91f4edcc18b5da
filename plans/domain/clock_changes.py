"""Starting, suspending, resuming and meeting the clocks of a plan."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed

from ..enums import ClockKind, ClockState, ComponentStatus, DecisionKind, MessageType
from ..models import Clock, Plan, PlanDecision, Suspension
from .calendars import brussels_date
from .clocks import Pause, Term, compute_due_date, compute_state
from .deadline_rules import snapshot_rule
from .writing import assert_may_change, assert_reason, lock_plan, write_log, write_message


def start_clocks(*, plan: Plan, at: datetime) -> list[Clock]:
    """Start, or start anew, every clock whose rule is known in the plan's regime on the day of registration.

    A clock that ran and has no rule there is retired. What was done before a clock started has met it.
    """
    clocks = {clock.kind: clock for clock in Clock.objects.filter(plan=plan)}
    for kind in ClockKind:
        rule = snapshot_rule(kind=kind, regime=plan.regime, on=plan.registered_on)
        if rule is None:
            _retire(clocks.get(kind), at=at)
            continue
        clock = clocks.setdefault(kind, Clock(plan=plan, kind=kind))
        clock.retired_at, clock.met_on = None, clock.met_on or find_done_on(plan=plan, kind=kind)
        clock.rule, clock.anchor_date = rule, plan.registered_on
        clock.due_date = compute_due_date(
            term=Term.from_rule(rule), anchor=plan.registered_on, pauses=list_pauses(clock) if clock.pk else ()
        )
        clock.save()
    return list(clocks.values())


def suspend_clocks(
    *,
    plan: Plan,
    from_date: date,
    until_date: date | None = None,
    reason: str,
    reference: str = "",
    kinds: Iterable[str] | None = None,
    by,
    at: datetime,
) -> list[Suspension]:
    """Let the open clocks (or those of `kinds`) stand still from a day on, until a day or until they are resumed.

    Raises Conflict when a suspension in force shares a day, DomainError when no clock is open any more.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        if from_date < plan.registered_on:
            raise DomainError(_("A suspension starts on or after the registration."), code="before_registration")
        if until_date is not None and until_date <= from_date:
            raise DomainError(_("A suspension ends after it starts."), code="ends_before_start")
        suspensions = []
        for clock in _open_clocks(plan, kinds):
            if clock.due_date is not None and from_date > clock.due_date:
                raise DomainError(
                    _("“%(clock)s” ended on %(due)s. A suspension cannot start after that.")
                    % {"clock": clock.get_kind_display(), "due": clock.due_date.strftime("%d/%m/%Y")},
                    code="term_over",
                )
            if any(_share_a_day(pause, from_date, until_date) for pause in list_pauses(clock)):
                raise Conflict(_("There is already a suspension in this period."), code="overlap")
            suspension = Suspension.objects.create(
                clock=clock,
                from_date=from_date,
                until_date=until_date,
                reason=reason,
                reference=reference.strip(),
                suspended_by=by,
                suspended_at=at,
            )
            suspensions.append(suspension)
            _recompute(plan, clock, DecisionKind.SUSPENSION, by=by, at=at, reason=reason, reference=reference.strip())
    return suspensions


def resume_clocks(
    *, plan: Plan, until_date: date, by, at: datetime, reason: str = "", kinds: Iterable[str] | None = None
) -> list[Suspension]:
    """Let suspended clocks run again: `until_date` is the first day that counts.

    Raises DomainError when none stands still.
    """
    assert_may_change(plan=plan, by=by)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        resumed = []
        for clock in _open_clocks(plan, kinds):
            suspension = clock.suspensions.filter(until_date__isnull=True, withdrawn_at__isnull=True).first()
            if suspension is None:
                continue
            if until_date <= suspension.from_date:
                raise DomainError(_("A suspension ends after it starts."), code="ends_before_start")
            suspension.until_date, suspension.resumed_by, suspension.resumed_at = until_date, by, at
            suspension.save(update_fields=["until_date", "resumed_by", "resumed_at"])
            resumed.append(suspension)
            _recompute(plan, clock, DecisionKind.RESUMPTION, by=by, at=at, reason=reason.strip())
        if not resumed:
            raise DomainError(_("No clock stands still."), code="not_suspended")
    return resumed


def correct_suspension(
    *, plan: Plan, suspension_id: int, by, at: datetime, reason: str, with_twins: bool = False
) -> list[Suspension]:
    """Withdraw a suspension that was entered by mistake. It stays readable and counts no longer.

    `with_twins`: those of other clocks that were entered by the same act too. Returns what was withdrawn.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        suspension = (
            Suspension.objects.select_related("clock")
            .filter(pk=suspension_id, clock__plan=plan, clock__retired_at__isnull=True)
            .first()
        )
        if suspension is None:
            raise NotAllowed
        if suspension.withdrawn_at is not None:
            raise Conflict(_("This suspension was withdrawn already."))
        withdrawn = [suspension, *(_find_twins(suspension) if with_twins else ())]
        for row in withdrawn:
            row.withdrawn_by, row.withdrawn_at = by, at
            row.save(update_fields=["withdrawn_by", "withdrawn_at"])
            wrong = _find_suspending(plan, row)
            _recompute(plan, row.clock, DecisionKind.CLOCK, by=by, at=at, reason=reason, corrects=wrong)
    return withdrawn


def meet_clock(*, plan: Plan, kind: ClockKind, met_on: date | None, by, at: datetime, reason: str = "") -> None:
    """Note on a locked plan that what the clock waits for was done, or was not done after all (None). Plans without that
    clock have nothing to note.

    A retired clock notes it in silence, for the day on which it may run again.
    """
    clock = Clock.objects.filter(plan=plan, kind=kind).first()
    if clock is None or clock.met_on == met_on:
        return
    before, clock.met_on = clock.met_on, met_on
    clock.save(update_fields=["met_on"])
    if clock.retired_at is not None:
        return
    days = {"before": str(before or ""), "after": str(met_on or "")}
    what = DecisionKind.CLOCK if met_on else DecisionKind.DECIDED
    _announce(plan, clock, what, **days, by=by, at=at, reason=reason)


def correct_decided_date(*, plan: Plan, decided_on: date, by, at: datetime, reason: str) -> Plan:
    """Put right the day on which the last component was decided, which met its clock.

    Raises DomainError when the clock waits still or does not run, for the day that stands there, and for one before the
    registration or ahead.
    """
    assert_may_change(plan=plan, by=by)
    reason = assert_reason(reason)
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        clock = Clock.objects.filter(plan=plan, kind=ClockKind.COMPONENTS_DECIDED, retired_at__isnull=True).first()
        if clock is None or clock.met_on is None:
            raise DomainError(_("Not every component is decided yet."), code="not_decided")
        if clock.met_on == decided_on:
            raise DomainError(_("That is the date that stands there."), code="same_date")
        if not plan.registered_on <= decided_on <= brussels_date(at):
            raise DomainError(_("The decision lies between the registration and today."), code="date_out_of_range")
        before, clock.met_on = clock.met_on, decided_on
        clock.save(update_fields=["met_on"])
        days = {"before": str(before), "after": str(decided_on)}
        telling = plan.decisions.filter(what__in=(DecisionKind.CLOCK, DecisionKind.DECIDED), subject=clock.kind)
        wrong = telling.order_by("-pk").first()
        _announce(plan, clock, DecisionKind.DECIDED, **days, by=by, at=at, reason=reason, corrects=wrong)
    return plan


def list_pauses(clock: Clock) -> list[Pause]:
    """The suspensions in force of a clock, for plans.domain.clocks."""
    return [Pause(row.from_date, row.until_date) for row in clock.suspensions.all() if row.withdrawn_at is None]


def recompute_after_correction(*, plan: Plan, by, at: datetime, reason: str) -> None:
    """Start the clocks anew by the plan's corrected registration, and say which moved, began or run no longer."""
    before = {clock.kind: _end_of(clock) for clock in Clock.objects.filter(plan=plan)}
    for clock in start_clocks(plan=plan, at=at):
        was, now = before.get(clock.kind), _end_of(clock)
        if was != now:
            what = DecisionKind.CLOCK_RETIRED if now is None else DecisionKind.CLOCK
            _announce(plan, clock, what, before=was or "", after=now or "", by=by, at=at, reason=reason)


def find_done_on(*, plan: Plan, kind: ClockKind) -> date | None:
    """The day on which was done what a clock of this kind waits for, also in a plan without that clock.

    Of components that is the latest of the days on which each was decided at last.
    """
    if kind == ClockKind.CONTRACT_SIGNED:
        return plan.contract_signed_on
    if plan.components.filter(status=ComponentStatus.UNDECIDED).exists():
        return None
    lines = plan.decisions.filter(what=DecisionKind.STATUS, from_value=ComponentStatus.UNDECIDED).order_by("pk")
    last_of_each = {line.subject: line for line in lines}.values()
    return max((line.decided_on or brussels_date(line.at) for line in last_of_each), default=None)


def _retire(clock: Clock | None, *, at: datetime) -> None:
    if clock is not None and clock.retired_at is None:
        clock.retired_at = at
        clock.save(update_fields=["retired_at"])


def _end_of(clock: Clock) -> str | None:
    """The last day, empty while no end is known; None when the clock does not run."""
    return None if clock.retired_at else str(clock.due_date or "")


def _find_twins(suspension: Suspension) -> QuerySet[Suspension]:
    """The suspensions in force of the plan's other clocks that were entered by the same act."""
    same_act = Suspension.objects.filter(
        clock__plan=suspension.clock.plan_id,
        clock__retired_at__isnull=True,
        suspended_by=suspension.suspended_by_id,
        suspended_at=suspension.suspended_at,
        withdrawn_at__isnull=True,
    )
    return same_act.exclude(pk=suspension.pk).select_related("clock").order_by("pk")


def _find_suspending(plan: Plan, suspension: Suspension) -> PlanDecision | None:
    """The line of the log that told of a suspension: each suspension of a clock wrote one, in the same order."""
    earlier = Suspension.objects.filter(clock_id=suspension.clock_id, pk__lt=suspension.pk).count()
    lines = PlanDecision.objects.filter(plan=plan, what=DecisionKind.SUSPENSION, subject=suspension.clock.kind)
    return lines.order_by("pk")[earlier : earlier + 1].first()


def _recompute(
    plan: Plan,
    clock: Clock,
    what: DecisionKind,
    *,
    by,
    at,
    reason="",
    reference="",
    corrects: PlanDecision | None = None,
) -> None:
    before = str(clock.due_date or "")
    clock.due_date = compute_due_date(
        term=Term.from_rule(clock.rule), anchor=clock.anchor_date, pauses=list_pauses(clock)
    )
    clock.save(update_fields=["due_date"])
    after = str(clock.due_date or "")
    told = {"reason": reason, "reference": reference, "corrects": corrects}
    _announce(plan, clock, what, before=before, after=after, by=by, at=at, **told)


def _announce(plan: Plan, clock: Clock, what: DecisionKind, *, before, after, by, at, **told) -> None:
    decision = write_log(
        plan=plan,
        what=what,
        subject=clock.kind,
        from_value=before,
        to_value=after,
        by=by,
        at=at,
        **told,
    )
    is_retired = clock.retired_at is not None
    state = compute_state(due_date=clock.due_date, met_on=clock.met_on, on=brussels_date(at), pauses=list_pauses(clock))
    write_message(
        plan=plan,
        type=MessageType.CLOCK_CHANGED,
        key=f"decision:{decision.pk}",
        scope=f"clock:{clock.kind}",
        data={
            "clock": clock.kind,
            "state": ClockState.RETIRED if is_retired else state,
            "anchor_date": clock.anchor_date.isoformat(),
            "due_date": clock.due_date.isoformat() if clock.due_date and not is_retired else None,
            "met_on": clock.met_on.isoformat() if clock.met_on else None,
            "confidence": clock.rule.get("confidence", ""),
        },
        at=at,
    )


def _open_clocks(plan: Plan, kinds: Iterable[str] | None) -> list[Clock]:
    clocks = Clock.objects.filter(plan=plan, met_on__isnull=True, retired_at__isnull=True).order_by("pk")
    if kinds is not None:
        clocks = clocks.filter(kind__in=list(kinds))
    found = list(clocks)
    if not found:
        raise DomainError(_("No clock of this plan runs any more."), code="no_open_clock")
    return found


def _share_a_day(pause: Pause, from_date: date, until_date: date | None) -> bool:
    return (pause.until_date is None or pause.until_date > from_date) and (
        until_date is None or until_date > pause.from_date
    )
