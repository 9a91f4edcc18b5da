"""The secrets that sign: made here, shown once, kept encrypted or left in the environment."""

import base64
import os
import secrets as random_secrets
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Receiver

PREFIX = "whsec_"


class SecretMissing(DomainError):
    """The secret of a receiver cannot be read: its variable is not set, or the key of the platform changed."""

    code = "secret_missing"


def make_secret() -> str:
    """A new secret in the form of Standard Webhooks: whsec_ and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(random_secrets.token_bytes(32)).decode()


def assert_secret(secret: str) -> str:
    """Raises DomainError unless the secret is whsec_ + base64 of 24 to 64 bytes, as the standard asks."""
    try:
        size = len(base64.b64decode(secret.removeprefix(PREFIX), validate=True))
    except ValueError:
        size = 0
    if not secret.startswith(PREFIX) or not 24 <= size <= 64:
        raise DomainError(_("A secret is whsec_ followed by 24 to 64 bytes in base64."), code="bad_secret")
    return secret


def encrypt(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode()


def list_secrets(receiver: Receiver, *, at: datetime) -> list[str]:
    """The secrets to sign with: the present one, and the previous one for a day after it was renewed."""
    if receiver.secret_variable:
        secret = os.environ.get(receiver.secret_variable, "")
        if not secret:
            raise SecretMissing(_("The variable %(name)s is not set.") % {"name": receiver.secret_variable})
        return [assert_secret(secret)]
    found = [_decrypt(receiver.secret_encrypted)]
    if receiver.previous_secret_encrypted and receiver.previous_secret_until and receiver.previous_secret_until > at:
        found.append(_decrypt(receiver.previous_secret_encrypted))
    return found


def _decrypt(token: str) -> str:
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise SecretMissing(_("The secret cannot be read any more. Renew it.")) from None


def _fernet() -> MultiFernet:
    """Keys derived from SECRET_KEY; earlier ones (SECRET_KEY_FALLBACKS) still open what they locked."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key))) for key in keys])


def _derive(key: str | bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"interop receiver secrets").derive(force_bytes(key))
