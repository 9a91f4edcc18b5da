"""At the end of a lesson stands who reads it aloud: people by the name they chose, machines as machines."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from media import api as media
from media.models import Narration
from media.signals import voices_changed
from tests.factories import NOW
from tests.media.sounds import make_wav

from .factories import block, make_lesson, publish_translation

pytestmark = pytest.mark.django_db
ARABIC, DUTCH = "/ar/ligo/wonen/huurcontract/", "/nl/ligo/wonen/huurcontract/"


@pytest.fixture
def sound() -> media.EncodedSound:
    return media.encode_sound(make_wav(seconds=0.3))


@pytest.fixture
def speak(sound):
    """Somebody recorded these texts of a language; without a name a machine did."""

    def record(language: str, texts: list[str], *, credit: str | None = None) -> None:
        for text in texts:
            about = {"language": language, "text": text, "sound": sound, "at": NOW}
            if credit is None:
                media.add_machine_voice(**about, voice=f"espeak-ng {language}", sentences=[])
            else:
                media.add_narration(**about, credit=credit, user=None)
        voices_changed.send(sender=Narration)  # a machine tells it once for all it made

    return record


@pytest.fixture(scope="session")
def lesson_rows(module_rows):
    lesson = make_lesson(module_rows, body=[block("text", "een", text="<p>Eerst dit.</p><p>Dan dat.</p>")])
    publish_translation(lesson, "ar", TestCase.captureOnCommitCallbacks)
    return lesson


def texts_of(language: str) -> list[str]:
    """What the lesson says; not its module, and not the phrases of the site."""
    return [spoken.text for spoken in media.list_spoken(language=language) if "huurcontract" in spoken.url]


def read_speakers(client, url: str) -> list[str]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    folds = page.select(".lesson-foot details")
    last = folds[-1] if folds else None
    if last is None or last.h2.get_text() not in ("Wie leest voor", "من يقرأ بصوت عالٍ"):
        return []
    return [" ".join(line.get_text().split()) for line in last.select("li")]


def test_who_reads_is_named_in_each_language_of_the_page_people_before_machines(client, lesson, speak):
    first, second, *rest = texts_of("ar")
    speak("ar", [first], credit="Amina")
    speak("ar", [second, *rest], credit="Samira")
    dutch = texts_of("nl")
    speak("nl", dutch)
    speak("nl", dutch[:1], credit="An Peeters")

    assert read_speakers(client, ARABIC) == [
        "Samira · العربية",
        "Amina · العربية",
        "An Peeters · Nederlands",
        "صوت حاسوب · espeak-ng nl · Nederlands",
    ]
    assert read_speakers(client, DUTCH) == [
        "An Peeters · Nederlands",
        "Stem van een computer · espeak-ng nl · Nederlands",
    ]
    line = BeautifulSoup(client.get(ARABIC).content, "html.parser").select(".lesson-foot details li")[-1]
    assert [(part["lang"], part["dir"]) for part in line.select("[lang]")] == [("en", "ltr"), ("nl", "ltr")]


def test_who_did_not_want_to_be_named_or_is_heard_elsewhere_is_not_there(client, lesson, speak):
    speak("ar", texts_of("ar"), credit="")
    speak("ar", ["نص آخر لا يوجد في الدرس."], credit="Layla")
    assert read_speakers(client, ARABIC) == []
    assert "Layla" not in client.get(ARABIC).text


def test_a_machine_is_not_named_where_a_person_took_its_place(client, lesson, speak):
    speak("nl", texts_of("nl"))
    speak("nl", texts_of("nl"), credit="An")
    assert read_speakers(client, DUTCH) == ["An · Nederlands"]


def test_a_name_that_is_taken_back_is_gone_at_once_and_names_cost_no_query(
    client, lesson, speak, django_assert_num_queries
):
    speak("nl", texts_of("nl")[:1], credit="An")
    assert read_speakers(client, DUTCH) == ["An · Nederlands"]
    with django_assert_num_queries(1):  # the stamp of the content
        client.get(DUTCH)
    text_hash = media.hash_spoken(texts_of("nl")[0])
    media.take_away_voice(language="nl", text_hash=text_hash, keeps=None, user=None, at=NOW)
    assert read_speakers(client, DUTCH) == []


def test_a_name_is_never_trusted(client, lesson, speak):
    speak("nl", texts_of("nl"), credit="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(DUTCH).text


def test_where_nothing_is_heard_nobody_is_named(client, lesson):
    assert read_speakers(client, DUTCH) == []
