"""The caseload: one line per newcomer, most urgent first."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import OrganisationKind, Role
from plans import api as plans

from ..caseload import PAGE_SIZE, SCOPES, SORTINGS, STATES, Question, arrange, count_states, find_newcomers, list_rows


@people.staff_required(Role.CASE_WORKER, Role.ORG_ADMIN, kind=OrganisationKind.AGENCY)
@require_safe
def caseload(request):
    """Her own newcomers, or all of the office; searched, filtered, sorted, fifty to a page."""
    today = plans.brussels_date(timezone.now())
    question = _read_question(request)
    newcomers = find_newcomers(user=request.user, question=question)
    counts = count_states(newcomers, on=today)
    found = arrange(newcomers, question=question, on=today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "here": "caseload",
        "today": today,
        "question": question,
        "page_obj": page,
        "rows": list_rows(list(page.object_list), on=today),
        "tabs": _list_tabs(question, counts),
        "sortings": SORTINGS,
        "inactive_days": settings.INACTIVE_AFTER_DAYS,
        "total": counts["everybody"],
        "without_guide": people.list_without_case_worker(user=request.user).count(),
        "is_guide": request.user.has_role(Role.CASE_WORKER),
        "may_tick": question.scope == "own",
    }
    return render(request, "portals/guide/caseload.html", context)


def _read_question(request) -> Question:
    """What was asked; what is not understood counts as not asked, so that an old link still opens."""
    default_scope = "own" if request.user.has_role(Role.CASE_WORKER) else "office"
    scope, clock, sort = (request.GET.get(key, "") for key in ("scope", "clock", "sort"))
    return Question(
        scope=scope if scope in SCOPES else default_scope,
        name=" ".join(request.GET.get("name", "").split())[:120],
        clock=clock if clock in STATES else "",
        sort=sort if sort in SORTINGS else "urgent",
    )


def _list_tabs(question: Question, counts: dict[str, int]) -> list[dict]:
    """All states, with how many stand in each."""
    labels = {"": _("All"), **STATES}
    return [
        {
            "label": label,
            "clock": state,
            "is_current": question.clock == state,
            "count": counts[state or "everybody"],
        }
        for state, label in labels.items()
    ]
