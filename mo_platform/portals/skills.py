"""What she can do with the phone or computer in her hand: short tasks in little worlds, and what they showed.

The worlds are scripts (static/js/pretrajectory/); what they tell is judged by the server. Hers alone until she opens
her advice.
"""

import json
from uuid import UUID

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from core import languages
from people import api as people
from plans import api as plans
from pretrajectory import api as pretrajectory

from .outside_scores import show_scores
from .practice_parts import page_language
from .skill_advice import show_form
from .skill_words import SKILL_ICONS
from .world_words import COMMON_WORDS, WORDS

MAX_BYTES = 100_000


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def skills(request):
    """What she showed until now, and the way to begin or go on."""
    findings = pretrajectory.describe_profile(newcomer=request.newcomer)
    open_one = pretrajectory.get_open_screening(newcomer=request.newcomer)
    advice = pretrajectory.get_advice_state(newcomer=request.newcomer)
    decision = plans.find_study_form(newcomer=request.newcomer)
    context = {
        "decision": decision,
        "decided": show_form(decision.to_value) if decision else None,
        "wishes_talk_since": plans.find_talk_wish(newcomer=request.newcomer) if decision else None,
        "has_advice_waiting": advice.waits,
        "advised": show_form(advice.heard.form) if advice.heard else None,
        "is_seen": advice.heard is not None and not advice.waits and open_one is None,
        "is_open": open_one is not None and not open_one.trains,
        "scores": show_scores(newcomer=request.newcomer),
        "groups": _group(findings, pretrajectory.list_trainable(device=find_device(request))),
    }
    return render(request, "portals/learner/skills.html", context)


@people.newcomer_required
@require_POST
def start_skills(request):
    """Begin on this device, alone or with somebody beside her, or to practise a skill (`trains`); what is open goes on."""
    trains = request.POST.get("trains", "")
    if trains and trains not in pretrajectory.Skill.values:
        raise Http404
    pretrajectory.start_screening(
        newcomer=request.newcomer,
        device=find_device(request),
        is_assisted="assisted" in request.POST,
        trains=pretrajectory.Skill(trains) if trains else None,
        at=timezone.now(),
    )
    return redirect("skill_task")


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def skill_task(request):
    """The task that she does now; when there is none left, what she showed. `?path`: she came from her path, and goes back there
    after it."""
    task_try = pretrajectory.give_task(newcomer=request.newcomer, language=page_language(), at=timezone.now())
    if task_try is None:
        return redirect("skills")
    task = pretrajectory.show_task(task_try.version, language=task_try.language)
    is_from_path = "path" in request.GET
    context = {
        "task_try": task_try,
        "icon": SKILL_ICONS[task.skill],
        "is_from_path": is_from_path,
        "is_draft": task.instruction.language != languages.SOURCE_LANGUAGE,
        **describe_world(task, device=task_try.screening.device),
        "report": reverse("report_try", args=[task_try.uuid]),
        "next": reverse("skill_path" if is_from_path else "skill_task"),
    }
    return render(request, "portals/learner/skill_task.html", context)


@people.newcomer_required
@require_POST
def stop_skills(request):
    """She had enough for now; what she did stands."""
    pretrajectory.stop_screening(newcomer=request.newcomer, at=timezone.now())
    return redirect("skills")


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_POST
@csrf_exempt  # only so that a large body is refused before anybody reads it; _receive is protected
def report_try(request, task_try: UUID) -> JsonResponse:
    """`{"id", "steps": [{"t", "do", "on", "text"}], "hints", "watched", "gave_up"}`: what was done in a task. 200 with
    `{"is_done"}` when it is kept, now or before."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BYTES:
        return _refuse("too_large", status=413)
    return _receive(request, task_try)


@csrf_protect
def _receive(request, task_try: UUID) -> JsonResponse:
    if request.content_type != "application/json":
        return _refuse("content_type", status=415)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return _refuse("not_json", status=400)
    try:
        report = pretrajectory.report_try(newcomer=request.newcomer, uuid=task_try, report=body, at=timezone.now())
    except pretrajectory.UnknownTry:
        return _refuse("unknown_try", status=404)
    except pretrajectory.BadReport as problem:
        return _refuse(problem.code, status=400)
    except pretrajectory.ReportStands as problem:
        return _refuse(problem.code, status=409)
    return JsonResponse({"is_done": report.is_done})


def describe_world(task: pretrajectory.ShownTask, *, device: str) -> dict:
    """What learner/world.html draws, in the language of the page, besides `report` and `next`, the addresses that it tells and
    leads on to."""
    return {
        "task": task,
        "device": device,
        "parameters": _embed("params", task.parameters),
        "words": _embed("words", {name: str(word) for name, word in (COMMON_WORDS | WORDS[task.world]).items()}),
        "module": static(f"js/pretrajectory/worlds/{task.world}.js"),
        "sheet": static(f"css/worlds/{task.world}.css"),
    }


def _embed(name: str, value: object) -> SafeString:
    """Data for a script of the page: `<script type="application/json" data-name>`."""
    return SafeString(json_script(value).replace("<script ", f"<script data-{name} ", 1))


def _refuse(code: str, *, status: int) -> JsonResponse:
    return JsonResponse({"error": code}, status=status)


def find_device(request) -> pretrajectory.Device:
    """What her browser says that it runs on; she may say otherwise."""
    is_phone = "Mobi" in request.headers.get("User-Agent", "") or request.headers.get("Sec-CH-UA-Mobile") == "?1"
    return pretrajectory.Device.PHONE if is_phone else pretrajectory.Device.COMPUTER


def _group(findings: list[pretrajectory.Finding], trainable: set[pretrajectory.Skill]) -> dict[str, list[dict]]:
    """{"can", "next", "untried": [{"label", "icon", "is_sure", "level", "trains"}]}: never a mark.

    What she can at level 1 is both: she can it, and there is more to learn. `trains`: what its button sends, where it has tasks.
    """
    groups: dict[str, list[dict]] = {"can": [], "next": [], "untried": []}
    for finding in findings:
        row = {
            "label": finding.skill.label,
            "icon": SKILL_ICONS[finding.skill],
            "is_sure": finding.is_sure,
            "trains": finding.skill.value if finding.skill in trainable else "",
        }
        if finding.level is None:
            groups["untried"].append(row)
            continue
        if finding.level:
            groups["can"].append(row | {"level": finding.level})
        if finding.level < 2:
            groups["next"].append(row | {"level": finding.level + 1})
    return groups if findings else {}
