"""A task as newcomers meet it, in a frame as wide as their device. It works and is judged, and counts nowhere."""

import json

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from core import languages
from mo_platform.bank.access import author_required
from mo_platform.portals.task_preview import draw_task_preview
from pretrajectory import api as pretrajectory

from .showing import frame_task
from .words import say_verdict


@author_required
@xframe_options_sameorigin
@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def preview_task(request, key: int, language: str, device: str):
    """As it is written now. With `?frame` the bare page of the newcomer; by POST what its world tells."""
    editing = pretrajectory.find_task_editing(user=request.user, key=key)
    if not languages.is_known_language(language) or device not in pretrajectory.Device.values:
        raise Http404
    if request.method == "POST":
        return _judge(request, editing, language)
    try:
        task = pretrajectory.preview_task(editing, language=language)
    except pretrajectory.BadTask:
        task = None
    is_ready = task is not None and language in editing.ready_languages
    if "frame" not in request.GET:
        return _show_frame(request, editing, language, device, is_ready=is_ready)
    if task is None or not is_ready:
        raise Http404
    return draw_task_preview(request, task, languages.get_language(language), device=device, key=key)


def _show_frame(request, editing: pretrajectory.TaskEditing, language: str, device: str, *, is_ready: bool):
    context = frame_task(
        editing,
        "preview",
        _("As newcomers meet it"),
        spoken=languages.get_language(language),
        device=device,
        is_ready=is_ready,
        offered=[languages.get_language(code) for code in editing.ready_languages],
        devices=[(one, pretrajectory.Device(one).label) for one in editing.content["devices"]],
    )
    return render(request, "cms/tasks/preview.html", context)


def _judge(request, editing: pretrajectory.TaskEditing, language: str) -> JsonResponse:
    try:
        report = json.loads(request.body)
        verdict = pretrajectory.try_task(editing, language=language, report=report)
    except (ValueError, RecursionError):
        return JsonResponse({"error": "not_json"}, status=400)
    except (pretrajectory.BadReport, pretrajectory.BadTask) as problem:
        return JsonResponse({"error": problem.code}, status=400)
    said = say_verdict(is_done=verdict.is_done, doubt=verdict.doubt, gave_up=bool(report.get("gave_up")))
    messages.info(request, said)
    return JsonResponse({"is_done": verdict.is_done})
