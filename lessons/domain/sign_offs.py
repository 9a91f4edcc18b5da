"""Freeing a translation: a named person says that it is right."""

from django.utils.translation import gettext as _

from core.api import DomainError

from ..models import StudyPage, TranslationSignOff


class SignOffRefused(DomainError):
    """`not_a_translation`, `not_live`, `stale`, or `no_name`."""

    code = "sign_off_refused"


def sign_off_translation(*, page: StudyPage, checked_by_name: str, user, at) -> TranslationSignOff:
    """Record that `checked_by_name` has read the live translation beside the live Dutch. Raises SignOffRefused.

    `user` is who recorded it, the checker or a colleague. The caller has checked what the user may do.
    """
    if page.is_source:
        raise SignOffRefused(_("The Dutch page is the source, not a translation."), code="not_a_translation")
    source = page.get_source()
    live = type(page).objects.filter(pk=page.pk, live=True).first()
    if live is None or source is None or not source.live:
        raise SignOffRefused(_("Only what is published can be signed off."), code="not_live")
    if live.source_hashes != source.source_hashes:
        raise SignOffRefused(_("The Dutch text has changed since. Translate first."), code="stale")
    if not checked_by_name.strip():
        raise SignOffRefused(_("Who has read it?"), code="no_name")
    return TranslationSignOff.objects.create(
        translation_key=live.translation_key,
        language=live.language,
        content_hash=live.content_hash,
        source_revision_id=source.live_revision_id,
        checked_by_name=checked_by_name.strip(),
        user=user,
        at=at,
    )


def find_sign_off(*, page: StudyPage) -> TranslationSignOff | None:
    """Who has signed off the live text of this translation, last; None while it is a draft."""
    return (
        TranslationSignOff.objects.filter(
            translation_key=page.translation_key, language=page.language, content_hash=page.content_hash
        )
        .order_by("-at", "-pk")
        .first()
    )
