"""The voortraject in a dossier: what she can do with her device and what that speaks for, as far as she heard it herself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import api as core
from people import api as people
from people.enums import Role
from plans import api as plans
from pretrajectory import api as pretrajectory

from .. import visits
from ..skill_profile import describe_profile
from .dossier import DOSSIER_ROLES


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
