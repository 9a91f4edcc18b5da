"""My plan: where she is, what is due, what she does, what counts; the same numbers as her case worker sees."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from people import api as people
from plans import api as plans
from progress import api as progress

from .learner_hours import format_minutes
from .learner_lessons import list_modules_under_way
from .learner_office import show_office
from .offline import make_plan_control
from .plan_decisions import list_decisions
from .plan_money import list_fees
from .plan_words import list_parts, list_steps, show_support
from .skill_advice import show_form


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def my_plan(request):
    """Her plan in plain words; a page that helps when there is none yet."""
    newcomer, language = request.newcomer, get_language()
    today = plans.brussels_date(timezone.now())
    context = {
        "here": "plan",
        "today": today,
        "office": show_office(newcomer.organisation, language),
        "case_worker": people.get_case_worker(newcomer=newcomer),
    }
    try:
        plan = plans.get_plan(newcomer=newcomer, on=today)
    except plans.NoPlan:
        return render(request, "portals/learner/no_plan.html", context)
    context |= {
        "plan": plan,
        "steps": list_steps(plan),
        "parts": list_parts(plan),
        "support": show_support(plans.get_support(newcomer=newcomer)),
        "study_form": show_form(plan.study_form.to_value) if plan.study_form else None,
        "decisions": list_decisions(plan.history),
        "evidence": [
            {"title": item.title_in(language), "minutes": format_minutes(item.minutes), "on": item.completed_at}
            for part in plan.components
            for item in part.evidence
        ],
        "under_way": list_modules_under_way(
            overview=progress.get_overview(newcomer=newcomer), reads=newcomer.profile.languages, language=language
        ),
        "evidence_total": format_minutes(plan.evidence_minutes),
        "fees": list_fees(regime=plan.regime, on=plan.contract_signed_on or today),
    }
    context["take"] = make_plan_control(request)
    return render(request, "portals/learner/plan.html", context)
