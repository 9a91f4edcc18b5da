"""The lines of a caseload, composed from people, plans and progress in a fixed number of queries. A list is no look."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import api as core
from people import api as people
from plans import api as plans
from plans.enums import ClockKind, ComponentCode, ComponentStatus
from progress import api as progress

from .clocks import STATES as CLOCK_STATES
from .clocks import ClockSign, clock_conditions, describe_clock, keep_clock_state

PAGE_SIZE = 50

#: Whose newcomers: the own ones, all of the office, or those of the office whom nobody guides.
SCOPES = {"own": people.list_caseload, "office": people.list_dossiers_for, "nobody": people.list_without_case_worker}

#: What the list can be narrowed to; the first ones ask for attention.
STATES = {
    "late": CLOCK_STATES["late"],
    "soon": CLOCK_STATES["soon"],
    "inactive": _("nothing done for a while"),
    "talk": _("wants to talk"),
    "suspended": CLOCK_STATES["suspended"],
    "ok": CLOCK_STATES["ok"],
    "met": CLOCK_STATES["met"],
}
#: MO is not to be done any more, or not at all.
_MO_IS_OVER = [status for status in ComponentStatus if status.is_finished or status == ComponentStatus.STOPPED]
_MO_IS_OVER += [ComponentStatus.EXEMPT, ComponentStatus.NOT_APPLICABLE]

SORTINGS = {
    "urgent": _("most urgent first"),
    "name": _("name"),
    "registered": _("registered last"),
    "active": _("active last"),
}


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One newcomer. `decided` and `signed` are her two clocks; None when the plan has no such clock."""

    newcomer: object
    language: core.Language | None
    registered_on: date | None
    decided: ClockSign | None
    signed: ClockSign | None
    modules: int
    lessons: int
    last_activity_at: datetime | None
    case_worker: str
    wants_to_talk: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What the list is asked: one of SCOPES, words of a name, one of STATES or "", a sorting."""

    scope: str = "own"
    name: str = ""
    clock: str = ""
    sort: str = "urgent"


def find_newcomers(*, user, question: Question) -> QuerySet:
    """The newcomers of a scope whose name holds every word. Not yet filtered by clock, so that states can be counted."""
    newcomers = SCOPES[question.scope](user=user)
    for word in question.name.split():
        newcomers = newcomers.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return newcomers


def count_states(newcomers: QuerySet, *, on: date) -> dict[str, int]:
    """{"everybody": …, "late": …} for all STATES in 1 query. Who has one late and one soon clock counts in both."""
    conditions = {state: Q(pk__in=_keep(newcomers, state, on=on).values("pk")) for state in STATES}
    conditions |= clock_conditions(on=on)
    counts = {state: Count("pk", filter=condition, distinct=True) for state, condition in conditions.items()}
    return newcomers.aggregate(everybody=Count("pk", distinct=True), **counts)


def arrange(newcomers: QuerySet, *, question: Question, on: date) -> QuerySet:
    """The lines to show, in the order asked for; the same question always gives the same order."""
    if question.clock:
        newcomers = _keep(newcomers, question.clock, on=on)
    newcomers = newcomers.annotate(registered_on=F("plan__registered_on"))
    by_name = ("last_name", "first_name", "pk")
    match question.sort:
        case "name":
            return newcomers.order_by(*by_name)
        case "registered":
            return newcomers.order_by(F("registered_on").desc(nulls_last=True), *by_name)
        case "active":
            last = newcomers.alias(last_at=Max("lesson_progress__last_at"))
            return last.order_by(F("last_at").desc(nulls_last=True), *by_name)
        case _:
            is_open = Q(plan__clocks__met_on__isnull=True, plan__clocks__retired_at__isnull=True)
            due = newcomers.alias(next_due=Min("plan__clocks__due_date", filter=is_open))
            return due.order_by(F("next_due").asc(nulls_last=True), *by_name)


def _keep(newcomers: QuerySet, state: str, *, on: date) -> QuerySet:
    """The newcomers who stand in one of STATES."""
    if state == "talk":
        return newcomers.filter(plan__talk_wishes__asked_at__isnull=False, plan__talk_wishes__done_at__isnull=True)
    if state != "inactive":
        return keep_clock_state(newcomers, state, on=on)
    first_day = on - timedelta(days=settings.INACTIVE_AFTER_DAYS)
    begun = newcomers.filter(plan__registered_on__lte=first_day)
    suspended = keep_clock_state(newcomers, "suspended", on=on)
    is_over = newcomers.filter(plan__components__code=ComponentCode.MO, plan__components__status__in=_MO_IS_OVER)
    morning = timezone.make_aware(datetime.combine(first_day, time.min))
    idle = begun.exclude(progress.was_active_since(morning))
    return idle.exclude(pk__in=suspended.values("pk")).exclude(pk__in=is_over.values("pk"))


def list_rows(newcomers: list, *, on: date) -> list[CaseloadRow]:
    """The lines of one page; the number of queries does not depend on how many there are."""
    summaries = plans.list_plan_summaries(newcomers=newcomers, on=on)
    done = progress.list_progress_summaries(newcomers)
    guides = people.list_case_workers(newcomers=newcomers)
    return [
        _row(newcomer, summaries.get(newcomer.pk), done.get(newcomer.pk), guides.get(newcomer.pk))
        for newcomer in newcomers
    ]


def first_language(newcomer) -> core.Language | None:
    """The language she reads best."""
    codes = newcomer.profile.languages
    return core.get_language(codes[0]) if codes and core.is_known_language(codes[0]) else None


def _row(newcomer, plan, done, guide) -> CaseloadRow:
    clocks = {clock.kind: clock for clock in plan.clocks} if plan else {}

    def sign(kind):
        return describe_clock(clocks[kind]) if kind in clocks else None

    return CaseloadRow(
        newcomer=newcomer,
        language=first_language(newcomer),
        registered_on=newcomer.registered_on,
        decided=sign(ClockKind.COMPONENTS_DECIDED),
        signed=sign(ClockKind.CONTRACT_SIGNED),
        modules=done.modules_completed if done else 0,
        lessons=done.lessons_completed if done else 0,
        last_activity_at=done.last_activity_at if done else None,
        case_worker=guide.get_full_name() if guide else "",
        wants_to_talk=plan is not None and plan.wants_to_talk,
    )
