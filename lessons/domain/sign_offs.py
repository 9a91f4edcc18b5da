"""Freeing a translation: a named person says that it is right."""

from django.utils.translation import gettext as _

from core.api import DomainError

from ..models import StudyPage, TranslationSignOff
from ..models.pages import hash_content


class SignOffRefused(DomainError):
    """`not_a_translation`, `not_live`, `stale`, `no_name`, or `text_changed`."""

    code = "sign_off_refused"


def find_refusal(*, page: StudyPage, source: StudyPage | None) -> SignOffRefused | None:
    """Why the page as it is in the database cannot be signed off, whoever has read it; None when it can."""
    if page.is_source:
        return SignOffRefused(_("The Dutch page is the source, not a translation."), code="not_a_translation")
    live = type(page).objects.filter(pk=page.pk, live=True).first()
    if live is None or source is None or not source.live:
        return SignOffRefused(_("Only what is published can be signed off."), code="not_live")
    if live.source_hashes != source.source_hashes:
        return SignOffRefused(_("The Dutch text has changed since. Translate first."), code="stale")
    return None


def sign_off_translation(*, page: StudyPage, checked_by_name: str, user, at, seen: str = "") -> TranslationSignOff:
    """Record that `checked_by_name` has read the live translation beside the live Dutch. Raises SignOffRefused.

    `user` is who recorded it, the checker or a colleague. `seen` names the two texts that were read
    (`name_texts`); when one has changed since, the signature is refused. The caller has checked what the
    user may do.
    """
    source = page.get_source()
    refusal = find_refusal(page=page, source=source)
    if refusal is not None:
        raise refusal
    assert source is not None, "else it was refused"
    live = type(page).objects.get(pk=page.pk)
    if seen and seen != name_texts(page=live, source=source):
        raise SignOffRefused(
            _("The text has changed since you opened it. Read it again, then sign."), code="text_changed"
        )
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


def name_texts(*, page: StudyPage, source: StudyPage) -> str:
    """A short text that changes with the translation and with the Dutch it is read beside."""
    return hash_content([page.content_hash, source.content_hash])
