"""Signing in with a card, step by step: the numbers, the pictures, whose phone this is."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError

from .. import sessions
from ..access import everybody
from ..client_address import client_address
from ..domain import links, pictures
from ..domain.devices import enrol_device
from ..domain.languages import choose_home_language
from ..domain.sign_in import check_pictures, recognise_card
from ..forms import CardForm
from ..models import Card, Device, Newcomer
from ..onward import safe_onward

#: What is known so far, in the session: {"newcomer", "card", "device", "passed", "pictures", "first", "next"}
_STATE = "sign_in"


@everybody
def card_address(request):
    """Where the QR code leads: the sign-in page in the browser's language. The digits stay behind the #, in the phone."""
    return redirect("sign_in")


@everybody
@never_cache
@sensitive_post_parameters("digits")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """The numbers of the card. On a phone that people share, the people who use it come first."""
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(_home_of(request))
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            card = recognise_card(
                digits=form.cleaned_data["digits"], address=client_address(request), at=timezone.now()
            )
        except DomainError as error:
            form.add_error("digits", str(error))
        else:
            was_signed_in = request.user.is_authenticated
            response = _after_card(request, card)
            return sessions.forget_in_browser(request, response) if was_signed_in else response
    people = sessions.list_people_on_this_phone(request)
    context = {"form": form, "people": people, "next": safe_onward(request), "narrow": True}
    return render(request, "people/sign_in.html", context, status=400 if form.errors else 200)


def _after_card(request, card: Card):
    newcomer = card.newcomer
    device = sessions.find_device_here(request, newcomer=newcomer)
    if device is not None and device.is_own and pictures.has_pin(newcomer=newcomer):
        return _enter(request, newcomer, device)
    _begin(request, newcomer=newcomer, card=card)
    return redirect("sign_in_pictures")


@everybody
@never_cache
@require_POST
def sign_in_person(request):
    """One of the people who share this phone was tapped: she shows her pictures, no card is needed.

    She is asked in her language. Whoever was signed in is out by then, and the browser forgets what she was shown.
    """
    chosen = request.POST.get("device", "")
    device = next((d for d in sessions.list_people_on_this_phone(request) if str(d.uuid) == chosen), None)
    if device is None:
        return redirect("sign_in")
    _begin(request, newcomer=device.newcomer, device=device)
    with override(choose_home_language(newcomer=device.newcomer, here=get_language()).lower()):
        return sessions.forget_in_browser(request, redirect("sign_in_pictures"))


@everybody
@never_cache
@sensitive_post_parameters("picture", "pictures")
@require_http_methods(["GET", "POST"])
def sign_in_pictures(request):
    """Three pictures, one press each: chosen and repeated the first time, shown again later."""
    state, newcomer = _state_of(request)
    if newcomer is None:
        return redirect("sign_in")
    is_new = not pictures.has_pin(newcomer=newcomer)
    if state["passed"] or not (is_new or state["card"] or state["device"]):  # a used link vouches by itself
        return _pass(request, state, newcomer)
    error = ""
    if request.method == "POST":
        if "again" in request.POST:
            state["pictures"], state["first"] = [], None
        else:
            pressed = request.POST.get("pictures", "").split("-") if request.POST.get("pictures") else None
            state["pictures"] = pressed or [*state["pictures"], request.POST.get("picture", "")]
        if len(state["pictures"]) >= pictures.PIN_LENGTH:
            shown, state["pictures"] = state["pictures"], []
            try:
                if is_new:
                    done = _choose_pictures(request, state, newcomer, shown)
                else:
                    _check_pictures(request, state, newcomer, shown)
                    done = True
            except DomainError as refusal:
                error = str(refusal)
            else:
                if done:
                    return _pass(request, state, newcomer)
        request.session[_STATE] = state
    context = {
        "choices": _picture_choices(),
        "count": len(state["pictures"]),
        "dots": [place < len(state["pictures"]) for place in range(pictures.PIN_LENGTH)],
        "total": pictures.PIN_LENGTH,
        "name": newcomer.first_name if state["device"] else "",  # who tapped it knows it, who found a card may not
        "is_new": is_new,
        "is_repeat": is_new and state["first"] is not None,
        "error": error,
        "narrow": True,
    }
    return render(request, "people/sign_in_pictures.html", context, status=400 if error else 200)


