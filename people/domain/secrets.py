"""Random secrets for people who sign in without a password, and the keyed hashes under which we remember them."""

import hmac
import secrets
from hashlib import sha256

from django.conf import settings

CARD_DIGITS = 16  # 10**16 possibilities: 53 bits


def make_card_digits() -> str:
    return f"{secrets.randbelow(10**CARD_DIGITS):0{CARD_DIGITS}d}"


def make_token() -> str:
    """An address-safe token of 256 bits."""
    return secrets.token_urlsafe(32)


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash that cannot be reversed by trying all values without our pepper. `purpose` keeps the uses apart."""
    return hmac.new(settings.CARD_PEPPER.encode(), f"{purpose}:{value}".encode(), sha256).hexdigest()
