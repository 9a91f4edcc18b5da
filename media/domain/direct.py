"""Voices that staff put in directly: a file that somebody gave them, or what they recorded in the browser."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.languages import get_language

from ..models import Narration
from .kits import NoSuchPhrase
from .narrations import add_narration, find_earlier, put_back_earlier, withdraw_narration
from .sound import encode_sound
from .spoken import SpokenText, list_spoken


class VoiceOfOthers(DomainError):
    """Another organisation has the voice of this text."""

    code = "voice_of_others"


@dataclass(frozen=True, slots=True)
class TextVoice:
    """A text and who speaks it. `spoken` is None when it stands nowhere any more; `earlier` is what `person` replaced."""

    language: str
    text_hash: str
    text: str
    spoken: SpokenText | None
    person: Narration | None
    machine: Narration | None
    earlier: Narration | None

    def is_kept_by(self, organisations: Iterable | None) -> bool:
        """True when one of these organisations (None: all) keeps the voice of the person, or nobody does any more."""
        assert self.person is not None
        owner = self.person.owner_id
        return organisations is None or owner is None or owner in {organisation.pk for organisation in organisations}


def get_text_voice(*, language: str, text_hash: str) -> TextVoice | None:
    """None when the text stands nowhere and nobody spoke it."""
    code = get_language(language).code
    spoken = next((text for text in list_spoken(language=code) if text.key[1] == text_hash), None)
    rows = Narration.objects.accepted().filter(language=code, text_hash=text_hash)
    voices = {row.is_machine: row for row in rows.select_related("kit", "organisation", "decided_by")}
    person = voices.get(False)
    said = spoken or person
    if said is None:
        return None
    return TextVoice(
        language=code,
        text_hash=text_hash,
        text=said.text,
        spoken=spoken,
        person=person,
        machine=voices.get(True),
        earlier=find_earlier(language=code, text_hash=text_hash) if person else None,
    )


def put_in_voice(
    *,
    language: str,
    text_hash: str,
    content: bytes,
    credit: str,
    organisation,
    keeps: Iterable | None,
    user,
    at: datetime,
) -> Narration:
    """A person's voice for a text, heard at once in the place of an earlier one. Whoever puts it in has asked the speaker.

    `organisation` keeps it from now on; `keeps` are those whose voices she may replace (None: all). Raises NoSuchPhrase,
    VoiceOfOthers, BadSound.
    """
    found = get_text_voice(language=language, text_hash=text_hash)
    if found is None or found.spoken is None:
        raise NoSuchPhrase(_("This text stands nowhere any more. A changed text is a new one in the list."))
    if found.person and not found.is_kept_by(keeps):
        raise VoiceOfOthers(_("Another organisation recorded this text. Ask an administrator of the platform."))
    sound = encode_sound(content)
    return add_narration(
        language=found.language,
        text=found.text,
        sound=sound,
        credit=credit.strip(),
        organisation=organisation,
        user=user,
        at=at,
    )


def take_away_voice(*, language: str, text_hash: str, keeps: Iterable | None, user, at: datetime) -> None:
    """The voice of the person is deleted; what it had replaced is heard again. Raises NotAllowed."""
    with transaction.atomic():
        found = get_text_voice(language=language, text_hash=text_hash)
        if found is None or found.person is None or not found.is_kept_by(keeps):
            raise NotAllowed
        withdraw_narration(narration=found.person, user=user, at=at)
        put_back_earlier(language=found.language, text_hash=text_hash, user=user, at=at)
