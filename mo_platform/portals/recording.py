"""The recording kit: who got a link reads sentences aloud on a phone, without an account.

One sentence stands on the page at a time. Each is sent by the form of the page; js/record.js puts what the microphone heard
into the form's own file field, so that without it a file can be chosen.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from core import api as core
from media import api as media
from people import api as people

#: She listens to what her own phone recorded before it is sent.
POLICY: dict[str, Any] = {**settings.SECURE_CSP, "media-src": [CSP.SELF, "blob:"]}


class AgreeForm(forms.Form):
    credit = forms.CharField(label=gettext_lazy("Your name, if people may know it"), required=False, max_length=120)
    agrees = forms.BooleanField(
        label=gettext_lazy(
            "I agree that my voice is heard on this site. When I want to stop, I tell who sent me this link, and my voice is "
            "deleted."
        )
    )


def recording_path(*, language: core.Language, token: str) -> str:
    """The address where a speaker records, in her language."""
    with override(language.code.lower()):
        return reverse("record", args=[token])


@people.everybody
@csp_override(POLICY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, token):
    """Agree once, then one sentence after the other, the most used first. `?after=` skips to what follows a sentence."""
    at = timezone.now()
    try:
        kit = media.find_kit(token=token, at=at)
    except media.UnknownKit:
        return render(request, "portals/recording_over.html", {"narrow": True}, status=404)
    speaks = core.get_language(kit.language)
    context = {"narrow": True, "speaks": speaks, "language_links": []}
    if kit.agreed_at is None:
        form = AgreeForm(request.POST if "agrees" in request.POST or "credit" in request.POST else None)
        if form.is_bound and form.is_valid():
            media.agree(kit=kit, credit=form.cleaned_data["credit"], at=at)
            return redirect(request.path)
        return render(request, "portals/recording_agree.html", {**context, "form": form}, status=_status(form))
    problem = ""
    if request.method == "POST" and "sound" in request.FILES:
        problem = _keep(request, kit, at)
        if not problem:
            return redirect(request.path)
    phrases = media.list_phrases(kit=kit)
    wanted = request.POST.get("phrase") if problem else None
    context |= {
        "phrases": phrases,
        "phrase": _choose(phrases.todo, after=request.GET.get("after", ""), wanted=wanted or ""),
        "problem": problem,
    }
    return render(request, "portals/recording.html", context, status=400 if problem else 200)


def _keep(request, kit, at) -> str:
    """Keep what was sent; returns what is wrong with it, in her language."""
    sound = request.FILES["sound"]
    try:
        content = sound.read() if sound.size <= media.MAX_SOUND_BYTES else b""
        media.record_phrase(kit=kit, text_hash=request.POST.get("phrase", ""), content=content, at=at)
    except media.TooFast:
        return _("Wait ten minutes, then go on.")
    except media.NoSuchPhrase:
        return ""  # the sentence was changed meanwhile: the next one follows
    except media.BadSound as refusal:
        if refusal.code == "too_long" or sound.size > media.MAX_SOUND_BYTES:
            return _("This recording is too long. Say only this sentence.")
        return _("We could not hear this. Record again, close to the phone.")
    return ""


def _choose(todo, *, after: str, wanted: str):
    """The sentence to show: the one that went wrong, the one behind the skipped one, else the first. None when all is done."""
    hashes = [phrase.key[1] for phrase in todo]
    if wanted in hashes:
        return todo[hashes.index(wanted)]
    start = hashes.index(after) + 1 if after in hashes else 0
    return todo[start % len(todo)] if todo else None


def _status(form) -> int:
    return 400 if form.errors else 200
