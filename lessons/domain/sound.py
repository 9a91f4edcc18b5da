"""What of a lesson can be heard: which buttons stand at a block, and at the lesson as a whole.

A button promises everything it names: a block can be heard in a language when each of its passages has a voice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.api import Language, get_language
from media import api as media

from .speech import Passage, list_passages, mark_voices

LISTEN_HERE = "<!--listen-->"
ROOT = re.compile(r"<\w+")

Voices = Mapping[tuple[str, str], media.Voice]


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """One button. It plays the passages in `languages`; `name` tells which language, where there is a choice."""

    languages: tuple[str, ...]
    name: Language | None
    bytes: int
    is_machine: bool
    is_own: bool  # the text itself, not the Dutch beside it

    @property
    def codes(self) -> str:
        return " ".join(self.languages)


@dataclass(frozen=True, slots=True)
class BlockSound:
    """The buttons of a block, none when nothing of it can be heard whole. `is_silent`: it has words without a voice."""

    choices: tuple[SoundChoice, ...] = ()
    is_silent: bool = False

    @property
    def own(self) -> SoundChoice | None:
        return next((choice for choice in self.choices if choice.is_own), None)

    @property
    def is_machine(self) -> bool:
        return any(choice.is_machine for choice in self.choices)


NO_SOUND = BlockSound()


@dataclass(frozen=True, slots=True)
class LessonSound:
    """A lesson read aloud from top to bottom. `title` and `summary` are the tokens of their voices, or empty; `sheet` names
    the sheet with those of its blocks (domain.voice_sheet), empty where the page names them itself."""

    bytes: int
    is_whole: bool
    is_machine: bool
    can_be_read: bool  # False: only the Dutch of some blocks, or words, are heard, each by its own button
    title: str = ""
    summary: str = ""
    sheet: str = ""


def describe_sound(passages: Sequence[Passage], voices: Voices, *, language: str, is_parallel: bool) -> BlockSound:
    """The buttons of a block whose own text is in `language`. With the Dutch beside it each language has its own."""
    spoken = list(dict.fromkeys([language, *(passage.language for passage in passages)]))
    by_language = {
        code: [voices.get(passage.key) for passage in passages if passage.language == code] for code in spoken
    }
    heard = [code for code in spoken if by_language[code] and None not in by_language[code]]
    silent = any(None in found for found in by_language.values())
    languages = [code for code in spoken if by_language[code]]
    groups = [heard] if heard and len(heard) == len(languages) and not is_parallel else [[code] for code in heard]
    return BlockSound(
        tuple(
            _make_choice(group, by_language, is_named=len(languages) > 1 and len(group) == 1, language=language)
            for group in groups
        ),
        is_silent=silent,
    )


def _make_choice(group: list[str], by_language, *, is_named: bool, language: str) -> SoundChoice:
    voices = {voice.token: voice for code in group for voice in by_language[code]}.values()
    return SoundChoice(
        languages=tuple(group),
        name=get_language(group[0]) if is_named else None,
        bytes=sum(voice.bytes for voice in voices),
        is_machine=any(voice.is_machine for voice in voices),
        is_own=language in group or len(group) > 1,
    )


def describe_lesson_sound(
    blocks: Iterable[BlockSound], *, title: str, summary: str, language: str, sheet: str
) -> LessonSound | None:
    """The lesson as a whole; None when nothing of it can be heard, neither blocks nor words (`sheet`) nor its head."""
    blocks = list(blocks)
    head = [Passage(language, media.normalise_spoken(text)) for text in (title, summary)]
    voices = media.find_voices([passage.key for passage in head if passage.text])
    spoken = [voices.get(passage.key) for passage in head]
    own = [choice for block in blocks if (choice := block.own)]
    if not any(block.choices for block in blocks) and not any(spoken) and not sheet:
        return None
    parts: list[SoundChoice | media.Voice] = [*own, *(voice for voice in spoken if voice)]
    return LessonSound(
        bytes=sum(part.bytes for part in parts),
        is_whole=not any(block.is_silent for block in blocks)
        and all(voice or not passage.text for voice, passage in zip(spoken, head, strict=True)),
        is_machine=any(part.is_machine for part in parts),
        can_be_read=bool(own),
        title=spoken[0].token if spoken[0] else "",
        summary=spoken[1].token if spoken[1] else "",
        sheet=sheet,
    )


def give_voice(html: SafeString, *, language: str) -> SafeString:
    """A piece with one root element, with its voices marked and its button where its template says `<!--listen-->`."""
    passages = list_passages(html, language=language)
    voices = media.find_voices(passage.key for passage in passages)
    sound = describe_sound(passages, voices, language=language, is_parallel=False)
    if not sound.choices:
        return SafeString(html.replace(LISTEN_HERE, ""))
    button = render_to_string("lessons/includes/listen.html", {"sound": sound})
    marked = mark_voices(html, passages, voices).replace(LISTEN_HERE, button)
    return SafeString(ROOT.sub(r"\g<0> data-sound", marked, count=1))
