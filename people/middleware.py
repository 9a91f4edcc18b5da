"""What holds for every request of somebody who is signed in.

Staff work with a second factor, everywhere; newcomers have no business on staff addresses, and read the privacy notice
first; no browser keeps what either of them was shown.
"""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from . import second_factor, sessions
from .domain.languages import choose_home_language
from .domain.privacy_notice import has_read_any_notice

#: What a staff member may open before her session has a second factor. Nothing else.
OPEN_BEFORE = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "demo_sign_in",
        "healthz",
        "readyz",
    }
)
#: What a newcomer may open before she has read the privacy notice: signing in and out, changing the language, and what
#: is the same for everybody.
OPEN_BEFORE_NOTICE = frozenset(
    {
        "welcome",
        "sign_in",
        "sign_in_person",
        "sign_in_pictures",
        "sign_in_phone",
        "sign_in_link",
        "sign_out",
        "card_address",
        "demo_sign_in",
        "choose_language",
        "help",
        "about",
        "accessibility",
        "privacy",
        "display",
        "style_page",
        "media_file",
        "security_txt",
        "robots_txt",
        "service_worker",
        "app_manifest",
        "on_this_phone",
        "healthz",
        "readyz",
    }
)
STAFF_PATHS = ("/accounts/", "/cms/", "/guide/")


class StaffSecondFactorMiddleware:
    """Runs before every view of a signed-in person; strangers pass, the views themselves send them to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not _is_signed_in(request):
            return None
        if request.user.is_newcomer:
            return self._keep_out(request)
        if not second_factor.has_passed(request):
            return self._ask_first(request)
        if request.path.startswith("/cms/") and not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404  # Wagtail would send her to the sign-in page, which would send her back
        return None

    def _keep_out(self, request):
        if not request.path.startswith(STAFF_PATHS):
            return None
        if request.resolver_match.view_name == "account_login":
            return redirect(f"/{choose_home_language(newcomer=request.user.newcomer).lower()}/")
        raise Http404

    def _ask_first(self, request):
        if request.resolver_match.view_name in OPEN_BEFORE and not self._must_sign_in_again(request):
            return None
        if second_factor.is_set_up(request.user):
            return self._sign_in_again(request)
        second_factor.remember_onward(request)
        return redirect("mfa_activate_totp")

    def _must_sign_in_again(self, request) -> bool:
        """A session from before the factor was set up may not add a second one."""
        adds = request.resolver_match.view_name in ("mfa_activate_totp", "mfa_add_webauthn")
        return adds and second_factor.is_set_up(request.user)

    def _sign_in_again(self, request):
        onward = request.get_full_path() if request.method == "GET" else ""
        request.session.flush()
        return redirect(reverse("account_login", query={"next": onward} if onward else None))


class NewcomerSessionMiddleware:
    """A newcomer's session ends when its visit is over or its phone was taken away, and begins with the privacy notice.

    Her next page says once that she was signed out: she would read on as a guest and think that it counts.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return (
            sessions.forget_in_browser(request, response) if getattr(request, "has_lost_session", False) else response
        )

    def process_view(self, request, view, args, kwargs):
        if not _is_signed_in(request):
            if self._shows_page(request) and sessions.is_over(request):
                self._say_signed_out(request)
            return None
        if not request.user.is_newcomer:
            return None
        at = timezone.now()
        if not sessions.still_holds(request, at=at):
            sessions.end_session(request, at=at)
            request.has_lost_session = True
            self._say_signed_out(request)
            return None
        newcomer = request.user.newcomer
        if request.resolver_match.view_name in OPEN_BEFORE_NOTICE or sessions.has_read_notice(
            request, newcomer=newcomer
        ):
            return None
        return self._lead_to_notice(request, newcomer)

    def _shows_page(self, request) -> bool:
        """An address in her language; what programs and staff ask for has nobody to tell it to."""
        return get_language_from_path(request.path_info) is not None

    def _say_signed_out(self, request):
        messages.warning(request, _("You were signed out. Sign in again with your card."))

    def _lead_to_notice(self, request, newcomer):
        is_reading = request.method in ("GET", "HEAD")
        if not is_reading and has_read_any_notice(newcomer=newcomer):
            return None  # the text changed while she was at work: what she sends is kept, her next page asks
        if request.content_type == "application/json":
            return HttpResponseForbidden()
        address = f"/{choose_home_language(newcomer=newcomer).lower()}/welcome/"
        onward = {"next": request.get_full_path()} if is_reading else {}
        return redirect(f"{address}?{urlencode(onward)}" if onward else address)


class PrivateAnswersMiddleware:
    """No browser and no proxy keeps what a signed-in person was shown: the back button shows nothing after signing out.

    What the view calls public (files of the site itself) is the same for everybody and may be kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kept = response.get("Cache-Control", "")
        if "no-store" not in kept and "public" not in kept and _is_signed_in(request):
            patch_cache_control(response, private=True, no_store=True)
        return response


def _is_signed_in(request) -> bool:
    """Asks the database about nobody who shows no session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
