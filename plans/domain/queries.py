"""Reads: a plan as newcomer and staff see it, with the same numbers. Frozen dataclasses, no ORM object leaves."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Sum

from core.language_text import LanguageText, read_in
from curriculum.enums import Regime

from .. import rules
from ..enums import ClockKind, ClockState, ComponentCode, ComponentStatus, DecisionKind, SupportStatus
from ..models import Clock, Evidence, OfficialResult, Plan, PlanComponent, PlanDecision, Suspension, TalkWish
from .calendars import brussels_date
from .clock_changes import list_pauses
from .clocks import compute_state
from .completions import NoPlan


@dataclass(frozen=True, slots=True)
class EvidenceView:
    component: ComponentCode
    module_key: UUID
    titles: dict[str, str]
    minutes: int
    completed_at: datetime
    received_at: datetime
    is_late: bool

    def title_in(self, language: str) -> LanguageText:
        """The module's title in `language`, or in Dutch and marked as such."""
        return read_in(self.titles, language)


@dataclass(frozen=True, slots=True)
class ComponentView:
    code: ComponentCode
    status: ComponentStatus
    since: date
    evidence_minutes: int
    evidence: tuple[EvidenceView, ...]

    @property
    def next_statuses(self) -> list[ComponentStatus]:
        """What a case worker may set now."""
        return rules.list_next_statuses(code=self.code, current=self.status)


@dataclass(frozen=True, slots=True)
class SuspensionView:
    id: int
    from_date: date
    until_date: date | None
    reason: str
    reference: str
    is_withdrawn: bool
    suspended_at: datetime


@dataclass(frozen=True, slots=True)
class ClockView:
    """`confidence`, `checked_on` and `source_name` say how sure the term is; `assumed` names what in it is assumed."""

    kind: ClockKind
    anchor_date: date
    due_date: date | None
    met_on: date | None
    state: ClockState
    days_left: int | None
    days: int | None
    months: int | None
    confidence: str
    checked_on: date | None
    source_name: str
    source_url: str
    assumed: tuple[str, ...]
    suspensions: tuple[SuspensionView, ...]

    @property
    def is_law(self) -> bool:
        return self.confidence == "law"


