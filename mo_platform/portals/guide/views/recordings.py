"""Recordings by people: links for speakers, what they sent, to be listened to by who knows the language, and every text
with or without a person's voice."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import api as core
from core.errors import Conflict
from media import api as media
from mo_platform.portals.recording import recording_path
from people import api as people

from ..texts_to_speak import list_texts
from .voices import VOICE_ROLES, get_spoken_language, list_kept, list_organisations

PAGE_SIZE = 25
SPOKEN, WAITS = "spoken", "waits"


class KitForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom is the link?"),
        help_text=gettext_lazy("A name or a description, for your colleagues only."),
        max_length=120,
    )


@people.staff_required(*VOICE_ROLES)
def language_voices(request, code):
    """One language: what came in, the links, and which texts have a person's voice."""
    language = get_spoken_language(code)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    return _show_language(request, language, KitForm())


@people.staff_required(*VOICE_ROLES)
def make_kit(request, code):
    """Make a link for one speaker; it is shown once."""
    language = get_spoken_language(code)
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    form = KitForm(request.POST)
    if not form.is_valid():
        return _show_language(request, language, form)
    kit, token = media.make_kit(
        language=language.code,
        organisation=list_organisations(request.user)[0],
        label=form.cleaned_data["label"],
        user=request.user,
        at=timezone.now(),
    )
    url = request.build_absolute_uri(recording_path(language=language, token=token))
    context = {"here": "voices", "kit": kit, "kit_language": language, "url": url}
    return render(request, "portals/guide/recording_link.html", context)


@people.staff_required(*VOICE_ROLES)
def withdraw_kit(request, number):
    """The link stops; what was sent stays."""
    kit = _get_kit(request, number)
    return _confirm(
        request,
        kit,
        question=_("Stop the link for %(label)s?") % {"label": kit.label},
        consequence=_("Nobody can record with it any more. What was sent stays."),
        confirm_label=_("Stop the link"),
        act=lambda: media.withdraw_kit(kit=kit, at=timezone.now()),
        told=_("The link is stopped."),
    )


@people.staff_required(*VOICE_ROLES)
def erase_kit(request, number):
    """The speaker takes her voice back."""
    kit = _get_kit(request, number)
    return _confirm(
        request,
        kit,
        question=_("Delete all recordings of %(label)s?") % {"label": kit.label},
        consequence=_(
            "The speaker asked for it. Her recordings, her name and the link are deleted; the texts fall silent."
        ),
        confirm_label=_("Delete everything"),
        act=lambda: media.erase_kit(kit=kit, user=request.user, at=timezone.now()),
        told=_("Everything of this speaker is deleted."),
        danger=True,
    )


@people.staff_required(*VOICE_ROLES)
def recording_sound(request, number):
    """What somebody sent, to be listened to before it is accepted."""
    row = _get_recording(request, number)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    return FileResponse(media.open_recording(narration=row, suffix="mp3"), content_type="audio/mpeg")


@people.staff_required(*VOICE_ROLES)
def decide_recording(request, number):
    """Accept a recording, or refuse it with a reason."""
    row = _get_recording(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    at, reason = timezone.now(), request.POST.get("reason", "").strip()[:200]
    try:
        if request.POST.get("decision") == "accept":
            media.accept_narration(narration=row, user=request.user, at=at)
            messages.success(request, _("Accepted: readers hear it now."))
        elif reason:
            media.refuse_narration(narration=row, reason=reason, user=request.user, at=at)
            messages.success(request, _("Refused. The sentence waits for a voice again."))
        else:
            messages.error(request, _("Write why you refuse it."))
    except Conflict as problem:
        messages.error(request, str(problem))
    return redirect("language_voices", code=row.language)


def _show_language(request, language: core.Language, form: KitForm):
    organisations = list_kept(request.user)
    show = SPOKEN if request.GET.get("show") == SPOKEN else WAITS
    query = " ".join(request.GET.get("q", "").split())[:120]
    texts = list_texts(language=language.code, is_spoken=show == SPOKEN, query=query)
    at = timezone.now()
    context = {
        "here": "voices",
        "spoken_language": language,
        "count": media.count_voices(language=language.code),
        "recordings": media.list_recordings(organisations=organisations, language=language.code),
        "kits": [(kit, kit.works(at)) for kit in media.list_kits(organisations=organisations, language=language.code)],
        "show": show,
        "query": query,
        "page_obj": Paginator(texts, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "portals/guide/language_voices.html", context, status=400 if form.errors else 200)


def _confirm(request, kit, *, act, told: str, **context):
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    if request.method == "POST":
        act()
        messages.success(request, told)
        return redirect("language_voices", code=kit.language)
    cancel_url = reverse("language_voices", args=[kit.language])
    return render(request, "confirm_staff.html", {"here": "voices", "cancel_url": cancel_url, **context})


def _get_kit(request, number):
    kit = media.get_kit(organisations=list_kept(request.user), number=number)
    if kit is None:
        raise Http404
    return kit


def _get_recording(request, number):
    row = media.get_recording(organisations=list_kept(request.user), number=number)
    if row is None:
        raise Http404
    return row