def _choose_pictures(request, state: dict, newcomer: Newcomer, shown: list[str]) -> bool:
    """The first three are remembered in the session, the repetition sets them. True when set."""
    if state["first"] is None:
        pictures.check_choice(pictures=shown)
        state["first"] = shown
        return False
    first, state["first"] = state["first"], None
    pictures.check_repetition(first=first, second=shown)
    pictures.set_pin(newcomer=newcomer, pictures=shown, at=timezone.now())
    return True


def _check_pictures(request, state: dict, newcomer: Newcomer, shown: list[str]) -> None:
    check_pictures(
        newcomer=newcomer,
        pictures=shown,
        card=Card.objects.filter(pk=state["card"]).first(),
        device=sessions.find_device_here(request, newcomer=newcomer),
        address=client_address(request),
        at=timezone.now(),
    )


def _pass(request, state: dict, newcomer: Newcomer):
    request.session[_STATE] = state | {"passed": True}
    device = sessions.find_device_here(request, newcomer=newcomer)
    return _enter(request, newcomer, device) if device else redirect("sign_in_phone")


@everybody
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_phone(request):
    """Whose phone is this? Hers is remembered for months, a shared one asks for pictures, another's forgets her."""
    state, newcomer = _state_of(request)
    if newcomer is None or not state["passed"]:
        return redirect("sign_in")
    owner = request.POST.get("owner")
    if owner not in {"mine", "shared", "other"}:
        return render(request, "people/sign_in_phone.html", {"narrow": True})
    if owner == "other":
        return _enter(request, newcomer, None)
    device, token = enrol_device(
        newcomer=newcomer, label=sessions.describe_browser(request), is_own=owner == "mine", at=timezone.now()
    )
    tokens = [token, *sessions.read_tokens(request)]
    response = _enter(request, newcomer, device)
    sessions.write_tokens(response, tokens)
    return response


@everybody
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request, token):
    """A link for one sign-in. Opening it uses nothing up (chat programs open links by themselves); its button does."""
    if request.method == "GET":
        return render(request, "people/sign_in_link.html", {"narrow": True})
    try:
        newcomer = links.use_handover_link(token=token, at=timezone.now())
    except DomainError as error:
        return render(request, "people/sign_in_link.html", {"error": str(error), "narrow": True}, status=400)
    _begin(request, newcomer=newcomer)
    if pictures.has_pin(newcomer=newcomer):
        return _pass(request, request.session[_STATE], newcomer)
    return redirect("sign_in_pictures")


def _begin(request, *, newcomer: Newcomer, card: Card | None = None, device: Device | None = None) -> None:
    """Start the steps afresh, in a session that nobody could have planted. A card or a phone vouches, or a used link."""
    onward = safe_onward(request)
    if request.user.is_authenticated:
        sessions.end_session(request, at=timezone.now())
    request.session.flush()
    request.session.set_expiry(900)
    request.session[_STATE] = {
        "newcomer": newcomer.pk,
        "card": card.pk if card else None,
        "device": device.pk if device else None,
        "passed": False,
        "pictures": [],
        "first": None,
        "next": onward,
    }


def _state_of(request) -> tuple[dict, Newcomer | None]:
    state = request.session.get(_STATE)
    if not state:
        return {}, None
    newcomer = Newcomer.objects.filter(pk=state["newcomer"]).select_related("user", "profile").first()
    return (state, newcomer) if newcomer and _still_vouches(state) else ({}, None)


def _still_vouches(state: dict) -> bool:
    """A card that was stopped between two steps, or a phone that was taken away, leads nowhere any more."""
    if state["card"]:
        return Card.objects.filter(pk=state["card"], revoked_at__isnull=True).exists()
    if state["device"]:
        return Device.objects.filter(pk=state["device"], revoked_at__isnull=True).exists()
    return True


def _enter(request, newcomer: Newcomer, device):
    onward = (request.session.get(_STATE) or {}).get("next") or safe_onward(request)
    sessions.sign_in_newcomer(request, newcomer=newcomer, device=device, at=timezone.now())
    language = choose_home_language(newcomer=newcomer, here=get_language()).lower()
    if not sessions.has_read_notice(request, newcomer=newcomer):
        return redirect(f"/{language}/welcome/" + (f"?{urlencode({'next': onward})}" if onward else ""))
    return redirect(onward or f"/{language}/")


def _home_of(request) -> str:
    if request.user.is_newcomer:
        return f"/{choose_home_language(newcomer=request.user.newcomer, here=get_language()).lower()}/"
    return settings.LOGIN_REDIRECT_URL


def _picture_choices() -> list[dict]:
    return [{"value": key, "label": label, "art": f"pin-{key}"} for key, label in pictures.PICTURES.items()]
