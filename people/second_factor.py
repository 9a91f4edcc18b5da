"""The second factor of staff: when a session has it, who vouches for it, and the forms that ask for it.

allauth writes down in the session how somebody proved who she is. A record with method "mfa" is a second factor: a code,
a passkey, a recovery code, or (type "oidc") the word of the access management that it asked for one.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

#: Session key by which the demo's sign-in links say that they stand for both factors. Never read in production.
SESSION_KEY = "second_factor"
_ONWARD = "after_second_factor"
_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_CODE_LIFE = 30  # seconds


def has_passed(request: HttpRequest) -> bool:
    """True when this session has proved a second factor."""
    if settings.DEMO_SIGN_IN_LINKS and request.session.get(SESSION_KEY) == "demo":
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_set_up(user) -> bool:
    """True when the staff member has an app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=_FACTORS).exists()


def note_set_up(request: HttpRequest) -> None:
    """A first code or a new passkey proves the factor as well as a later one does."""
    if not has_passed(request):
        record_authentication(request, request.user, "mfa", type="set-up")


def note_removed(request: HttpRequest) -> None:
    """Whoever removes her last factor sets up a new one before she works on."""
    if not is_set_up(request.user):
        records = get_authentication_records(request, request.user)
        kept = [record for record in records if record.get("method") != "mfa" or record.get("type") == "oidc"]
        request.session["account_authentication_methods"] = kept


def signed_in_recently(request: HttpRequest) -> bool:
    """True when somebody proved who she is within the time after which allauth would ask again."""
    newest = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def remember_onward(request: HttpRequest) -> None:
    """Keep where she was going, for when the factor is set up."""
    if request.method == "GET":
        request.session[_ONWARD] = request.get_full_path()


def take_onward(request: HttpRequest) -> str:
    """Where she was going before the set-up; the staff home when nowhere in particular."""
    onward = request.session.pop(_ONWARD, "")
    safe = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    return onward if onward and safe else settings.LOGIN_REDIRECT_URL


def is_vouched_for(sociallogin) -> bool:
    """True when the provider states, in the signed ID token, that it asked for a second factor (`acr` or `amr`)."""
    token = sociallogin.account.extra_data.get("id_token") or {}
    methods = token.get("amr") or []
    methods = [methods] if isinstance(methods, str) else methods
    return token.get("acr") in settings.OIDC_SECOND_FACTOR_ACR or any(
        method in settings.OIDC_SECOND_FACTOR_AMR for method in methods
    )


def note_vouched_for(request: HttpRequest, user, *, provider: str) -> None:
    record_authentication(request, user, "mfa", type="oidc", provider=provider)


class SecondFactorStage(AuthenticateStage):
    """Between the password and the session; left out when the access management vouched for a second factor."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(record.get("method") == "mfa" and record.get("type") == "oidc" for record in records):
            return False
        return super()._should_handle(request)


def _as_digits(field: forms.Field, *, label) -> None:
    field.label = label
    field.widget.attrs = {
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
        "autocapitalize": "none",
        "spellcheck": "false",
        "dir": "ltr",
    }


class _OnceOnly(BaseAuthenticateForm):
    """allauth forgets a used code after one period; with a tolerance it would then count a second time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _as_digits(self.fields["code"], label=_("Code from your app, or a recovery code"))

    def clean_code(self) -> str:
        code = super().clean_code()
        digits = "".join(filter(str.isdigit, code))
        life = _CODE_LIFE * (2 * settings.MFA_TOTP_TOLERANCE + 1)
        if not cache.add(f"second-factor:{self.user.pk}:{digits}", True, timeout=life):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_OnceOnly, AuthenticateForm):
    """The code after the password."""


class SecondFactorAgainForm(_OnceOnly, ReauthenticateForm):
    """The code asked once more before something that matters."""


class FirstCodeForm(ActivateTOTPForm):
    """The code that shows that the app was set up well."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _as_digits(self.fields["code"], label=_("The six digits your app shows now"))

    @property
    def spaced_secret(self) -> str:
        """The secret in groups of four, for whoever must type it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class NewPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("So that you recognise it later: “work laptop”, “blue key”.")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _(
            "Without user name and password. Your device then asks for your finger, your face or its PIN."
        )
