"""How the reader of this phone likes to read: small cookies about nobody, which the server reads and never stores.

A newcomer's own choices stand in her profile (people.remember_reading); what stands here belongs to the phone.
"""

from django.http import HttpRequest, HttpResponse

from core import languages

THEME_COOKIE = "mo_theme"  # "light", "dark"
SAVER_COOKIE = "mo_saver"  # "on", "off": pictures and video on a tap, chosen on this phone
METER_COOKIE = "mo_meter"  # "on": this phone counts what the site fetched (js/data-meter.js)
PARALLEL_COOKIE = "mo_parallel"  # "on": a guest reads with the Dutch beside it
LANGUAGE_COOKIE = "mo_language"  # in which a page was read last; gone when the browser is closed
LINK_COOKIE = "mo_link"  # "slow": what js/connection.js saw a moment ago; no choice, and gone within the hour
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


def remember(request: HttpRequest, response: HttpResponse, cookie: str, value: str, *, is_for_scripts: bool) -> None:
    """Keep a choice on this phone for a year; an empty `value` forgets it."""
    if not value:
        response.delete_cookie(cookie, samesite="Lax")
        return
    response.set_cookie(
        cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=not is_for_scripts
    )


def note_language(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Remember in which language a page was read, until the browser is closed."""
    if request.COOKIES.get(LANGUAGE_COOKIE) != code:
        response.set_cookie(LANGUAGE_COOKIE, code, samesite="Lax", secure=request.is_secure(), httponly=True)


def get_last_language(request: HttpRequest) -> languages.Language | None:
    """That in which a page was read last; None when that is not known, or it is no longer offered."""
    code = request.COOKIES.get(LANGUAGE_COOKIE, "")
    language = languages.get_language(code) if languages.is_known_language(code) else None
    return language if language is not None and languages.is_offered(language) else None


def get_theme(request: HttpRequest) -> str:
    """ "light", "dark" or "" (as the phone has it)."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def get_saver(request: HttpRequest) -> bool | None:
    """What was chosen on this phone about pictures on a tap; None when nothing was."""
    return {"on": True, "off": False}.get(request.COOKIES.get(SAVER_COOKIE, ""))


def counts_data(request: HttpRequest) -> bool:
    return request.COOKIES.get(METER_COOKIE) == "on"


def is_link_slow(request: HttpRequest) -> bool:
    """Whether the phone asks for little data by itself, or its connection is slow."""
    return request.headers.get("Save-Data", "").lower() == "on" or request.COOKIES.get(LINK_COOKIE) == "slow"


def reads_parallel(request: HttpRequest) -> bool:
    return request.COOKIES.get(PARALLEL_COOKIE) == "on"
