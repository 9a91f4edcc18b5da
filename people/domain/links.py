"""A link that signs in once, for handing over at a distance. It opens a page; only its button uses it up."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed

from .. import rules
from ..models import HandoverLink, Newcomer, User
from .secrets import keyed_hash, make_token

VALID_FOR = timedelta(hours=48)


class UsedLink(DomainError):
    """The link was used, has expired or never existed: all three answer the same."""

    code = "used_link"


def create_handover_link(*, newcomer: Newcomer, by: User, at: datetime) -> str:
    """A token for one sign-in within two days; earlier unused links stop working."""
    if not rules.can_issue_card(by, newcomer):
        raise NotAllowed
    token = make_token()
    with transaction.atomic():
        withdraw_links(newcomer=newcomer, at=at)
        HandoverLink.objects.create(
            newcomer=newcomer,
            token_hash=keyed_hash(token, purpose="link"),
            created_at=at,
            created_by=by,
            expires_at=at + VALID_FOR,
        )
    return token


def withdraw_links(*, newcomer: Newcomer, at: datetime) -> bool:
    """Unused links of hers stop working. True when there was one. The callers have checked the right."""
    is_open = HandoverLink.objects.filter(newcomer=newcomer, used_at__isnull=True, expires_at__gt=at)
    return bool(is_open.update(expires_at=at))


def use_handover_link(*, token: str, at: datetime) -> Newcomer:
    """The newcomer the link was made for; a second use raises UsedLink."""
    link = (
        HandoverLink.objects.filter(token_hash=keyed_hash(token, purpose="link"), expires_at__gt=at)
        .select_related("newcomer__user", "newcomer__profile")
        .first()
    )
    # The update decides who was first when two browsers press the button at once.
    if link is None or not HandoverLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at):
        raise UsedLink(_("This link does not work any more. Ask for a new one."))
    return link.newcomer
