"""A newcomer's session, and the cookie that makes a phone hers.

The device cookie holds the secrets of at most six people, so that a family shares a phone; each secret names one row in
the database and can be taken back there.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .domain.devices import VISIT_LASTS, add_visit, list_devices_of_tokens, note_signed_out, note_use, remember_session
from .domain.privacy_notice import VERSION, needs_notice
from .domain.secrets import keyed_hash
from .models import Device, Newcomer

BACKEND = "people.backends.NewcomerBackend"
DEVICE_COOKIE_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
OWN_PHONE_SESSION = 180 * 24 * 3600
SHARED_PHONE_SESSION = 12 * 3600
PEOPLE_PER_PHONE = 6
_SALT = "people.devices"
#: In the session: which device it runs on, when a visit ends, the day it was last used, which notice was read,
#: whether the phone is her own.
DEVICE, _UNTIL, _USED_ON, _NOTICE, _OWN = "device", "until", "used_on", "notice", "own"
#: Cookie of a phone on which something is kept (js/phone.js): lessons, or work that has not been sent. It says nothing more.
KEEPS_COOKIE = "mo_keeps"
#: Cookie of a phone on which answers of a mock exam wait for a connection (js/exam-queue.js): how many, and nothing more.
WAITS_COOKIE = "mo_waits"


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


def list_others_on_this_phone(request: HttpRequest) -> list[Device]:
    """The people of this phone besides whoever is signed in. Costs a query on a phone of several people only."""
    if len(read_tokens(request)) < 2:
        return []
    own = getattr(request.user, "pk", None)
    return [device for device in list_people_on_this_phone(request) if device.newcomer.user_id != own]


def sign_in_newcomer(
    request: HttpRequest, *, newcomer: Newcomer, device: Device | None, at: datetime, is_news: bool = True
) -> None:
    """Start her session: months on her own phone, half a day on a shared one, until the window closes elsewhere.

    Each session has its device; without one of hers it is a visit, noted here. Her other phones tell her of it, unless
    `is_news` is False.
    """
    if request.user.is_authenticated:
        end_session(request, at=at)
    login(request, newcomer.user, backend=BACKEND)
    if device is None:
        device = add_visit(newcomer=newcomer, label=describe_browser(request), is_news=is_news, at=at)
        request.session.set_expiry(0)
        request.session[_UNTIL] = int((at + VISIT_LASTS).timestamp())
    else:
        request.session.set_expiry(OWN_PHONE_SESSION if device.is_own else SHARED_PHONE_SESSION)
        request.session[_OWN] = device.is_own
    request.session[DEVICE] = device.pk
    request.session[_USED_ON] = at.date().isoformat()
    request.session.save()
    assert request.session.session_key is not None, "a saved session has a key"
    remember_session(device=device, session_key=request.session.session_key, at=at)


def end_session(request: HttpRequest, *, at: datetime) -> None:
    """The session is gone from the server; a visit is over in her list too."""
    device = request.session.get(DEVICE)
    logout(request)
    if device is not None:
        note_signed_out(device_id=device, at=at)


def sign_out(request: HttpRequest, response: HttpResponse, *, at: datetime) -> HttpResponse:
    """End the session and ask the browser to forget pages and storage (not the cookie that makes the phone hers)."""
    end_session(request, at=at)
    return forget_in_browser(request, response)


def forget_in_browser(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The browser drops what it was shown. Storage goes too, unless lessons that she took along or work that has not been
    sent stand in it: then our scripts drop what is a person's own (docs/decisions/0007-offline.md)."""
    has_kept = bool(request.COOKIES.get(KEEPS_COOKIE) or request.COOKIES.get(WAITS_COOKIE))
    response["Clear-Site-Data"] = '"cache"' if has_kept else '"cache", "storage"'
    response["Cache-Control"] = "private, no-store"
    return response


def still_holds(request: HttpRequest, *, at: datetime) -> bool:
    """Whether a newcomer's session may go on. Once a day it notes that the phone is in use; otherwise no query."""
    until, device, today = request.session.get(_UNTIL), request.session.get(DEVICE), at.date().isoformat()
    if until is not None and at.timestamp() > until:
        return False
    if device is None or request.session.get(_USED_ON) == today:
        return True
    request.session[_USED_ON] = today
    return note_use(device_id=device, at=at)


def is_on_own_phone(request: HttpRequest) -> bool:
    """Whether a newcomer is signed in on a phone that she enrolled as her own. Costs no query."""
    return bool(request.user.is_authenticated and request.session.get(_OWN))


def is_over(request: HttpRequest) -> bool:
    """Whether the browser shows a session that is not there any more: it ended by itself, or somebody ended it.

    The answer to this request takes the cookie away, so it is true once.
    """
    return bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) and request.session.is_empty()


def has_read_notice(request: HttpRequest, *, newcomer: Newcomer) -> bool:
    """Whether she has read the privacy notice that holds now. The session remembers it: one query in each."""
    if request.session.get(_NOTICE) == VERSION:
        return True
    if needs_notice(newcomer=newcomer):
        return False
    note_notice_read(request)
    return True


def note_notice_read(request: HttpRequest) -> None:
    request.session[_NOTICE] = VERSION


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
