"""Staff work with a second factor, everywhere; newcomers have no business on staff addresses."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from . import second_factor
from .domain.languages import choose_home_language

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
STAFF_PATHS = ("/accounts/", "/cms/", "/guide/")


class StaffSecondFactorMiddleware:
    """Runs before every view of a signed-in person; strangers pass, the views themselves send them to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
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