@dataclass(frozen=True, slots=True)
class DecisionView:
    id: int
    what: DecisionKind
    subject: str
    from_value: str
    to_value: str
    reason: str
    reference: str
    is_correction: bool
    decided_by: str
    decided_on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ResultView:
    """A row as it was recorded. A correction names the row it corrects and why; the corrected row stays."""

    id: int
    outcome: str
    test_date: date
    reference: str
    reason: str
    corrects_id: int | None
    is_corrected: bool
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PlanView:
    uuid: UUID
    regime: str
    registered_on: date
    contract_signed_on: date | None
    components: tuple[ComponentView, ...]
    clocks: tuple[ClockView, ...]
    missing_clocks: tuple[ClockKind, ...]
    evidence_minutes: int
    history: tuple[DecisionView, ...]
    results: tuple[ResultView, ...]

    @property
    def regime_name(self) -> str:
        """The region whose rules hold, in words."""
        return str(dict(Regime.choices).get(self.regime, self.regime))

    def component(self, code: str) -> ComponentView:
        return next(item for item in self.components if item.code == code)

    def list_decisions(self, kinds: Collection[DecisionKind], subject: str = "") -> list[DecisionView]:
        """The lines of the log of these kinds, latest first; of one component or clock when `subject` names it."""
        about = [row for row in self.history if row.what in kinds and subject in {"", row.subject}]
        return sorted(about, key=lambda row: row.id, reverse=True)

    @property
    def study_form(self) -> DecisionView | None:
        """The decision on how she learns MO that holds: the last one."""
        return next(iter(self.list_decisions([DecisionKind.STUDY_FORM])), None)

    @property
    def voortraject(self) -> SupportStatus | None:
        """Where the support beside the components stands; None while nobody decided about it and she did nothing of it."""
        told = next(iter(self.list_decisions([DecisionKind.SUPPORT])), None)
        return SupportStatus(told.to_value) if told else None

    def clock(self, kind: str) -> ClockView | None:
        return next((item for item in self.clocks if item.kind == kind), None)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One line of a caseload. `next_clock` is the open clock that ends first; `wants_to_talk` about how she learns."""

    newcomer_id: int
    uuid: UUID
    statuses: dict[ComponentCode, ComponentStatus]
    clocks: tuple[ClockView, ...]
    evidence_minutes: int
    evidence_modules: int
    last_evidence_at: datetime | None
    wants_to_talk: bool

    @property
    def next_clock(self) -> ClockView | None:
        is_open = [clock for clock in self.clocks if clock.state.is_open]
        return min(is_open, key=lambda clock: clock.due_date or date.max, default=None)

    @property
    def is_overdue(self) -> bool:
        return any(clock.state == ClockState.OVERDUE for clock in self.clocks)


_CLOCKS = Prefetch(
    "clocks",
    queryset=Clock.objects.filter(retired_at__isnull=True)
    .order_by("pk")
    .prefetch_related(Prefetch("suspensions", queryset=Suspension.objects.order_by("from_date", "pk"))),
)


def get_plan_record(*, newcomer) -> Plan:
    """The plan itself, for the writing functions of this door. Raises NoPlan."""
    plan = Plan.objects.filter(newcomer=newcomer).select_related("newcomer__organisation").first()
    if plan is None:
        raise NoPlan
    return plan


def find_registered_on(*, newcomer) -> date | None:
    """The day of her registration (*aanmelding*); None without a plan."""
    return Plan.objects.filter(newcomer=newcomer).values_list("registered_on", flat=True).first()


def find_study_form(*, newcomer) -> DecisionView | None:
    """The decision on how she learns MO that holds; None when nothing was decided. One query."""
    told = PlanDecision.objects.filter(plan__newcomer=newcomer, what=DecisionKind.STUDY_FORM)
    row = told.select_related("decided_by").order_by("-pk").first()
    return _decision(row) if row else None


def get_plan(*, newcomer, on: date) -> PlanView:
    """Everything about a newcomer's plan as it stands on a day. 7 queries. Raises NoPlan."""
    plan = (
        Plan.objects.filter(newcomer=newcomer)
        .prefetch_related(
            _CLOCKS,
            Prefetch("components", queryset=PlanComponent.objects.order_by("pk")),
            Prefetch("evidence", queryset=Evidence.objects.order_by("completed_at", "pk")),
            Prefetch("decisions", queryset=PlanDecision.objects.select_related("decided_by").order_by("-at", "-pk")),
            Prefetch("official_results", queryset=OfficialResult.objects.select_related("recorded_by").order_by("pk")),
        )
        .first()
    )
    if plan is None:
        raise NoPlan
    evidence = defaultdict(list)
    for row in plan.evidence.all():
        evidence[row.component].append(_evidence(row))
    corrected = {row.corrects_id for row in plan.official_results.all()}
    clocks = tuple(_clock(row, on) for row in plan.clocks.all())
    return PlanView(
        uuid=plan.uuid,
        regime=plan.regime,
        registered_on=plan.registered_on,
        contract_signed_on=plan.contract_signed_on,
        components=tuple(
            ComponentView(
                code=ComponentCode(row.code),
                status=ComponentStatus(row.status),
                since=row.since or brussels_date(row.changed_at),
                evidence_minutes=sum(item.minutes for item in evidence[row.code]),
                evidence=tuple(evidence[row.code]),
            )
            for row in plan.components.all()
        ),
        clocks=clocks,
        missing_clocks=tuple(kind for kind in ClockKind if kind not in {clock.kind for clock in clocks}),
        evidence_minutes=sum(item.minutes for rows in evidence.values() for item in rows),
        history=tuple(_decision(row) for row in plan.decisions.all()),
        results=tuple(_result(row, is_corrected=row.pk in corrected) for row in plan.official_results.all()),
    )


