"""Addresses that machines and researchers look for at fixed places."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.languages import SOURCE_LANGUAGE
from people import api as people


@people.everybody
@require_safe
def security_txt(request) -> HttpResponse:
    """Whom to tell about a security problem (RFC 9116). Without a configured address, our own message form."""
    site = settings.PUBLIC_URL.rstrip("/")
    contact = settings.SECURITY_CONTACT or f"{site}/{SOURCE_LANGUAGE}/accessibility/?about=security#message"
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en, fr",
        f"Canonical: {site}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@people.everybody
@require_safe
def robots_txt(request) -> HttpResponse:
    """Lessons may be found; nothing that is about a person or for staff."""
    text = (
        "User-agent: *\nDisallow: /guide/\nDisallow: /cms/\nDisallow: /accounts/\nDisallow: /card/\nDisallow: /style/\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
