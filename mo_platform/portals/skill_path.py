"""Her path: one station for each skill that she lacks, in the order in which they build on each other; hers alone."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from people import api as people
from pretrajectory import api as pretrajectory

from .skill_words import SKILL_ICONS
from .skills import find_device

#: In the address of a task: after it, her path.
FROM_PATH = "path=1"


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def skill_path(request):
    """What she learnt, what she does now and what comes later; or where she begins when there is no path."""
    path = pretrajectory.describe_path(newcomer=request.newcomer, device=find_device(request), at=timezone.now())
    stations = [
        {
            "skill": station.skill,
            "label": pretrajectory.Skill(station.skill).label,
            "icon": SKILL_ICONS[pretrajectory.Skill(station.skill)],
            "state": station.state,
        }
        for station in path.stations
    ]
    again = [{"label": skill.label, "icon": SKILL_ICONS[skill]} for skill in path.again]
    context = {"path": path, "stations": stations, "again": again}
    return render(request, "portals/learner/skill_path.html", context)


@people.newcomer_required
@require_POST
def go_on_path(request):
    """The task that comes now, alone or with somebody beside her (`assisted`)."""
    skill = pretrajectory.go_on_path(
        newcomer=request.newcomer,
        device=find_device(request),
        is_assisted="assisted" in request.POST,
        at=timezone.now(),
    )
    return redirect("skill_path") if skill is None else redirect(f"{reverse('skill_task')}?{FROM_PATH}")


@people.newcomer_required
@require_POST
def skip_skill(request):
    """Leave a skill for later (`skip`), or take it back (`back`); what is no skill changes nothing."""
    if (skill := request.POST.get("skip")) in pretrajectory.Skill.values:
        pretrajectory.skip_skill(newcomer=request.newcomer, skill=pretrajectory.Skill(skill), at=timezone.now())
    elif (skill := request.POST.get("back")) in pretrajectory.Skill.values:
        pretrajectory.take_back_skill(newcomer=request.newcomer, skill=pretrajectory.Skill(skill))
    return redirect("skill_path")