def list_plan_summaries(*, newcomers: Iterable, on: date) -> dict[int, PlanSummary]:
    """{newcomer id: summary} for a caseload, in 5 queries whatever its size. Newcomers without a plan are left out."""
    ids = [newcomer.pk for newcomer in newcomers]
    plans = list(
        Plan.objects.filter(newcomer_id__in=ids)
        .annotate(wants_to_talk=Exists(TalkWish.objects.filter(plan=OuterRef("pk"), done_at__isnull=True)))
        .prefetch_related(_CLOCKS, Prefetch("components", queryset=PlanComponent.objects.order_by("pk")))
    )
    totals: dict[int, dict[str, Any]] = {
        row["plan_id"]: dict(row)
        for row in Evidence.objects.filter(plan__in=plans)
        .values("plan_id")
        .annotate(minutes=Sum("minutes"), modules=Count("pk"), last_at=Max("completed_at"))
    }
    return {
        plan.newcomer_id: PlanSummary(
            newcomer_id=plan.newcomer_id,
            uuid=plan.uuid,
            statuses={ComponentCode(row.code): ComponentStatus(row.status) for row in plan.components.all()},
            clocks=tuple(_clock(row, on) for row in plan.clocks.all()),
            evidence_minutes=totals.get(plan.pk, {}).get("minutes", 0),
            evidence_modules=totals.get(plan.pk, {}).get("modules", 0),
            last_evidence_at=totals.get(plan.pk, {}).get("last_at"),
            wants_to_talk=plan.wants_to_talk,
        )
        for plan in plans
    }


def _clock(row: Clock, on: date) -> ClockView:
    state = compute_state(due_date=row.due_date, met_on=row.met_on, on=on, pauses=list_pauses(row))
    return ClockView(
        kind=ClockKind(row.kind),
        anchor_date=row.anchor_date,
        due_date=row.due_date,
        met_on=row.met_on,
        state=state,
        days_left=(row.due_date - on).days if row.due_date and state.is_open else None,
        days=row.rule.get("days"),
        months=row.rule.get("months"),
        confidence=row.rule.get("confidence", ""),
        checked_on=date.fromisoformat(checked) if (checked := row.rule.get("checked_on")) else None,
        source_name=row.rule.get("source_name", ""),
        source_url=row.rule.get("source_url", ""),
        assumed=tuple(row.rule.get("assumed", ())),
        suspensions=tuple(
            SuspensionView(
                id=item.pk,
                from_date=item.from_date,
                until_date=item.until_date,
                reason=item.reason,
                reference=item.reference,
                is_withdrawn=item.withdrawn_at is not None,
                suspended_at=item.suspended_at,
            )
            for item in row.suspensions.all()
        ),
    )


def _evidence(row: Evidence) -> EvidenceView:
    return EvidenceView(
        component=ComponentCode(row.component),
        module_key=row.module_key,
        titles=row.titles,
        minutes=row.minutes,
        completed_at=row.completed_at,
        received_at=row.received_at,
        is_late=row.is_late,
    )


def _result(row: OfficialResult, *, is_corrected: bool) -> ResultView:
    return ResultView(
        id=row.pk,
        outcome=row.outcome,
        test_date=row.test_date,
        reference=row.reference,
        reason=row.reason,
        corrects_id=row.corrects_id,
        is_corrected=is_corrected,
        recorded_by=row.recorded_by.get_full_name() if row.recorded_by else "",
        recorded_at=row.recorded_at,
    )


def _decision(row: PlanDecision) -> DecisionView:
    return DecisionView(
        id=row.pk,
        what=DecisionKind(row.what),
        subject=row.subject,
        from_value=row.from_value,
        to_value=row.to_value,
        reason=row.reason,
        reference=row.reference,
        is_correction=row.corrects_id is not None,
        decided_by=row.decided_by.get_full_name() if row.decided_by else "",
        decided_on=row.decided_on,
        at=row.at,
    )
