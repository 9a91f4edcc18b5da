"""A newcomer's session and the cookie that makes a phone hers.

The device cookie holds the secrets of at most six people, so that a family shares a phone; each secret names one row in
the database and can be taken back there.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .domain.devices import list_devices_of_tokens, remember_session
from .domain.secrets import keyed_hash
from .models import Device, Newcomer

BACKEND = "people.backends.NewcomerBackend"
DEVICE_COOKIE_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
OWN_PHONE_SESSION = 180 * 24 * 3600
SHARED_PHONE_SESSION = 12 * 3600
PEOPLE_PER_PHONE = 6
_SALT = "people.devices"


def read_tokens(request: HttpRequest) -> list[str]:
    """The secrets this browser shows; empty when the cookie is missing or was tampered with."""
    try:
        tokens = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return [token for token in tokens if isinstance(token, str)][:PEOPLE_PER_PHONE]


def write_tokens(response: HttpResponse, tokens: list[str]) -> None:
    if not tokens:
        response.delete_cookie(settings.DEVICE_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        settings.DEVICE_COOKIE,
        signing.dumps(tokens[:PEOPLE_PER_PHONE], salt=_SALT),
        max_age=DEVICE_COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def list_people_on_this_phone(request: HttpRequest) -> list[Device]:
    """One valid device row for each person who is enrolled on this browser."""
    tokens = read_tokens(request)
    return list(list_devices_of_tokens(tokens=tokens)) if tokens else []


def find_device_here(request: HttpRequest, *, newcomer: Newcomer) -> Device | None:
    """The row that makes this browser a phone of the newcomer's."""
    return next((d for d in list_people_on_this_phone(request) if d.newcomer_id == newcomer.pk), None)


def sign_in_newcomer(request: HttpRequest, *, newcomer: Newcomer, device: Device | None, at: datetime) -> None:
    """Start her session: months on her own phone, half a day on a shared one, until the window closes elsewhere."""
    if request.user.is_authenticated:
        logout(request)
    login(request, newcomer.user, backend=BACKEND)
    if device is None:
        request.session.set_expiry(0)
    else:
        request.session.set_expiry(OWN_PHONE_SESSION if device.is_own else SHARED_PHONE_SESSION)
        request.session["device"] = device.pk
        request.session.save()
        assert request.session.session_key is not None, "a saved session has a key"
        remember_session(device=device, session_key=request.session.session_key, at=at)


def sign_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End the session and ask the browser to forget pages and storage (not the cookie that makes the phone hers)."""
    logout(request)
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    return response


def describe_browser(request: HttpRequest) -> str:
    """A few words by which a person recognises her phone: "Android · Chrome"."""
    agent = request.headers.get("User-Agent", "")
    system = next(
        (
            name
            for mark, name in [
                ("Android", "Android"),
                ("iPhone", "iPhone"),
                ("iPad", "iPad"),
                ("Windows", "Windows"),
                ("Mac OS", "Mac"),
                ("Linux", "Linux"),
            ]
            if mark in agent
        ),
        "",
    )
    browser = next(
        (
            name
            for mark, name in [
                ("SamsungBrowser", "Samsung Internet"),
                ("Edg", "Edge"),
                ("OPR", "Opera"),
                ("Firefox", "Firefox"),
                ("Chrome", "Chrome"),
                ("Safari", "Safari"),
            ]
            if mark in agent
        ),
        "",
    )
    return " · ".join(part for part in (system, browser) if part) or "?"


def keep_tokens(tokens: list[str], *, hashes: set[str]) -> list[str]:
    """Those of the secrets whose rows are still valid."""
    return [token for token in tokens if keyed_hash(token, purpose="device") in hashes]
