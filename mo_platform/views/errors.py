"""Pages for when something goes wrong. They say what happened, whose fault it is not, and what to press.

The frame reads neither database nor session, so that these pages come even when those do not. Only what a member of staff
may not open, or does not find, has her menu around it.
"""

import logging

from django.conf import settings
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from mo_platform.context import page_frame

log = logging.getLogger(__name__)

STAFF_PATHS = ("/guide/", "/cms/", "/accounts/")
LAST_RESORT = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Er ging iets mis</title><h1>Er ging iets mis</h1><p>Probeer het later opnieuw.</p>"
    '<p lang="en">Something went wrong. Please try again later.</p>'
)


def _home_of(request) -> str:
    return "/guide/" if request.path.startswith(STAFF_PATHS) else page_frame(request)["home_url"]


def _is_for_staff(request) -> bool:
    """Whether a member of staff is at work: only then is there a menu to show."""
    user = getattr(request, "user", None)
    return request.path.startswith(STAFF_PATHS) and user is not None and user.is_authenticated and not user.is_newcomer


def page_not_found(request, exception=None) -> HttpResponse:
    template = "404_staff.html" if _is_for_staff(request) else "404.html"
    return render(request, template, {"back_url": _home_of(request)}, status=404)


def permission_denied(request, exception=None) -> HttpResponse:
    """For staff with the reason that the view gave, if it gave one."""
    if _is_for_staff(request):
        return render(request, "403_staff.html", {"reason": str(exception or "")}, status=403)
    return render(request, "403.html", {"back_url": _home_of(request)}, status=403)


def bad_request(request, exception=None) -> HttpResponse:
    return render(request, "400.html", {"back_url": _home_of(request)}, status=400)


def csrf_failure(request, reason="") -> HttpResponse:
    """The page was open too long, or cookies are off. `reason` is for developers, not for readers."""
    log.info("CSRF refusal on %s: %s", request.path, reason)
    return render(request, "csrf_failure.html", {"back_url": _home_of(request)}, status=403)


def server_error(request) -> HttpResponse:
    """Without request, user or database; if even the template fails, a page of four lines."""
    try:
        context = page_frame(request) | {"site_name": settings.SITE_NAME, "back_url": _home_of(request)}
        return HttpResponseServerError(render_to_string("500.html", context))
    except Exception:
        log.exception("The error page failed too")
        return HttpResponseServerError(LAST_RESORT)
