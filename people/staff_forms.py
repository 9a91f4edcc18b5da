"""The forms of allauth with our words and without placeholders, which vanish when one starts to type."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _


def _write(form, name: str, *, label, help_text="", **attributes) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _write(
            self,
            "login",
            label=_("User name or e-mail address"),
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        _write(self, "password", label=_("Password"), autocomplete="current-password")


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _write(self, "password", label=_("Password"), autocomplete="current-password")


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _write(self, "oldpassword", label=_("The password you have now"), autocomplete="current-password")
        _write(self, "password1", label=_("New password"), help_text=_rules(), autocomplete="new-password")
        _write(self, "password2", label=_("New password once more"), autocomplete="new-password")


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _write(self, "email", label=_("E-mail address"), autocomplete="email")


class PasswordByLinkForm(ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _write(self, "password1", label=_("New password"), help_text=_rules(), autocomplete="new-password")
        _write(self, "password2", label=_("New password once more"), autocomplete="new-password")
