import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from core.errors import Conflict
from media import api as media
from media.enums import NarrationState, VoiceKind
from media.models import Narration
from media.signals import voices_changed
from tests.concurrency import run_at_once
from tests.factories import NOW, StaffFactory

from .sounds import make_recording, make_wav

TEXT = "De verhuurder vraagt een huurwaarborg."
KEY = ("nl", media.hash_spoken(TEXT))


@pytest.fixture
def sound() -> media.EncodedSound:
    return media.encode_sound(make_wav())


@pytest.fixture
def editor(db):
    return StaffFactory()


@pytest.fixture
def announced():
    heard = []

    def hear(sender, **_kwargs):
        heard.append(sender)

    voices_changed.connect(hear)
    yield heard
    voices_changed.disconnect(hear)


def record(sound, *, text=TEXT, language="nl", credit="Amina"):
    return media.keep_recording(language=language, text=text, sound=sound, credit=credit, at=NOW)


@pytest.mark.parametrize(
    ("container", "codec"),
    [("webm", "libopus"), ("mp4", "aac"), ("ogg", "libopus"), ("mp3", "libmp3lame"), ("adts", "aac")],
)
def test_whatever_a_phone_records_becomes_opus_and_mp3(container, codec):
    sound = media.encode_sound(make_recording(container, codec, seconds=2))

    assert sound.opus[:4] == b"OggS" and sound.mp3[:3] in (b"ID3", b"\xff\xfb\x54", b"\xff\xf3\x54")
    assert abs(sound.duration_ms - 2000) < 150
    assert len(sound.opus) < 12_000 and len(sound.mp3) < 14_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unplayable"),
        (b"this is not sound", "unplayable"),
        (b"#EXTM3U\n/etc/passwd\n", "unplayable"),
        (b"RIFF\x00\x00\x00\x00WAVE", "unplayable"),
        (b"OggS" + bytes(400), "unplayable"),
        (make_wav(loudness=0), "silent"),
        (make_wav(seconds=0.1), "silent"),
        (make_wav(seconds=181), "too_long"),
    ],
    ids=["nothing", "words", "playlist", "empty", "broken", "silence", "a click", "a speech"],
)
def test_what_is_no_recording_of_a_sentence_is_refused_in_words(content, code):
    with pytest.raises(media.BadSound) as refusal:
        media.encode_sound(content)

    assert (refusal.value.code, bool(str(refusal.value))) == (code, True)


def test_a_recording_is_heard_only_after_somebody_listened(sound, editor, announced, client):
    row = record(sound)
    assert media.find_voices([KEY]) == {}
    assert client.get(f"/media/recordings/{row.token}.opus").status_code == 404

    media.accept_narration(narration=row, user=editor, at=NOW)

    voice = media.find_voices([KEY, ("ar", KEY[1])])[KEY]
    assert (voice.token, voice.is_machine, voice.bytes) == (row.token, False, max(len(sound.opus), len(sound.mp3)))
    for suffix, kind in (("opus", "audio/ogg"), ("mp3", "audio/mpeg")):
        answer = client.get(f"{media.voices_url()}{row.token}.{suffix}")
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert b"".join(answer.streaming_content) == getattr(sound, suffix)
    assert announced == [Narration]


def test_a_refused_recording_says_why_and_its_sound_is_gone(sound, editor, django_capture_on_commit_callbacks):
    row = record(sound)
    with django_capture_on_commit_callbacks(execute=True):
        media.refuse_narration(narration=row, reason="Te veel lawaai.", user=editor, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.refusal_reason, row.decided_by) == (NarrationState.REFUSED, "Te veel lawaai.", editor)
    assert not default_storage.exists(f"recordings/{row.token}.opus")
    assert media.find_voices([KEY]) == {}


def test_nobody_decides_twice(sound, editor):
    row = record(sound)
    media.accept_narration(narration=row, user=editor, at=NOW)
    with pytest.raises(Conflict):
        media.refuse_narration(narration=row, reason="Toch niet.", user=editor, at=NOW)


def test_a_person_goes_before_a_machine_and_a_new_recording_before_an_old_one(sound, editor):
    machine = media.add_machine_voice(
        language="nl", text=TEXT, sound=sound, voice="espeak-ng nl", sentences=[(0, 0, 38)], at=NOW
    )
    assert media.find_voices([KEY])[KEY].is_machine
    first = media.accept_narration(narration=record(sound), user=editor, at=NOW)
    second = media.accept_narration(narration=record(sound), user=editor, at=NOW)
    media.add_machine_voice(language="nl", text=TEXT, sound=sound, voice="espeak-ng nl", sentences=[], at=NOW)

    assert media.find_voices([KEY])[KEY].token == second.token
    for replaced in (machine, first):
        replaced.refresh_from_db()
        assert replaced.state == NarrationState.REPLACED


def test_the_database_holds_one_voice_per_text_and_kind(sound, editor):
    media.accept_narration(narration=record(sound), user=editor, at=NOW)
    other = record(sound)
    with pytest.raises(IntegrityError), transaction.atomic():
        Narration.objects.filter(pk=other.pk).update(state=NarrationState.ACCEPTED)


def test_a_speaker_takes_her_voice_back(sound, editor, announced, django_capture_on_commit_callbacks):
    row = media.accept_narration(narration=record(sound), user=editor, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        media.withdraw_narration(narration=row, user=editor, at=NOW)

    assert not Narration.objects.exists() and len(announced) == 2
    assert not default_storage.exists(f"narrations/{row.token}.mp3")


def test_what_cannot_be_heard_makes_no_other_text():
    assert media.hash_spoken(" De  verhuurder\u2066 vraagt\u2069\nniets. ") == media.hash_spoken(
        "De verhuurder vraagt niets."
    )
    assert media.hash_spoken("Cafe\u0301") == media.hash_spoken("Café")
    assert media.hash_spoken("De verhuurder vraagt iets.") != media.hash_spoken("De verhuurder vraagt niets.")


def test_voices_of_many_texts_come_in_one_query(sound, editor, django_assert_num_queries):
    for number in range(3):
        media.accept_narration(narration=record(sound, text=f"Zin {number}."), user=editor, at=NOW)
    keys = [("nl", media.hash_spoken(f"Zin {number}.")) for number in range(40)]
    with django_assert_num_queries(1):
        assert len(media.find_voices(keys)) == 3
    with django_assert_num_queries(0):
        assert media.find_voices([]) == {}


def test_a_machine_says_its_name(sound, db):
    with pytest.raises(IntegrityError), transaction.atomic():
        media.add_machine_voice(language="nl", text=TEXT, sound=sound, voice="", sentences=[], at=NOW)
    assert VoiceKind.MACHINE.label


def test_colleagues_who_give_a_text_a_voice_at_the_same_moment(threaded_database, sound):
    """Each is stored; one of them is heard, and nobody is told of an error."""

    def speak():
        return media.add_narration(language="nl", text="Goedendag.", sound=sound, credit="", user=None, at=NOW)

    rows = run_at_once(*[speak] * 4)
    states = sorted(Narration.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True))
    assert states == ["accepted", "replaced", "replaced", "replaced"]
