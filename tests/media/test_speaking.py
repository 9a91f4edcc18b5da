"""A machine speaks what is missing: with the voice that is installed, or with a program that answers as piper does."""

import shutil
import stat
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from media import api as media
from media.domain import engines, speaking, spoken
from media.enums import JobState, VoiceKind
from media.models import Narration, SpeakingJob
from tests.factories import NOW

from .sounds import make_wav

TEXTS = ["De verhuurder vraagt een huurwaarborg.", "Betaal niets. Bezoek eerst de woning!", "Tip"]
has_espeak = pytest.mark.espeak


@pytest.fixture
def texts(monkeypatch):
    """What there is to say: these texts alone, in every language."""
    said = list(TEXTS)
    monkeypatch.setattr(
        spoken, "_sources", {"trial": lambda code: [media.SpokenText(code, text, "Les") for text in said]}
    )
    return said


@pytest.fixture
def piper(tmp_path, settings):
    """A program with piper's command line. It speaks a tone, and fails on the word it is told not to know."""
    (tmp_path / "tone.wav").write_bytes(make_wav(seconds=0.5))
    program = tmp_path / "piper"
    program.write_text(
        f"#!{sys.executable}\n"
        "import shutil, sys\n"
        "text = sys.stdin.read()\n"
        "if 'xyz' in text: sys.exit('I do not know this word')\n"
        f"shutil.copy({str(tmp_path / 'tone.wav')!r}, sys.argv[sys.argv.index('--output_file') + 1])\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    voice = tmp_path / "nl_BE-nathalie.onnx"
    voice.write_bytes(b"")
    settings.PIPER, settings.PIPER_VOICES, settings.ESPEAK = str(program), {"nl": str(voice)}, "no-espeak-here"


def ask(language="nl") -> SpeakingJob:
    return speaking.ask_to_speak(language=language, user=None, at=NOW)


def work(job, **options):
    return speaking.work_on(job_id=job.pk, clock=lambda: options.pop("at", NOW), **options)


def test_what_is_missing_is_spoken_and_named_as_a_machine(db, texts, piper):
    job = work(ask())

    assert (job.state, job.total, job.done, job.failed) == (JobState.DONE, 3, 3, 0)
    voices = media.find_voices(("nl", media.hash_spoken(text)) for text in TEXTS)
    assert len(voices) == 3 and all(voice.is_machine for voice in voices.values())
    assert set(Narration.objects.values_list("voice", flat=True)) == {"piper nl_BE-nathalie"}
    assert media.list_missing(language="nl") == []
    assert [text.text for text in media.list_missing(language="nl", kinds=[VoiceKind.HUMAN])] == TEXTS


def test_it_is_known_when_each_sentence_begins(db, texts, piper):
    work(ask())
    voice = media.find_voices([("nl", media.hash_spoken(TEXTS[1]))])
    ((_key, found),) = voice.items()
    (start, first, end), (later, second, last) = found.sentences
    assert (start, TEXTS[1][first:end], TEXTS[1][second:last]) == (0, "Betaal niets.", "Bezoek eerst de woning!")
    assert abs(later - 800) < 30  # half a second of voice, and the pause


def test_a_person_who_spoke_is_not_spoken_over(db, texts, piper):
    media.add_narration(
        language="nl", text=TEXTS[0], sound=media.encode_sound(make_wav()), credit="", user=None, at=NOW
    )
    job = work(ask())
    assert job.total == 2
    assert not media.find_voices([("nl", media.hash_spoken(TEXTS[0]))]).popitem()[1].is_machine


def test_a_text_that_the_voice_cannot_say_holds_up_no_other(db, texts, piper):
    texts.insert(0, "xyz")
    job = work(ask())
    assert (job.state, job.done, job.failed, job.problem) == (JobState.DONE, 3, 1, "I do not know this word")
    assert [text.text for text in media.list_missing(language="nl")] == ["xyz"]


def test_a_language_without_a_voice_is_refused_and_gets_no_job(db, texts, piper):
    with pytest.raises(speaking.NoVoice):
        ask("ti")
    assert not SpeakingJob.objects.exists() and speaking.list_machine_languages() == ["nl"]


def test_asking_twice_is_one_job(db, texts, piper):
    assert ask() == ask()
    work(ask())
    assert ask().pk != SpeakingJob.objects.first().pk


def test_a_killed_worker_loses_nothing(db, texts, piper):
    job = ask()
    work(job, most=1)
    assert SpeakingJob.objects.get().state == JobState.RUNNING
    SpeakingJob.objects.update(
        claim="6f2b0c0e-54a5-4a0e-9a55-0d5f7f1f6c11", claimed_until=NOW + speaking.CLAIM
    )  # busy, then dead

    assert work(job) is None and speaking.list_jobs_to_wake(at=NOW) == []
    later = NOW + speaking.CLAIM + timedelta(seconds=1)
    assert speaking.list_jobs_to_wake(at=later) == [job.pk]
    done = speaking.work_on(job_id=job.pk, clock=lambda: later)
    assert (done.state, done.total, done.done) == (JobState.DONE, 3, 3)
    assert Narration.objects.count() == 3


def test_who_was_thought_dead_stops_when_another_took_over(db, texts, piper):
    job = ask()
    first = speaking._claim(job.pk, NOW)
    assert speaking._claim(job.pk, NOW + speaking.CLAIM + timedelta(seconds=1)) is not None
    assert not speaking._hold(first, NOW)


def test_stopping_keeps_what_was_spoken(db, texts, piper):
    job = ask()
    work(job, most=1)
    speaking.stop_speaking(job=job, at=NOW)
    assert work(job) is None
    assert (SpeakingJob.objects.get().state, Narration.objects.count()) == (JobState.STOPPED, 1)


def test_the_operator_speaks_by_hand(db, texts, piper, capsys):
    call_command("speak_lessons")
    assert capsys.readouterr().out == "nl: 3 texts, 0 by a person, 3 by a machine, 0 without a voice\n"
    call_command("speak_lessons", "ti", "--list")
    assert capsys.readouterr().out == "ti: 3 texts, 0 by a person, 0 by a machine, 3 without a voice\n"
    with pytest.raises(CommandError, match="ti: no machine voice"):
        call_command("speak_lessons", "ti")
    with pytest.raises(CommandError, match="no language"):
        call_command("speak_lessons", "xx")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Een zin.", ["Een zin."]),
        ("Eén. Twee? Drie!", ["Eén.", "Twee?", "Drie!"]),
        ("هل؟ نعم. لا", ["هل؟", "نعم.", "لا"]),
        ("ሓደ። ክልተ።", ["ሓደ።", "ክልተ።"]),
        ("Bel 1.700 nu", ["Bel 1.700 nu"]),
    ],
)
def test_sentences_are_found_in_every_script(text, sentences):
    found = engines.list_sentences(text)
    assert [part for part, _first, _end in found] == sentences
    assert [text[first:end] for _part, first, end in found] == sentences


@has_espeak
@pytest.mark.parametrize("language", ["nl", "ar", "fa-AF", "uk", "hy"])
def test_espeak_speaks_our_languages(language):
    voice = engines.find_machine_voice(language)
    result = engines.speak_text(text={"nl": "Goedemorgen. Tot straks."}.get(language, "MO"), voice=voice)
    assert voice.name.startswith("espeak-ng ") and result.sound.duration_ms > 300
    assert len(result.sentences) == (2 if language == "nl" else 1)


@has_espeak
def test_espeak_has_no_voice_for_the_languages_of_the_recording_kit():
    assert [engines.find_machine_voice(code) for code in ("ps", "ckb", "ti", "so", "bo")] == [None] * 5


def test_without_any_program_there_is_no_voice(settings):
    settings.ESPEAK = settings.PIPER = "nothing-of-the-kind"
    assert speaking.list_machine_languages() == []
    assert shutil.which("nothing-of-the-kind") is None and timezone.now()
