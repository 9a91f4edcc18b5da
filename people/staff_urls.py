"""Where staff sign in and keep their second factor in order, below /accounts/.

Only what we use of django-allauth: no sign-up, no changing of e-mail addresses, no linking of accounts by oneself. The
names are allauth's, because its views look each other up by name. The rule of each stands in tests/matrix/rules.py.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from .views import staff_sign_in as ours


def _own(view):
    """A page about one's own account: for whoever is signed in, never kept by a browser."""
    return never_cache(login_required(view))


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", ours.SignOutView.as_view(), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _own(ours.ChangePasswordView.as_view()), name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", _own(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/go-on/", _own(ours.go_on), name="mfa_go_on"),
    path("2fa/totp/activate/", _own(ours.ActivateTOTPView.as_view()), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", _own(ours.DeactivateTOTPView.as_view()), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", _own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        _own(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        _own(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/passkeys/", _own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", _own(ours.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/passkeys/reauthenticate/", _own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("2fa/passkeys/<int:pk>/edit/", _own(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", _own(ours.RemovePasskeyView.as_view()), name="mfa_remove_webauthn"),
    path("openid/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("openid/error/", socialaccount.login_error, name="socialaccount_login_error"),
    path("openid/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("openid/<slug:provider_id>/callback/", openid.callback, name="openid_connect_callback"),
]
