"""Recorded speech, made small: whatever a phone recorded becomes Opus, and MP3 for players that know no Opus.

PyAV (FFmpeg) reads the file. It is told which container it is: what an upload says of itself never makes it open
another file or address.
"""

import io
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import av
from django.utils.translation import gettext as _

from core.errors import DomainError

MAX_BYTES = 20_000_000
MAX_SECONDS = 180
MIN_MILLISECONDS = 200
QUIETEST = 300  # of 32768: below this a phone recorded the room, not a voice
RATE = 48_000
OPUS = ("ogg", "libopus", RATE, 24_000, "s16")
MP3 = ("mp3", "libmp3lame", 24_000, 40_000, "s16p")


class BadSound(DomainError):
    """This cannot be used as a recording; the message says why, to whoever made it."""

    code = "bad_sound"


@dataclass(frozen=True, slots=True)
class EncodedSound:
    """One recording in both encodings, mono."""

    opus: bytes
    mp3: bytes
    duration_ms: int


def encode_sound(content: bytes) -> EncodedSound:
    """Speech as it is served. Takes WebM, Ogg, WAV, MP3, M4A (3GP, MP4), AAC and AMR. Raises BadSound."""
    if len(content) > MAX_BYTES:
        raise BadSound(_("This recording is too long. Say only this sentence."), code="too_long")
    frames = _decode(content)
    samples = sum(frame.samples for frame in frames)
    if samples * 1000 < MIN_MILLISECONDS * RATE or _find_peak(frames) < QUIETEST:
        raise BadSound(
            _("We hear nothing in this recording. Speak closer to the phone, and record again."), code="silent"
        )
    return EncodedSound(_encode(frames, *OPUS), _encode(frames, *MP3), round(samples * 1000 / RATE))


def join_sounds(contents: list[bytes], *, pause_ms: int) -> tuple[bytes, list[int]]:
    """Several recordings one after the other as WAV, and at which millisecond each begins. Raises BadSound."""
    pause = bytes(2 * RATE * pause_ms // 1000)
    pieces: list[bytes] = []
    starts = []
    for content in contents:
        starts.append(sum(map(len, pieces)) * 1000 // (2 * RATE))
        pieces += [*(bytes(frame.planes[0])[: 2 * frame.samples] for frame in _decode(content)), pause]
    return _as_wav(b"".join(pieces)), starts


def _decode(content: bytes) -> list[av.AudioFrame]:
    container = _find_container(content)
    if container is None:
        raise BadSound(_("This is no sound that we can play. Record again, or choose another file."), code="unplayable")
    try:
        return list(_read_frames(content, container))
    except (av.FFmpegError, ValueError, IndexError) as error:
        message = _("This is no sound that we can play. Record again, or choose another file.")
        raise BadSound(message, code="unplayable") from error


def _read_frames(content: bytes, container: str) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    samples = 0
    with av.open(io.BytesIO(content), "r", format=container) as file:
        stream = file.streams.audio[0]
        for source in chain(file.decode(stream), [None]):
            for frame in resampler.resample(source):
                samples += frame.samples
                if samples > MAX_SECONDS * RATE:
                    raise BadSound(_("This recording is too long. Say only this sentence."), code="too_long")
                yield frame


def _find_container(content: bytes) -> str | None:
    """What the first bytes say, in FFmpeg's word for it. No playlists: those open other files."""
    match content[:4]:
        case b"\x1aE\xdf\xa3":
            return "matroska"
        case b"OggS":
            return "ogg"
        case b"RIFF" if content[8:12] == b"WAVE":
            return "wav"
        case b"#!AM":
            return "amr"
    if content[4:8] == b"ftyp":
        return "mp4"
    if content[:3] == b"ID3":
        return "mp3"
    if content[:1] == b"\xff" and len(content) > 1 and content[1] & 0xE0 == 0xE0:
        return "aac" if content[1] & 0x06 == 0 else "mp3"
    return None


def _find_peak(frames: list[av.AudioFrame]) -> int:
    """The loudest sample, 0 to 32768."""
    peak = 0
    for frame in frames:
        samples = array("h", bytes(frame.planes[0])[: 2 * frame.samples])
        peak = max(peak, max(samples, default=0), -min(samples, default=0))
    return peak


def _encode(frames: list[av.AudioFrame], container: str, codec: str, rate: int, bit_rate: int, format: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=rate, layout="mono", format=format)
        stream.bit_rate = bit_rate
        resampler = av.AudioResampler(format=format, layout="mono", rate=rate)
        for source in [*frames, None]:
            if source is not None:
                source.pts = None  # counted anew from nought
            for frame in resampler.resample(source):
                file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def _as_wav(samples: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return out.getvalue()
