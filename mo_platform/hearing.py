"""Every page of a newcomer or guest can be heard: its texts are marked with their voices, and the button stands in its head.

Where nothing can be heard a page costs a look at a known value. Else its pieces are read once for everybody; what is kept
of a piece is where its marks go, never its text.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.db import DatabaseError
from django.utils.safestring import SafeString

from lessons import api as lessons
from media import api as media

from .spoken_page import Mark, Piece, State, split_page
from .templatetags.looks import drawn

HERE = b"<!--listen-page-->"  # where a page's frame wants the button, the bar and their script
LESSON_BUTTON = b"data-listen-all"  # a lesson's own button reads all of the page too
HEARD_LATER = b"data-reads="  # questions that its script brings have voices
MOST = 4000  # pieces; what is kept of one is a kilobyte or two
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w{64}')  # another one in every answer, and never spoken
_NO_TOKEN = rb"\g<1>" + b"0" * 64


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """Where its marks go, and what it leaves open."""

    marks: tuple[Mark, ...]
    end: State


_pieces: OrderedDict[tuple, ReadPiece] = OrderedDict()
_lock = Lock()


class HearingMiddleware:
    """Runs next to the views, so that error pages are heard too. Pages of staff have no place for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if HERE in response.content:
            response.content = hear(response.content)
        return response


def hear_text(html: SafeString) -> SafeString:
    """The same for a page that is sent in another way. Given safe HTML, the result is safe."""
    return SafeString(hear(html.encode()).decode())


def hear(content: bytes) -> bytes:
    """The page with its voices marked, and with what plays them at `HERE` when it has any."""
    try:
        voices = lessons.get_voices()
        read = _read(content, voices) if voices.languages else []
    except DatabaseError:  # a page that says so must still come
        read = []
    if not read or not (
        any(piece.marks for _text, piece in read) or b" data-voice" in content or HEARD_LATER in content
    ):
        return content.replace(HERE, b"")
    return b"".join(_put_marks(text, piece) for text, piece in read).replace(HERE, _draw_player(content, read), 1)


def _draw_player(content: bytes, read: list[tuple[bytes, ReadPiece]]) -> bytes:
    """What plays the page; its button where anything besides the names of other languages can be heard."""
    language = read[0][1].end[0].language
    spoken = [mark for _text, piece in read for mark in piece.marks if mark.language == language]
    player = drawn(
        "components/listen_page.html",
        has_button=bool(spoken) and LESSON_BUTTON not in content,
        bytes=sum(mark.bytes for mark in spoken),
        is_machine=any(mark.is_machine for mark in spoken),
        voices_url=media.voices_url(),
    )
    return player.encode()


def _put_marks(text: bytes, piece: ReadPiece) -> bytes:
    if not piece.marks:
        return text
    parts, end = [], 0
    for mark in piece.marks:
        parts += [text[end : mark.at], mark.attributes]
        end = mark.at
    return b"".join([*parts, text[end:]])


def _read(content: bytes, voices: lessons.Voices) -> list[tuple[bytes, ReadPiece]]:
    """The pieces of the page, one after the other, each with its marks. At most one query, for those nobody has read."""
    found: list[ReadPiece | Piece] = []
    keys, at, texts = [], 0, []
    state: State = ()
    for text in split_page(_TOKEN.sub(_NO_TOKEN, content)):
        key = (voices.stamp, state, blake2b(text, digest_size=16).digest())
        piece = _remembered(key) or Piece(text.decode(), state)
        found.append(piece)
        keys.append(key)
        texts.append(content[at : at + len(text)])
        at, state = at + len(text), piece.end
    fresh = [piece for piece in found if isinstance(piece, Piece)]
    asked = {spoken for piece in fresh for spoken in piece.list_keys() if spoken[0] in voices.languages}
    heard = media.find_voices(asked)
    read = [
        _remember(key, ReadPiece(tuple(piece.list_marks(heard)), piece.end)) if isinstance(piece, Piece) else piece
        for key, piece in zip(keys, found, strict=True)
    ]
    return list(zip(texts, read, strict=True))


def _remembered(key: tuple) -> ReadPiece | None:
    with _lock:
        if key in _pieces:
            _pieces.move_to_end(key)
        return _pieces.get(key)


def _remember(key: tuple, piece: ReadPiece) -> ReadPiece:
    with _lock:
        _pieces[key] = piece
        while len(_pieces) > MOST:
            _pieces.popitem(last=False)
    return piece
