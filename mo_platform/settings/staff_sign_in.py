"""How staff sign in: a password and a second factor, or the access management of their organisation (OpenID Connect).

Read by base.py. docs/how-to/sign-in-for-staff.md explains each value to whoever installs the platform.
"""

import environ

_env = environ.Env()

# Passwords
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Guessing: eight wrong passwords for one name from one address close that pair for a quarter of an hour. The name alone
# never counts, so that nobody locks a colleague out; the address alone never counts, so that an office keeps working.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # a newcomer's sign-ins are nobody's business
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential"]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_CLIENT_IP_CALLABLE = "people.client_address.client_address"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/guide/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

ACCOUNT_ADAPTER = "people.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # sign-up is closed; allauth wants to know the fields
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "MO-platform: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = 10 * 3600  # a working day; StaffAccountAdapter gives it to every way of signing in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "people.staff_forms.SignInForm",
    "reauthenticate": "people.staff_forms.PasswordAgainForm",
    "change_password": "people.staff_forms.NewPasswordForm",
    "reset_password": "people.staff_forms.ForgottenPasswordForm",
    "reset_password_from_key": "people.staff_forms.PasswordByLinkForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "60/m/ip,5/5m/key",  # the second factor; passwords are counted by axes
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}

# Second factor
MFA_ADAPTER = "people.adapters.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "MO-platform"
MFA_TOTP_TOLERANCE = 1  # one code early or late; a code counts once (people.second_factor.SecondFactorForm)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by an administrator, not typed by a stranger
MFA_FORMS = {
    "authenticate": "people.second_factor.SecondFactorForm",
    "reauthenticate": "people.second_factor.SecondFactorAgainForm",
    "activate_totp": "people.second_factor.FirstCodeForm",
    "add_webauthn": "people.second_factor.NewPasskeyForm",
}

# OpenID Connect (the Flemish access management, for instance) is a matter of configuration.
SOCIALACCOUNT_ADAPTER = "people.adapters.StaffSocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
# A link, not a form: the provider may send the browser on to other sites, which our form-action policy would refuse.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_PROVIDER_ID = _env("OIDC_PROVIDER_ID", default="toegang")
#: The provider's word that it asked for a second factor: values of `amr`, or of `acr`, in the ID token.
OIDC_SECOND_FACTOR_AMR = _env.list("OIDC_SECOND_FACTOR_AMR", default=["mfa"])
OIDC_SECOND_FACTOR_ACR = _env.list("OIDC_SECOND_FACTOR_ACR", default=[])
if _env("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": OIDC_PROVIDER_ID,
                    "name": _env("OIDC_NAME", default="Toegangsbeheer Vlaanderen"),
                    "client_id": _env("OIDC_CLIENT_ID"),
                    "secret": _env("OIDC_CLIENT_SECRET"),
                    "settings": {
                        "server_url": _env("OIDC_SERVER_URL"),
                        "scope": _env.list("OIDC_SCOPES", default=["openid", "profile", "email", "vo"]),
                        "uid_field": _env("OIDC_SUBJECT_CLAIM", default="sub"),
                        "oauth_pkce_enabled": True,
                        # Domains whose addresses count as verified although the provider sends no `email_verified`.
                        "verified_email": _env.list("OIDC_VERIFIED_EMAIL_DOMAINS", default=[]),
                        "auth_params": (
                            {"acr_values": _env("OIDC_ACR_VALUES")} if _env("OIDC_ACR_VALUES", default="") else {}
                        ),
                    },
                }
            ],
        }
    }
