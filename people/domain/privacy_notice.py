"""The privacy notice: shown at the first sign-in, and again when its text changes."""

from datetime import datetime

from ..models import Newcomer, PrivacyNoticeSeen

VERSION = "2026-11-25"


def needs_notice(*, newcomer: Newcomer) -> bool:
    return not PrivacyNoticeSeen.objects.filter(newcomer=newcomer, version=VERSION).exists()


def has_read_any_notice(*, newcomer: Newcomer) -> bool:
    """Whether she has read the notice of some version."""
    return PrivacyNoticeSeen.objects.filter(newcomer=newcomer).exists()


def record_notice_seen(*, newcomer: Newcomer, language: str, at: datetime) -> None:
    PrivacyNoticeSeen.objects.get_or_create(
        newcomer=newcomer, version=VERSION, defaults={"language": language, "at": at}
    )
