"""Voices for trials: rows that say what can be heard. Only who plays it needs the sound behind them (`store_sound`)."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from media import api as media
from media.enums import NarrationState, VoiceKind
from media.models import Narration
from media.signals import voices_changed
from tests.factories import NOW

from .sounds import make_wav


def voice_texts(language: str, texts: Iterable[str], *, is_machine: bool = False) -> dict[str, str]:
    """Somebody, or a machine, spoke these texts: {text: the name of its files}."""
    first = Narration.objects.count()
    rows = [
        Narration(
            language=language,
            text=text,
            text_hash=media.hash_spoken(text),
            kind=VoiceKind.MACHINE if is_machine else VoiceKind.HUMAN,
            voice="espeak-ng" if is_machine else "",
            state=NarrationState.ACCEPTED,
            token=f"{language.lower()}{number}",
            duration_ms=1000,
            opus_bytes=3000,
            mp3_bytes=5000,
            created_at=NOW,
        )
        for number, text in enumerate(dict.fromkeys(texts), start=first)
    ]
    Narration.objects.bulk_create(rows)
    voices_changed.send(sender=Narration)
    return {row.text: row.token for row in rows}


def voice_everything(language: str, *, only: str = "", is_machine: bool = False) -> dict[str, str]:
    """Everything that the site says in a language is spoken, or what has `only` in it."""
    said = media.list_spoken(language=language)
    return voice_texts(language, (text.text for text in said if only in text.text), is_machine=is_machine)


def store_sound(tokens: Iterable[str], sound: media.EncodedSound | None = None) -> None:
    """The same sound behind each of these voices: a short tone, or the one given."""
    sound = sound or media.encode_sound(make_wav(seconds=0.3))
    for token in tokens:
        default_storage.save(f"narrations/{token}.opus", ContentFile(sound.opus))
        default_storage.save(f"narrations/{token}.mp3", ContentFile(sound.mp3))
    Narration.objects.filter(token__in=list(tokens)).update(opus_bytes=len(sound.opus), mp3_bytes=len(sound.mp3))
