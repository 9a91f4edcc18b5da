"""Somebody beside her: it is noted at the task, and a link tells who helps what to show and what to leave to her."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError

from ..errors import UnknownTry
from ..models import HelperLink, TaskHelp, TaskTry, TaskVersion

VALID_FOR = timedelta(hours=2)
#: So many links of one person in `VALID_FOR`: enough for a lesson with a helper, too few to give out.
MOST_LINKS = 20


class UnknownHelperLink(DomainError):
    """It has expired, was replaced by a newer one, or never existed: all three answer the same."""

    code = "unknown_helper_link"


class TooManyLinks(DomainError):
    """She has to wait until the first have expired."""

    code = "too_many_links"


def ask_helper(*, newcomer, uuid: UUID, at: datetime) -> str:
    """Note that somebody helps with a task of hers that is not done yet; the token of a link for who does. An earlier link of
    the task stops working. A token has 256 bits and cannot be guessed.

    Raises UnknownTry, also for a task that was reported, and TooManyLinks.
    """
    tries = TaskTry.objects.filter(uuid=uuid, screening__newcomer=newcomer, report__isnull=True)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        task_try = tries.select_for_update(of=("self",)).first()
        if task_try is None:
            raise UnknownTry(str(uuid))
        hers = HelperLink.objects.filter(task_try__screening__newcomer=newcomer, created_at__gt=at - VALID_FOR)
        if hers.count() >= MOST_LINKS:
            raise TooManyLinks(_("Too many links at once. Try again later."))
        HelperLink.objects.filter(task_try=task_try, expires_at__gt=at).update(expires_at=at)
        HelperLink.objects.create(task_try=task_try, token_hash=_hash(token), created_at=at, expires_at=at + VALID_FOR)
        TaskHelp.objects.get_or_create(task_try=task_try, defaults={"helped_at": at})
    return token


def find_helped_task(*, token: str, at: datetime) -> TaskVersion:
    """The task that a link is about, and nothing of whose it is. Raises UnknownHelperLink."""
    link = (
        HelperLink.objects.filter(token_hash=_hash(token), expires_at__gt=at)
        .select_related("task_try__version")
        .first()
    )
    if link is None:
        raise UnknownHelperLink(_("This link does not work any more. Ask for a new one."))
    return link.task_try.version


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
