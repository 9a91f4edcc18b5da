"""Recordings for trials: a tone, as a phone or a microphone would hand it over."""

import io
import math
import wave
from array import array

import av

RATE = 16_000


def make_wav(*, seconds: float = 1.0, loudness: int = 12_000, pitch: int = 220) -> bytes:
    second = array("h", (int(loudness * math.sin(2 * math.pi * pitch * n / RATE)) for n in range(RATE)))
    samples = (second * math.ceil(seconds))[: int(seconds * RATE)]  # a whole number of waves goes into a second
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def make_recording(container: str, codec: str, *, seconds: float = 1.0) -> bytes:
    """The same tone in the container of a phone: ("webm", "libopus"), ("mp4", "aac"), ("ogg", "libopus")…"""
    out = io.BytesIO()
    with av.open(io.BytesIO(make_wav(seconds=seconds))) as source, av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=48_000, layout="mono")
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=48_000)
        frames = [resampled for frame in source.decode(audio=0) for resampled in resampler.resample(frame)]
        for frame in [*frames, *resampler.resample(None)]:
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()
