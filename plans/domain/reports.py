"""Numbers about the plans of an office: whom it registered in a period, and where they stand. No person leaves here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from ..enums import ClockState
from ..models import Clock, Plan, PlanComponent, Suspension


def count_registered(*, organisations: Iterable, from_date: date, until_date: date) -> int:
    """How many plans have their registration (*aanmelding*) in the period, both days included. 1 query."""
    return _registered(organisations, from_date, until_date).count()


def count_component_statuses(
    *, organisations: Iterable, from_date: date, until_date: date
) -> dict[tuple[str, str], int]:
    """{(component, status now): number of plans} of those registered in the period; zeros are left out. 1 query."""
    plans = _registered(organisations, from_date, until_date)
    rows = PlanComponent.objects.filter(plan__in=plans).values_list("code", "status").annotate(number=Count("pk"))
    return {(code, status): number for code, status, number in rows}


def count_clock_states(
    *, organisations: Iterable, from_date: date, until_date: date, on: date
) -> dict[tuple[str, str], int]:
    """{(kind, state on the day `on`): number of clocks} of the plans registered in the period; zeros are left out.

    1 query. A clock that runs no longer is not counted, nor shown in its plan.
    The states are those of plans.domain.clocks.compute_state.
    """
    holds = Q(from_date__lte=on, withdrawn_at=None) & (Q(until_date=None) | Q(until_date__gt=on))
    state = Case(
        When(met_on__gt=F("due_date"), then=Value(ClockState.MET_LATE)),
        When(met_on__isnull=False, then=Value(ClockState.MET)),
        When(Exists(Suspension.objects.filter(holds, clock=OuterRef("pk"))), then=Value(ClockState.SUSPENDED)),
        When(due_date__lt=on, then=Value(ClockState.OVERDUE)),
        default=Value(ClockState.RUNNING),
        output_field=CharField(),
    )
    rows = (
        Clock.objects.filter(plan__in=_registered(organisations, from_date, until_date), retired_at=None)
        .annotate(state=state)
        .values_list("kind", "state")
        .annotate(number=Count("pk"))
    )
    return {(kind, state): number for kind, state, number in rows}


def _registered(organisations: Iterable, from_date: date, until_date: date) -> QuerySet[Plan]:
    return Plan.objects.filter(
        newcomer__organisation__in=organisations, registered_on__gte=from_date, registered_on__lte=until_date
    )
