"""Which interface languages a native speaker has checked, and keeping every process up to date about it.

A process looks at the rows at the start of a request, at most every INTERFACE_RECHECK_SECONDS; what it changed itself it
sees at its next request.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import transaction
from django.utils.translation import gettext as _

from core import api as core
from mo_platform.models import InterfaceCheck
from people import api as people

log = logging.getLogger(__name__)
#: Addresses that answer without touching the database.
_BARE = ("/healthz", "/readyz", "/static/")
_looked_at: float | None = None


@dataclass(frozen=True, slots=True)
class CheckedLanguage:
    """A language with an interface, as it stands; `check` is the row that counts, None when there is none."""

    language: core.Language
    check: InterfaceCheck | None


def list_checked_languages() -> list[CheckedLanguage]:
    """All languages with an interface but the source."""
    rows = _list_last()
    return [
        CheckedLanguage(language, rows.get(language.code))
        for language in core.list_languages()
        if language.code != core.SOURCE_LANGUAGE
    ]


def get_language_to_check(code: str) -> core.Language:
    """Raises NotAllowed for the source, and for a language without an interface of ours."""
    if not core.is_known_language(code):
        raise core.NotAllowed
    language = core.get_language(code)
    if language.code == core.SOURCE_LANGUAGE:
        raise core.NotAllowed
    return language


def record_check(*, language: core.Language, checked_by_name: str, by, at: datetime) -> InterfaceCheck:
    """A named native speaker has read our words: they are no draft any more. Raises NotAllowed; DomainError `no_name`."""
    if not people.is_platform_admin(user=by):
        raise core.NotAllowed
    if not checked_by_name.strip():
        raise core.DomainError(_("Who has read it?"), code="no_name")
    return _add(language, is_checked=True, name=checked_by_name.strip(), by=by, at=at)


def take_back_check(*, language: core.Language, by, at: datetime) -> InterfaceCheck:
    """Our words in this language are a draft again. Raises NotAllowed."""
    if not people.is_platform_admin(user=by):
        raise core.NotAllowed
    return _add(language, is_checked=False, name="", by=by, at=at)


def forget(**_kwargs) -> None:
    """Receiver: look at the rows anew, now and once more after the commit."""
    global _looked_at
    _looked_at = None
    transaction.on_commit(_forget_now)


def on_organisation_saved(**_kwargs) -> None:
    """Receiver: where drafts are shown everywhere, the wish of one organisation changes nothing."""
    if not settings.SHOW_DRAFT_TRANSLATIONS:
        forget()


def remember(status: core.InterfaceStatus) -> None:
    """Take this as it stands, as if it had just been looked at."""
    global _looked_at
    _looked_at = time.monotonic()
    core.set_interface_status(status)


def on_request_started(environ=None, scope=None, **_kwargs) -> None:
    """Receiver of request_started. Without a database the last answer stays."""
    path = (environ or {}).get("PATH_INFO") or (scope or {}).get("path") or ""
    now = time.monotonic()
    if path.startswith(_BARE) or (_looked_at is not None and now - _looked_at < settings.INTERFACE_RECHECK_SECONDS):
        return
    try:
        remember(_read())
    except DatabaseError:
        log.exception("The checks of interface languages cannot be read")


def offers_drafts() -> bool:
    """True when readers are offered languages that nobody has checked: everywhere, or because an organisation wishes."""
    return settings.SHOW_DRAFT_TRANSLATIONS or people.shows_drafts_somewhere()


def _read() -> core.InterfaceStatus:
    checked = frozenset(code for code, row in _list_last().items() if row.is_checked)
    return core.InterfaceStatus(checked, offers_drafts())


def _list_last() -> dict[str, InterfaceCheck]:
    return {row.language: row for row in InterfaceCheck.objects.order_by("at", "pk")}


def _add(language: core.Language, *, is_checked: bool, name: str, by, at: datetime) -> InterfaceCheck:
    log.info("Interface %s checked=%s by user %s", language.code, is_checked, by.pk)
    return InterfaceCheck.objects.create(
        language=language.code, is_checked=is_checked, checked_by_name=name, recorded_by=by.get_username(), at=at
    )


def _forget_now() -> None:
    global _looked_at
    _looked_at = None
