"""What a newcomer decides about her own sign-in: signing out, her phones, her pictures, the privacy notice."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import sessions
from ..access import everybody, newcomer_required
from ..domain import pictures
from ..domain.cards import refuse_device
from ..domain.devices import acknowledge_device, get_device, list_devices, revoke_device
from ..domain.privacy_notice import VERSION, needs_notice, record_notice_seen
from ..onward import safe_onward


@everybody
@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request):
    """Asks once; then the session is gone and the browser forgets the pages."""
    if request.method == "GET" and not request.user.is_authenticated:
        return redirect("sign_in")
    if request.method == "GET":
        newcomer = getattr(request.user, "newcomer", None)
        is_remembered = newcomer is not None and sessions.find_device_here(request, newcomer=newcomer) is not None
        return render(request, "people/sign_out.html", {"is_remembered": is_remembered, "narrow": True})
    at, tokens = timezone.now(), sessions.read_tokens(request)
    if "forget" in request.POST and request.user.is_authenticated and request.user.is_newcomer:
        device = sessions.find_device_here(request, newcomer=request.user.newcomer)
        if device is not None:
            revoke_device(newcomer=device.newcomer, uuid=device.uuid, at=at)
            still = {d.token_hash for d in sessions.list_people_on_this_phone(request)}
            tokens = sessions.keep_tokens(tokens, hashes=still)
    response = sessions.sign_out(request, redirect("sign_in"), at=at)
    sessions.write_tokens(response, tokens)
    return response


@newcomer_required
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request):
    """The privacy notice in plain words, before the first lesson; until it is read every page of hers leads here."""
    onward = safe_onward(request)
    if request.method == "POST":
        record_notice_seen(newcomer=request.newcomer, language=get_language(), at=timezone.now())
        sessions.note_notice_read(request)
        return redirect(onward or f"/{get_language()}/")
    context = {
        "is_first_time": needs_notice(newcomer=request.newcomer),
        "next": onward,
        "version": VERSION,
        "narrow": True,
    }
    return render(request, "people/welcome.html", context)


@newcomer_required
@never_cache
def devices(request):
    """My phones: where I am signed in, what was added, and how to take one away."""
    at = timezone.now()
    context = {
        "devices": list_devices(newcomer=request.newcomer, at=at),
        "here": request.session.get(sessions.DEVICE),
        "now": at,
        "narrow": True,
    }
    return render(request, "people/devices.html", context)


@newcomer_required
@require_POST
def confirm_device(request, uuid):
    """ "This new phone is mine.\""""
    here = request.session.get(sessions.DEVICE)
    acknowledge_device(newcomer=request.newcomer, uuid=uuid, besides=here, at=timezone.now())
    return redirect("devices")


@newcomer_required
@never_cache
@require_http_methods(["GET", "POST"])
def remove_device(request, uuid):
    """Take a phone away; with "not me" the card stops working too, for whoever added it had it in hand."""
    at = timezone.now()
    if request.method == "GET":
        device = get_device(newcomer=request.newcomer, uuid=uuid, at=at)
        return render(request, "people/remove_device.html", {"device": device, "narrow": True})
    if "not_me" in request.POST:
        here = request.session.get(sessions.DEVICE)
        refuse_device(newcomer=request.newcomer, uuid=uuid, besides=here, at=at)
        return redirect("card_stopped")
    revoke_device(newcomer=request.newcomer, uuid=uuid, at=at)
    return redirect("devices")


@newcomer_required
@never_cache
def card_stopped(request):
    """After "not me": what happened, and where to get a new card."""
    return render(request, "people/card_stopped.html", {"office": request.newcomer.organisation, "narrow": True})


@newcomer_required
@require_POST
def change_pictures(request):
    """Forget my pictures; the next sign-in with the card asks for new ones."""
    pictures.clear_pin(newcomer=request.newcomer)
    return redirect("devices")
