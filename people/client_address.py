"""Where a request comes from: what throttling and the lock-out count."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The network address of the browser.

    Behind our own proxy (`TRUSTS_PROXY`) that is the last hop the proxy wrote in X-Forwarded-For; a browser can write the
    others itself. Without a proxy the header is a stranger's word and is not read.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if getattr(settings, "TRUSTS_PROXY", False) else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
