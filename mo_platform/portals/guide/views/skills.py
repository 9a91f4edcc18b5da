"""The voortraject in a dossier: what she can do with her device and what that speaks for, as far as she heard it herself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import api as core
from people import api as people
from people.enums import Role
from plans import api as plans
from plans.enums import DecisionKind
from pretrajectory import api as pretrajectory

from ...outside_scores import show_scores
from .. import visits
from ..dossier import tell_decisions
from ..plan_page import decide_on_plan
from ..skill_profile import describe_profile
from ..study_form_form import StudyFormForm, in_words
from .dossier import DOSSIER_ROLES

#: The lines of the plan's log that this page is about.
ABOUT = (DecisionKind.STUDY_FORM, DecisionKind.SUPPORT)


@people.staff_required(*DOSSIER_ROLES)
@require_safe
def newcomer_skills(request, uuid):
    """Profile and advice once she opened it; before that, that it waits and how to look at it together."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    state = pretrajectory.get_advice_state(newcomer=newcomer)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "today": plans.brussels_date(at),
        "state": state,
        "profile": describe_profile(state.heard, newcomer=newcomer) if state.heard else None,
        "may_look_together": pretrajectory.can_look_together(request.user, newcomer),
        "scores": show_scores(newcomer=newcomer),
        "may_enter_scores": pretrajectory.can_enter_scores(request.user, newcomer),
        "support": plans.get_support(newcomer=newcomer),
        "wishes_talk_since": plans.find_talk_wish(newcomer=newcomer),
        "may_change": plans.can_change_plan(request.user, newcomer),
    }
    try:
        plan = plans.get_plan(newcomer=newcomer, on=context["today"])
    except plans.NoPlan:
        return render(request, "portals/guide/skills.html", context)
    decided = plan.study_form
    context |= {
        "plan": plan,
        "study_form": pretrajectory.StudyForm(decided.to_value) if decided else None,
        "decided": decided,
        "decisions": tell_decisions(plan.list_decisions(ABOUT)),
    }
    return render(request, "portals/guide/skills.html", context)


@people.staff_required(Role.CASE_WORKER)
@require_POST
def look_together(request, uuid):
    """She sits beside her case worker and they open the advice: from now on it stays as it is."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if not pretrajectory.can_look_together(request.user, newcomer):
        raise core.NotAllowed
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    try:
        pretrajectory.hear_advice(newcomer=newcomer, at=at, together_with=request.user)
    except pretrajectory.NothingToAdvise:
        messages.info(request, _("There is nothing to look at yet: she has not finished a screening."))
    return redirect("newcomer_skills", uuid=uuid)


@people.staff_required(Role.CASE_WORKER)
@require_http_methods(["GET", "POST"])
def decide_study_form(request, uuid):
    """How she learns MO; a reason where it is not what was advised. Never before she heard an advice that waits."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    state = pretrajectory.get_advice_state(newcomer=newcomer)
    if state.waits and plans.can_change_plan(request.user, newcomer):
        messages.info(request, _("An advice waits that she has not heard. She hears it first, or together with you."))
        return redirect("newcomer_skills", uuid=uuid)
    advised = state.heard.form.value if state.heard else ""
    return decide_on_plan(
        request,
        uuid,
        form_class=StudyFormForm,
        form_extra=lambda plan: {"advised": advised},
        about=ABOUT,
        title=_("Decide how she learns MO"),
        lead=_("You decide, not the advice. She reads your decision and your reason, and can ask to talk about it."),
        button=_("Decide"),
        done=_("The decision was saved. She reads it on her pages."),
        act=lambda plan, form, at: in_words(
            lambda: plans.choose_study_form(plan=plan, by=request.user, at=at, **form.cleaned_data)
        ),
    )


@people.staff_required(Role.CASE_WORKER)
@require_POST
def finish_talk(request, uuid):
    """They talked about it; pressed twice it is one."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if not plans.can_change_plan(request.user, newcomer):
        raise core.NotAllowed
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    if plans.finish_talk(plan=plans.get_plan_record(newcomer=newcomer), by=request.user, at=at):
        messages.success(request, _("Written down: you talked about it."))
    return redirect("newcomer_skills", uuid=uuid)
