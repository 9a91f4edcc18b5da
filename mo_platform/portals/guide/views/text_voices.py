"""One text and its voice: staff record it or choose a file, and it is heard at once; or take it away again."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from core import api as core
from media import api as media
from media.enums import VoiceKind
from mo_platform.portals.recording import POLICY
from people import api as people

from ..fields import obeys_domain
from .voices import VOICE_ROLES, get_spoken_language, list_kept, list_organisations

SPEAKER = "speaker"  # in the session: who recorded last, for the next text


class VoiceForm(forms.Form):
    sound = forms.FileField(
        label=gettext_lazy("Sound"),
        help_text=gettext_lazy("Only this text, at most three minutes: WebM, Ogg, WAV, MP3, M4A, AAC or AMR."),
        widget=forms.FileInput(attrs={"accept": "audio/*", "class": "input"}),
        error_messages={
            "required": gettext_lazy("Record the text, or choose a file."),
            "empty": gettext_lazy("This file is empty. Record again, or choose another file."),
        },
    )
    credit = forms.CharField(
        label=gettext_lazy("Name of the speaker, if people may know it"),
        help_text=gettext_lazy(
            "It stands at the end of the lessons in which she is heard, and on the page about this site."
        ),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    agrees = forms.BooleanField(
        label=gettext_lazy(
            "The speaker agrees that her voice is heard on this site, and knows that it is deleted when she asks for it."
        ),
        error_messages={
            "required": gettext_lazy("Ask the speaker first. Without her agreement nobody may hear her voice.")
        },
    )

    def clean_sound(self):
        sound = self.cleaned_data["sound"]
        if sound.size > media.MAX_SOUND_BYTES:
            raise forms.ValidationError(_("This recording is too long. Say only this sentence."))
        return sound


@people.staff_required(*VOICE_ROLES)
@csp_override(POLICY)
def text_voice(request, code, text_hash):
    """The text, who speaks it, and the form that gives it another voice."""
    language = get_spoken_language(code)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    form = VoiceForm(request.POST or None, request.FILES or None, initial={"credit": request.session.get(SPEAKER, "")})
    if request.method == "POST":
        following = _find_following(language, text_hash) if "next" in request.POST else text_hash
        if obeys_domain(form, lambda: _put_in(request, language, text_hash, form.cleaned_data)):
            request.session[SPEAKER] = form.cleaned_data["credit"]
            messages.success(request, _("Saved: readers hear this voice now."))
            if not following:
                return redirect("language_voices", code=language.code)
            return redirect("text_voice", code=language.code, text_hash=following)
    found = media.get_text_voice(language=language.code, text_hash=text_hash)
    if found is None and not request.FILES:  # who comes with a recording reads why it is not needed any more
        raise Http404
    may_change = found is None or found.person is None or found.is_kept_by(list_kept(request.user))
    context = {
        "here": "voices",
        "spoken_language": language,
        "found": found,
        "form": form if (found is None or found.spoken) and may_change else None,
        "may_change": may_change,
        "person_url": media.voice_url(narration=found.person) if found and found.person else "",
        "machine_url": media.voice_url(narration=found.machine) if found and found.machine else "",
    }
    return render(request, "portals/guide/text_voice.html", context, status=400 if form.errors else 200)


@people.staff_required(*VOICE_ROLES)
def take_away_voice(request, code, text_hash):
    """The voice of a person goes; what it had replaced is heard again, or a machine, or nothing."""
    language = get_spoken_language(code)
    found = media.get_text_voice(language=language.code, text_hash=text_hash)
    keeps = list_kept(request.user)
    if found is None or found.person is None or not found.is_kept_by(keeps):
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    if request.method == "POST":
        media.take_away_voice(
            language=language.code, text_hash=text_hash, keeps=keeps, user=request.user, at=timezone.now()
        )
        messages.success(request, _("The voice is deleted."))
        return redirect("language_voices", code=language.code)
    context = {
        "here": "voices",
        "spoken_language": language,
        "found": found,
        "question": _("Delete this voice?"),
        "consequence": _say_what_follows(found),
        "confirm_label": _("Delete the voice"),
        "cancel_url": reverse("text_voice", args=[language.code, text_hash]),
        "danger": True,
    }
    return render(request, "portals/guide/take_away_voice.html", context)


def _put_in(request, language: core.Language, text_hash: str, data: dict) -> None:
    media.put_in_voice(
        language=language.code,
        text_hash=text_hash,
        content=data["sound"].read(),
        credit=data["credit"],
        organisation=list_organisations(request.user)[0],
        keeps=list_kept(request.user),
        user=request.user,
        at=timezone.now(),
    )


def _find_following(language: core.Language, text_hash: str) -> str:
    """What waits behind this text; empty when nothing does."""
    waiting = media.sort_by_need(media.list_missing(language=language.code, kinds=[VoiceKind.HUMAN]))
    hashes = [text.key[1] for text in waiting]
    start = hashes.index(text_hash) + 1 if text_hash in hashes else 0
    return next((found for found in [*hashes[start:], *hashes[:start]] if found != text_hash), "")


def _say_what_follows(found: media.TextVoice) -> str:
    if found.earlier:
        return _("The recording is deleted, and the earlier one is heard again.")
    if found.machine:
        return _("The recording is deleted, and a machine reads this text.")
    return _("The recording is deleted, and the text falls silent.")
