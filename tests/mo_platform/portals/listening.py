"""Voices for the lessons of a trial."""

from media import api as media
from tests.factories import NOW
from tests.media.sounds import make_wav


def give_voices(language: str, *, only: str = "") -> dict[str, str]:
    """Somebody recorded what the published lessons say: {text: name of its file}."""
    sound = media.encode_sound(make_wav(seconds=0.3))
    return {
        spoken.text: media.add_narration(
            language=language, text=spoken.text, sound=sound, credit="Amina", user=None, at=NOW
        ).token
        for spoken in media.list_spoken(language=language)
        if only in spoken.text
    }
