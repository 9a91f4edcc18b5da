"""The way out of a sensitive lesson: to a list of Dutch words, which anybody who learns Dutch may have open."""

from time import time

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lessons import api as lessons
from mo_platform.navigation import portal_url
from people import api as people


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def leave(request) -> HttpResponse:
    """Go to the words. The phone remembers for an hour when she left, so that Back does not open the lesson again."""
    response = HttpResponseRedirect(portal_url("words"))
    response.set_cookie(
        lessons.LEFT_COOKIE,
        str(int(time() * 1000)),
        max_age=lessons.LEFT_FOR,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response
