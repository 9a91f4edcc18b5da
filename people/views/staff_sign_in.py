"""Staff pages of sign-in that differ from django-allauth's own."""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from .. import second_factor
from ..access import everybody
from ..sessions import forget_in_browser


@everybody
@never_cache
def send_to_sign_in(request):
    """Wagtail's own sign-in pages ask for a password alone; whoever opens one comes to ours."""
    onward = request.GET.get(REDIRECT_FIELD_NAME, "")
    return redirect(reverse("account_login", query={REDIRECT_FIELD_NAME: onward} if onward else None))


class SignOutView(account.LogoutView):
    """Signing out makes the browser forget the pages it kept and what the editor stored (the back button shows nothing)."""

    def post(self, *args, **kwargs):
        return forget_in_browser(self.request, super().post(*args, **kwargs))


class _SetUpMixin:
    """The first factor and the later ones are added on the same page; the first time it guides and shows no menu."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_first_time": not second_factor.has_passed(self.request)}

    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.note_set_up(self.request)
        return response


class ActivateTOTPView(_SetUpMixin, totp.ActivateTOTPView):
    pass


class AddPasskeyView(_SetUpMixin, webauthn.AddWebAuthnView):
    pass


class DeactivateTOTPView(totp.DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.note_removed(self.request)
        return response


class RemovePasskeyView(webauthn.RemoveWebAuthnView):
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.note_removed(self.request)
        return response


class ChangePasswordView(account.PasswordChangeView):
    """Whoever signs in by the access management of her organisation has no password here, and gets none."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@never_cache
def go_on(request):
    """From the recovery codes to where she was going when the set-up began."""
    return redirect(second_factor.take_onward(request))
