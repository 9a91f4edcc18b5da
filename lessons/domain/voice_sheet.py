"""The voices of a lesson, apart from its page: who listens fetches them, who reads does not pay for them.

The page says nothing of them. The sheet says, for each block and for the list of words, where in it each passage stands
("p 2": its third `<p>`, the button and the feedback of a form not counted), which voice it has and where its sentences begin.
`js/listen.js` puts them together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps

from django.utils.safestring import SafeString

from .body import Fragment

OPENED = re.compile(r'<([a-z]\w*)(?: data-voice="([^"]+)"(?: data-sentences="([^"]+)")?)?([^>]* data-ear-here)?')
WORDS_ID = "lesson-words"
DIGEST_LENGTH = 12

type NamedVoices = tuple[
    tuple[str, str, str], ...
]  # where, token, and where its sentences begin (domain.speech) or nothing


@dataclass(frozen=True, slots=True)
class VoiceSheet:
    """By the id of an element of the page, the voices in it. `digest` changes with any of them, so that no page gets the
    voices of other texts; it is empty where nothing can be heard."""

    voices: tuple[tuple[str, NamedVoices], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class QuietBody:
    """What a page shows of a lesson, its blocks and their words, without the names of the voices; these are in `sheet`."""

    fragments: tuple[Fragment, ...]
    words: SafeString
    sheet: VoiceSheet


def take_out_voices(fragments: Sequence[Fragment], words: SafeString) -> QuietBody:
    voices = [(f"block-{part.block_id}", _list_named(part.before + part.inner + part.after)) for part in fragments]
    return QuietBody(
        tuple(replace(part, inner=_leave_out(part.inner), after=_leave_out(part.after)) for part in fragments),
        _leave_out(words),
        _make_sheet([*voices, (WORDS_ID, _list_named(words))]),
    )


def _make_sheet(voices: Iterable[tuple[str, NamedVoices]]) -> VoiceSheet:
    heard = tuple((place, named) for place, named in voices if named)
    return VoiceSheet(heard, sha256(dumps(heard).encode()).hexdigest()[:DIGEST_LENGTH] if heard else "")


def _list_named(html: str) -> NamedVoices:
    return tuple(_place_named(html))


def _place_named(html: str) -> Iterator[tuple[str, str, str]]:
    count: Counter[str] = Counter()
    for tag, token, sentences, _has_ear in OPENED.findall(html):
        if token:
            yield f"{tag} {count[tag]}", token, sentences
        count[tag] += 1


def _leave_out(html: SafeString) -> SafeString:
    return SafeString(OPENED.sub(_keep_ear, html))


def _keep_ear(opened: re.Match[str]) -> str:
    """A text with a button of its own (`data-ear-here`) still says that it has a voice, though not which."""
    tag, token, _sentences, ear = opened.groups("")
    return f"<{tag}{' data-voice=""' if token and ear else ''}{ear}"
