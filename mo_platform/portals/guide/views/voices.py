"""Voices: how far each language can be heard, and the machine that fills the gaps."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import api as core
from media import api as media
from people import api as people
from people.enums import Role

VOICE_ROLES = (Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN)


@dataclass(frozen=True, slots=True)
class ShownVoices:
    """A language with its counts, None while nobody counted it yet; `job` is the last time that a machine was asked,
    `has_machine` that it can be."""

    language: core.Language
    count: media.VoiceCount | None
    job: object | None
    has_machine: bool


@people.staff_required(*VOICE_ROLES)
@require_safe
def voices(request):
    """Every language of the site, with how much of it can be heard."""
    now = timezone.now()
    jobs, machines = media.list_jobs(), set(media.list_machine_languages())
    counted = media.list_voice_counts(at=now)
    rows = [
        ShownVoices(
            language,
            counted[language.code][0] if language.code in counted else None,
            jobs.get(language.code),
            language.code in machines,
        )
        for language in core.list_languages()
    ]
    context = {
        "here": "voices",
        "rows": rows,
        "is_busy": any(row.count is None or (row.job and row.job.is_open) for row in rows),
        "counted_at": min((at for _count, at in counted.values()), default=None),
    }
    return render(request, "portals/guide/voices.html", context)


@people.staff_required(*VOICE_ROLES)
@require_POST
def speak_language(request, code):
    """Let a machine read what has no voice yet."""
    language = get_spoken_language(code)
    try:
        media.ask_to_speak(language=language.code, user=request.user, at=timezone.now())
    except media.NoVoice as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The machine is reading: %(name)s.") % {"name": language.name_nl})
    return redirect("voices")


@people.staff_required(*VOICE_ROLES)
@require_POST
def stop_language(request, code):
    """Stop a machine that is reading; what it read stays."""
    language = get_spoken_language(code)
    job = media.list_jobs().get(language.code)
    if job is not None and job.is_open:
        media.stop_speaking(job=job, at=timezone.now())
        messages.success(request, _("Stopped. What was read already stays."))
    return redirect("voices")


def get_spoken_language(code: str) -> core.Language:
    if not core.is_known_language(code):
        raise Http404
    return core.get_language(code)


def list_kept(user) -> list | None:
    """The organisations whose links and voices she keeps; None for an administrator of the platform: all."""
    return None if people.is_platform_admin(user=user) else list_organisations(user)


def list_organisations(user) -> list:
    """Those for which she may bring in voices."""
    return [membership.organisation for membership in people.list_memberships(user, roles=frozenset(VOICE_ROLES))]
