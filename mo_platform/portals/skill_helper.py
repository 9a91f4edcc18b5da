"""Somebody beside her: a link or QR code that she shows, and the page that it opens, which tells nothing of her."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from core import languages
from people import api as people
from pretrajectory import api as pretrajectory

from .guide.qr import draw_qr
from .skill_words import SKILL_ICONS

_LOOK_AWAY = _("Look away while a password, PIN or code is typed. Never ask for it.")
#: What to show, or to leave, skill by skill.
HINTS = {
    pretrajectory.Skill.TOUCH: _("Show once how a finger touches, holds and slides."),
    pretrajectory.Skill.KEYBOARD: _("Point to the letter. The other person types it."),
    pretrajectory.Skill.CONNECTION: _("Show where the settings for wifi are."),
    pretrajectory.Skill.BROWSER: _("Show where the address stands and where the way back is."),
    pretrajectory.Skill.READING_AIDS: _("Show where the language and the larger letters are."),
    pretrajectory.Skill.PASSWORD: _LOOK_AWAY,
    pretrajectory.Skill.EMAIL: _("Show where a message opens and where to answer."),
    pretrajectory.Skill.MESSAGES: _("Look at the message together. The other person says what it asks."),
    pretrajectory.Skill.VIDEO_CALL: _("Show the buttons for the camera and the microphone."),
    pretrajectory.Skill.IDENTITY: _LOOK_AWAY,
    pretrajectory.Skill.FORMS: _("Show which part of the card belongs in which field."),
    pretrajectory.Skill.SAFETY: _("Ask: who sends this, and what do they want? The other person decides."),
    pretrajectory.Skill.LEARNING: _("Show where to begin and how to go on."),
}


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_POST
def ask_helper(request, task_try):
    """Note the help with her task, and show the link for who helps."""
    try:
        token = pretrajectory.ask_helper(newcomer=request.newcomer, uuid=task_try, at=timezone.now())
    except pretrajectory.UnknownTry:
        return redirect("skill_task")
    except pretrajectory.TooManyLinks as problem:
        return render(request, "portals/learner/skill_ask_helper.html", {"problem": problem}, status=429)
    address = settings.PUBLIC_URL.rstrip("/") + reverse("helper", args=[token])
    context = {"address": address, "qr": draw_qr(address), "is_from_path": "path" in request.POST}
    return render(request, "portals/learner/skill_ask_helper.html", context)


@people.everybody
@never_cache
@require_safe
def helper(request, token: str):
    """What to show and what to leave to the person who does the task, in the language of the helper."""
    try:
        version = pretrajectory.find_helped_task(token=token, at=timezone.now())
    except pretrajectory.UnknownHelperLink as problem:
        return render(request, "portals/learner/skill_helper.html", {"problem": problem}, status=404)
    task = pretrajectory.show_task(version, language=get_language() or languages.SOURCE_LANGUAGE)
    context = {"task": task, "icon": SKILL_ICONS[task.skill], "hint": HINTS[task.skill]}
    return render(request, "portals/learner/skill_helper.html", context)
