import pytest
from django.core.files.storage import default_storage
from wagtail.models import Collection

from media import api as media
from media.models import Clip

pytestmark = pytest.mark.django_db
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGoedemorgen\n"


@pytest.fixture
def bring_clip(silence, journal):
    def bring(name="gesprek.mp3", content=None, captions=None, **values):
        return media.import_clip(
            key="gesprek",
            file=media.ImportedFile(name, silence if content is None else content),
            captions={"nl": VTT, "ar": VTT} if captions is None else captions,
            collection=Collection.get_first_root_node(),
            values={
                "title": "Een gesprek",
                "kind": "audio",
                "licence": "CC0-1.0",
                "author": "MO-platform",
                "source_url": "",
                "transcripts": {"nl": "Goedemorgen.\n\nIs het appartement nog vrij?"},
            }
            | values,
            journal=journal,
        )

    def bring_files(**options):
        if "captions" in options:
            options["captions"] = {c: media.ImportedFile(f"{c}.vtt", b) for c, b in options["captions"].items()}
        else:
            options["captions"] = {c: media.ImportedFile(f"{c}.vtt", VTT) for c in ("nl", "ar")}
        return bring(**options)

    return bring_files


def test_a_clip_says_how_long_and_how_heavy_it_is(bring_clip, silence):
    clip, outcome = bring_clip()
    shown = media.clip_context(clip=clip, language="ar")
    assert outcome == "created"
    assert (shown.seconds, shown.bytes, shown.mime) == (2, len(silence), "audio/mpeg")


def test_captions_in_the_readers_language_come_first(bring_clip):
    clip, _outcome = bring_clip()
    shown = media.clip_context(clip=Clip.objects.get(pk=clip.pk), language="ar")
    assert [track.language for track in shown.captions] == ["ar", "nl"]
    assert shown.captions[0].label == "العربية"


def test_a_transcript_that_is_missing_is_dutch_and_says_so(bring_clip):
    clip, _outcome = bring_clip()
    shown = media.clip_context(clip=clip, language="ar")
    assert (shown.transcript.language, shown.transcript.is_missing) == ("nl", True)


def test_the_same_clip_twice_changes_nothing(bring_clip):
    first, _created = bring_clip()
    second, outcome = bring_clip()
    assert outcome == "unchanged"
    assert second.file.name == first.file.name


def test_a_changed_clip_replaces_its_files(bring_clip, silence, django_capture_on_commit_callbacks):
    old = bring_clip()[0].file.name
    with django_capture_on_commit_callbacks(execute=True):
        clip, outcome = bring_clip(content=silence * 2)
    assert outcome == "changed"
    assert clip.duration_seconds == 4
    assert clip.captions.count() == 2
    assert not default_storage.exists(old)


@pytest.mark.parametrize(
    "options",
    [
        {"content": b"this is not sound"},
        {"name": "gesprek.exe"},
        {"name": "gesprek.mp4"},
        {"kind": "video"},
        {"captions": {"nl": b"<html></html>"}},
        {"captions": {"xx": VTT}},
        {"transcripts": {"xx": "hello"}},
        {"licence": ""},
    ],
    ids=str,
)
def test_what_cannot_be_played_or_read_is_refused(bring_clip, options):
    with pytest.raises(media.BadFile):
        bring_clip(**options)
    assert not Clip.objects.exists()
