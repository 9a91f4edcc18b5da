"""Recording kits: a speaker of a language that no machine speaks records, phrase by phrase, with a link and no account.

What she sends waits until somebody who knows the language has listened.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.languages import get_language

from ..enums import NarrationState, VoiceKind
from ..models import Narration, RecordingKit
from .narrations import keep_recording, withdraw_narration
from .sound import encode_sound
from .spoken import SpokenText, list_missing, list_spoken, sort_by_need

LIFE = timedelta(days=60)
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 60  # recordings: a phrase every ten seconds without a rest
MOST_WAITING = 1500


class UnknownKit(DomainError):
    """There is no such link, or it is over."""

    code = "unknown_kit"


class TooFast(DomainError):
    """More recordings in a short time than anybody can speak."""

    code = "too_fast"


class NoSuchPhrase(DomainError):
    """These words stand on no page any more, or never did."""

    code = "no_such_phrase"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a speaker has to do: `todo`, most used first, and how many she sent. `total` is both together."""

    todo: tuple[SpokenText, ...]
    sent: int

    @property
    def total(self) -> int:
        return len(self.todo) + self.sent


def make_kit(*, language: str, organisation, label: str, user, at: datetime) -> tuple[RecordingKit, str]:
    """A link for one speaker and its token, which nobody can read back."""
    token = secrets.token_urlsafe(32)
    kit = RecordingKit.objects.create(
        language=get_language(language).code,
        organisation=organisation,
        token_hash=_hash(token),
        label=label,
        made_by=user,
        made_at=at,
        expires_at=at + LIFE,
    )
    return kit, token


def find_kit(*, token: str, at: datetime) -> RecordingKit:
    """The kit of a link that works. Raises UnknownKit, in the same way whatever is wrong with it."""
    kit = RecordingKit.objects.filter(token_hash=_hash(token)).first()
    if kit is None or not kit.works(at):
        raise UnknownKit(_("This link does not work any more."))
    return kit


def agree(*, kit: RecordingKit, credit: str, at: datetime) -> None:
    """She agrees that her voice is heard, and says by which name, or none."""
    kit.credit, kit.agreed_at = credit.strip(), at
    kit.save(update_fields=["credit", "agreed_at"])


def list_phrases(*, kit: RecordingKit) -> Phrases:
    """What no person has spoken yet and she has not sent: phrases of the site first, then the most used."""
    own = Narration.objects.filter(kit=kit)
    sent = set(own.exclude(state=NarrationState.REFUSED).values_list("text_hash", flat=True))
    missing = list_missing(language=kit.language, kinds=[VoiceKind.HUMAN])
    todo = [phrase for phrase in missing if phrase.key[1] not in sent]
    return Phrases(tuple(sort_by_need(todo)), len(sent))


def record_phrase(*, kit: RecordingKit, text_hash: str, content: bytes, at: datetime) -> Narration:
    """Keep what she said; an earlier try of the same phrase goes. Raises TooFast, NoSuchPhrase, BadSound."""
    assert kit.agreed_at is not None, "nobody is recorded who has not agreed"
    own = Narration.objects.filter(kit=kit)
    if (
        own.filter(created_at__gt=at - WINDOW).count() >= MOST_IN_WINDOW
        or own.filter(state=NarrationState.WAITING).count() >= MOST_WAITING
    ):
        raise TooFast(_("Too many recordings in a short time. Wait ten minutes."))
    phrase = next((text for text in list_spoken(language=kit.language) if text.key[1] == text_hash), None)
    if phrase is None:
        raise NoSuchPhrase(_("This phrase is not needed any more."))
    sound = encode_sound(content)
    with transaction.atomic():
        for earlier in own.filter(text_hash=text_hash, state=NarrationState.WAITING):
            withdraw_narration(narration=earlier, user=None, at=at)
        return keep_recording(language=kit.language, text=phrase.text, sound=sound, credit=kit.credit, at=at, kit=kit)


def withdraw_kit(*, kit: RecordingKit, at: datetime) -> None:
    """The link works no longer; what was sent stays."""
    RecordingKit.objects.filter(pk=kit.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)


def erase_kit(*, kit: RecordingKit, user, at: datetime) -> int:
    """The speaker takes everything back: her recordings, her name and the link are deleted. Returns how many recordings."""
    with transaction.atomic():
        rows = list(Narration.objects.filter(kit=kit))
        for row in rows:
            withdraw_narration(narration=row, user=user, at=at)
        kit.delete()
    return len(rows)


def list_kits(*, organisations: Iterable | None, language: str) -> list[RecordingKit]:
    """The kits of these organisations (None: of all) for a language, newest first."""
    rows = _of(RecordingKit.objects.all(), organisations, "organisation").filter(language=get_language(language).code)
    return list(rows.select_related("organisation", "made_by").order_by("-made_at", "-pk"))


def list_recordings(*, organisations: Iterable | None, language: str) -> list[Narration]:
    """What waits for somebody to listen, oldest first."""
    rows = _of(Narration.objects.waiting(), organisations, "kit__organisation")
    return list(
        rows.filter(language=get_language(language).code, kit__isnull=False)
        .select_related("kit")
        .order_by("created_at", "pk")
    )


def get_recording(*, organisations: Iterable | None, number: int) -> Narration | None:
    """A recording that waits, of one of these organisations (None: of any)."""
    return _of(Narration.objects.waiting(), organisations, "kit__organisation").filter(pk=number).first()


def get_kit(*, organisations: Iterable | None, number: int) -> RecordingKit | None:
    return _of(RecordingKit.objects.all(), organisations, "organisation").filter(pk=number).first()


def _of(rows, organisations: Iterable | None, path: str):
    return rows if organisations is None else rows.filter(**{f"{path}__in": list(organisations)})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
