"""What became of a task, deciding about it, taking it along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import languages
from mo_platform.bank.access import author_required, writer_required
from pretrajectory import api as pretrajectory

from .access import find_home
from .forms import StepForm
from .showing import frame_task
from .words import STEPS, say_step_refused


@author_required
@require_safe
def show_history(request, key: int):
    """Who did what with a task, and its versions."""
    editing = pretrajectory.find_task_editing(user=request.user, key=key)
    context = frame_task(
        editing,
        "history",
        _("History"),
        taken=[_tell_event(event) for event in pretrajectory.list_task_events(user=request.user, key=key)],
        versions=[_tell_version(version) for version in pretrajectory.list_task_versions(user=request.user, key=key)],
    )
    return render(request, "cms/tasks/history.html", context)


@writer_required
@require_POST
def take_step(request, key: int):
    """Published, withdrawn, brought back, or its changes thrown away."""
    form = StepForm(request.POST)
    if not form.is_valid():
        pretrajectory.find_task_editing(user=request.user, key=key)
        messages.error(request, say_step_refused("not_now"))
        return redirect("task", key)
    step = pretrajectory.TaskStep(form.cleaned_data["step"])
    try:
        pretrajectory.take_task_step(
            user=request.user, key=key, step=step, base=form.cleaned_data["base"], at=timezone.now()
        )
    except pretrajectory.TaskStepRefused as refused:
        messages.error(request, say_step_refused(refused.code))
    except pretrajectory.TaskChanged:
        messages.error(request, _("Somebody changed the task meanwhile. Look at it again."))
    else:
        messages.success(request, f"{STEPS[step]}.")
    return redirect("task", key)


@writer_required
@require_POST
def copy_task(request, key: int):
    """A draft of one's own that begins as this task is."""
    pretrajectory.find_task_editing(user=request.user, key=key)
    copied = pretrajectory.copy_task(user=request.user, key=key, organisation=find_home(request), at=timezone.now())
    messages.success(request, _("This is your copy. Nobody gets it before somebody else has published it."))
    return redirect("task", copied.row.pk)


@author_required
@require_safe
def send_file(request, key: int) -> HttpResponse:
    """The task as a file, for `load_tasks` of another platform."""
    editing = pretrajectory.find_task_editing(user=request.user, key=key)
    name = f"{editing.row.code}.yaml"
    return HttpResponse(
        pretrajectory.write_task_file(editing),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _tell_event(event) -> dict:
    language = languages.get_language(event.language).name_nl if event.language else ""
    return {"event": event, "step": STEPS[event.step], "language": language}


def _tell_version(version) -> dict:
    instruction = version.content["instruction"]
    return {"version": version, "languages": list(instruction), "instruction": instruction[languages.SOURCE_LANGUAGE]}
