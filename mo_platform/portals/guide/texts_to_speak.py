"""The texts of a language as the page about its voices lists them: what waits for a person, or what people spoke."""

from dataclasses import dataclass

from media import api as media
from media.enums import VoiceKind


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text: where it stands first and in how many places (`uses` 0: nowhere any more), and who speaks it. `where` is
    empty for a phrase of the site."""

    text: str
    text_hash: str
    where: str
    url: str
    uses: int
    speaker: str = ""
    sound_url: str = ""
    has_machine: bool = False

    def fits(self, query: str) -> bool:
        return any(query.casefold() in text.casefold() for text in (self.text, self.where, self.speaker))


def list_texts(*, language: str, is_spoken: bool, query: str) -> list[ShownText]:
    """What waits for a person's voice (phrases of the site first, then the most used), or what people spoke (newest
    first). With `query` those that hold it, in the text, where it stands or the name of the speaker."""
    shown = _list_spoken(language) if is_spoken else _list_waiting(language)
    return [text for text in shown if text.fits(query)] if query else shown


def _list_waiting(language: str) -> list[ShownText]:
    texts = media.sort_by_need(media.list_missing(language=language, kinds=[VoiceKind.HUMAN]))
    unheard = {text.key for text in media.list_missing(language=language)}
    return [
        ShownText(text.text, text.key[1], text.where, text.url, text.uses, has_machine=text.key not in unheard)
        for text in texts
    ]


def _list_spoken(language: str) -> list[ShownText]:
    return [
        ShownText(
            row.text,
            row.text_hash,
            spoken.where if spoken else "",
            spoken.url if spoken else "",
            spoken.uses if spoken else 0,
            speaker=row.credit,
            sound_url=media.voice_url(narration=row),
        )
        for row, spoken in media.list_voiced(language=language)
    ]
