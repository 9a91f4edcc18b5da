"""Machine voices: programs on this machine that turn a text into sound. Asked one sentence at a time."""

import itertools
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.languages import get_language

from .narrations import normalise_spoken
from .sound import EncodedSound, encode_sound, join_sounds

PATIENCE = 60  # seconds for one sentence
PAUSE_MS = 300
WORDS_PER_MINUTE = "140"  # espeak-ng's own 175 is fast for who learns the language
#: Our languages and espeak-ng's voices for them; it has none for ps, ckb, ti, so and bo.
ESPEAK_VOICES = {
    "nl": "nl", "fr": "fr-fr", "en": "en-gb", "ar": "ar", "tr": "tr", "fa": "fa", "uk": "uk", "ru": "ru", "es": "es",
    "pl": "pl", "ro": "ro", "bg": "bg", "sq": "sq", "hy": "hy",
}  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[.!?؟։።།…])\s+(?=\S)")


class VoiceFailed(DomainError):
    """The program could not speak this text; the message is what it said."""

    code = "voice_failed"


@dataclass(frozen=True, slots=True)
class MachineVoice:
    """A voice that can be asked now: `name` is kept with what it speaks."""

    engine: str
    program: str
    voice: str

    @property
    def name(self) -> str:
        return f"{self.engine} {Path(self.voice).stem if self.engine == 'piper' else self.voice}"

    def speak(self, sentence: str) -> bytes:
        """One sentence as WAV. Raises VoiceFailed."""
        if self.engine == "piper":
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "spoken.wav"
                _run([self.program, "--model", self.voice, "--output_file", str(out)], sentence)
                return out.read_bytes() if out.exists() else b""
        return _run([self.program, "-v", self.voice, "-s", WORDS_PER_MINUTE, "-b", "1", "--stdout"], sentence)


@dataclass(frozen=True, slots=True)
class SpokenByMachine:
    """`sentences`: [start in ms, first character, character after the last] in the text as it is spoken."""

    sound: EncodedSound
    sentences: tuple[tuple[int, int, int], ...]


def find_machine_voice(language: str) -> MachineVoice | None:
    """The voice to use for a language, or for the one it is a regional form of: piper when one is configured (it sounds
    more like a person), else espeak-ng when it is installed."""
    known = get_language(language)
    codes = [code for code in (known.code, known.inherits) if code]
    piper = shutil.which(settings.PIPER)
    for code in codes:
        model = settings.PIPER_VOICES.get(code)
        if piper and model and Path(model).exists():
            return MachineVoice("piper", piper, model)
    espeak = shutil.which(settings.ESPEAK)
    voice = next((ESPEAK_VOICES[code] for code in codes if code in ESPEAK_VOICES), None)
    return MachineVoice("espeak-ng", espeak, voice) if espeak and voice else None


def speak_text(*, text: str, voice: MachineVoice) -> SpokenByMachine:
    """A text spoken sentence by sentence, so that it is known when each begins. Raises VoiceFailed, BadSound."""
    spans = list_sentences(normalise_spoken(text))
    wav, starts = join_sounds([voice.speak(text) for text, _first, _end in spans], pause_ms=PAUSE_MS)
    sentences = tuple((start, first, end) for start, (_text, first, end) in zip(starts, spans, strict=True))
    return SpokenByMachine(encode_sound(wav), sentences)


def list_sentences(text: str) -> list[tuple[str, int, int]]:
    """(sentence, first character, character after the last) of a normalised text."""
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    spans = [(first, end) for first, end in itertools.pairwise(cuts)]
    return [(text[first:end].strip(), first, first + len(text[first:end].rstrip())) for first, end in spans]


def _run(command: list[str], text: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  (a program and a voice of our settings; the text is input, never an argument)
            command, input=text.encode() + b"\n", capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceFailed(_("The voice does not answer.")) from error
    if done.returncode:
        raise VoiceFailed(done.stderr.decode(errors="replace").strip()[-200:] or _("The voice does not answer."))
    return done.stdout
