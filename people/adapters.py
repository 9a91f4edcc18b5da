"""How django-allauth behaves here: accounts are made by an administrator, never by signing up."""

import base64
import hmac
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from . import second_factor
from .client_address import client_address
from .models import User
from .openid import StaffOpenIDProvider, check_answer


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not belong together. Try again."),
        "email_password_mismatch": _("User name and password do not belong together. Try again."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes and try again."),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("Type the password you have now."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        """Nothing: axes counts wrong passwords per name and address. allauth would count per name alone, and
        anybody could lock a colleague out."""

    def pre_login(self, request, user, *, signal_kwargs=None, **kwargs):
        if user.is_newcomer:
            raise Http404  # she has her own way in
        response = super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        sociallogin = (signal_kwargs or {}).get("sociallogin")
        if response is None and sociallogin is not None and second_factor.is_vouched_for(sociallogin):
            second_factor.note_vouched_for(request, user, provider=sociallogin.account.provider)
        return response

    def login(self, request, user) -> None:
        super().login(request, user)
        request.session.set_expiry(settings.ACCOUNT_SESSION_COOKIE_AGE)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "people.second_factor.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever signed in a moment ago is not asked again, so that the first set-up is one straight way."""
        if self.request is not None and second_factor.signed_in_recently(self.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user) -> list[dict]:
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With your passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this very host: `?next=` leads nowhere else."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def send_password_reset_mail(self, user, email, context) -> None:
        """Only for who has a password here: not for newcomers, not for whoever signs in by OpenID Connect."""
        if user.has_usable_password() and not user.is_newcomer:
            super().send_password_reset_mail(user, email, context)

    def get_client_ip(self, request) -> str:
        return client_address(request)


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by OpenID Connect: for staff who have an account here already."""

    def get_provider(self, request, provider, client_id=None):
        found = super().get_provider(request, provider, client_id=client_id)
        return StaffOpenIDProvider(request, app=found.app) if found.id == StaffOpenIDProvider.id else found

    def list_providers(self, request) -> list:
        return [self.get_provider(request, found.app.provider_id) for found in super().list_providers(request)]

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        check_answer(request, sociallogin)

    def authenticate_by_email(self, sociallogin):
        """The one active staff member with the verified address, or nobody. Two with one address is nobody."""
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            found = User.objects.filter(email__iexact=address.email, is_active=True, newcomer__isnull=True)[:2]
            if len(found) == 1:
                # The provider vouches for the address; without this row allauth would wipe the password.
                EmailAddress.objects.update_or_create(
                    user=found[0], email=address.email.lower(), defaults={"verified": True, "primary": True}
                )
                return found[0], address.email.lower()
        return None

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Never: an unknown person learns what to do, and no account is made."""
        user = sociallogin.user
        context = {
            "provider_name": sociallogin.provider.name,
            "stated_name": user.get_full_name() or user.email,
            "stated_email": user.email,
        }
        raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))


class StaffMFAAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes lie encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_user_identifier(self, user) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user, type) -> str:
        return str(_("My device"))


def _cipher() -> Fernet:
    key = hmac.new(settings.CARD_PEPPER.encode(), b"second factor", sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
