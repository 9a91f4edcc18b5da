"""What a staff member does at the sign-in pages, step by step, through HTTP."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

PASSWORD = "a long pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str = SECRET, *, periods_later: int = 0) -> str:
    """What an app would show."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_later))


def give_app(user, *, secret: str = SECRET) -> list[str]:
    """The staff member has set up an app. Returns her recovery codes."""
    TOTP.activate(user, secret)
    return RecoveryCodes.activate(user).get_unused_codes()


def type_password(client, user, *, password: str = PASSWORD, onward: str = "", **extra):
    query = f"?next={onward}" if onward else ""
    data = {"login": user.username, "password": password}
    return client.post(f"/accounts/login/{query}", data, **extra)


def type_code(client, code: str):
    return client.post("/accounts/2fa/authenticate/", {"code": code})
