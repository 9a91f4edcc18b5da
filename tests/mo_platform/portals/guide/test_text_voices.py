"""Staff who have a sound file of a text, or record it themselves, put it in directly; they replace it and take it away."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import ModelLogEntry

from media import api as media
from media.enums import NarrationState, VoiceKind
from media.models import Narration
from people.enums import Role
from tests.factories import NOW, OrganisationFactory, StaffFactory
from tests.media.sounds import make_recording, make_wav
from tests.media.voices import voice_texts
from tests.signing_in import sign_in_staff

pytestmark = pytest.mark.usefixtures("today")
LIST = "/guide/voices/ar/"


@pytest.fixture
def desk_of(db):
    def sign_in(code: str, role: Role = Role.TEACHER) -> Client:
        organisation = OrganisationFactory(code=code, name=code.title())
        client = Client()
        client.user = StaffFactory(role=role, role__organisation=organisation)
        sign_in_staff(client, client.user)
        return client

    return sign_in


@pytest.fixture
def desk(desk_of, course) -> Client:
    return desk_of("ligo")


@pytest.fixture
def first(course) -> media.SpokenText:
    """What waits at the top of the Arabic list."""
    return list_waiting()[0]


def list_waiting() -> list[media.SpokenText]:
    return media.sort_by_need(media.list_missing(language="ar", kinds=[VoiceKind.HUMAN]))


def page_of(text: media.SpokenText) -> str:
    return f"{LIST}texts/{text.key[1]}/"


def put_in(client: Client, text: media.SpokenText, content: bytes | None = None, **data):
    sound = SimpleUploadedFile("zin.wav", make_wav() if content is None else content)
    return client.post(page_of(text), {"sound": sound, "credit": "Amina", "agrees": "on"} | data)


def read(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_the_list_begins_with_phrases_of_the_site_and_then_what_is_used_most(desk):
    waiting = list_waiting()
    page = read(desk, LIST)
    shown = [row.p.get_text() for row in page.select("#texts ~ ul > li")]
    assert shown == [text.text for text in waiting][:25] and len(waiting) > 25
    assert waiting[0].where == "" and "zin van de site" in page.select_one("#texts ~ ul > li").get_text()
    link = page.select_one("#texts ~ ul > li a.button")
    assert (link["href"], link.select_one("[lang]")["lang"]) == (page_of(waiting[0]), "ar")
    rest = read(desk, f"{LIST}?page=2").select("#texts ~ ul > li p:first-child")
    assert [row.get_text() for row in rest] == [text.text for text in waiting][25:50]


def test_a_text_is_found_by_its_words_its_lesson_or_its_speaker(desk, first):
    lesson = next(text for text in list_waiting() if text.where)
    assert lesson.text in desk.get(LIST, {"q": lesson.text}).content.decode()
    found = read(desk, f"{LIST}?q={lesson.where}").select("#texts ~ ul > li")
    assert found and all(lesson.where in row.get_text() for row in found)
    assert "Niets gevonden" in desk.get(LIST, {"q": "fiets"}).content.decode()

    put_in(desk, first)
    spoken = read(desk, f"{LIST}?show=spoken&q=amina").select("#texts ~ ul > li")
    assert [row.p.get_text() for row in spoken] == [first.text]
    assert spoken[0].audio["src"] == media.voice_url(narration=Narration.objects.get())


@pytest.mark.parametrize("kind", [None, ("webm", "libopus"), ("mp4", "aac")], ids=["WAV", "WebM", "M4A"])
def test_what_she_puts_in_is_heard_at_once_and_her_act_is_kept(desk, first, kind):
    assert desk.get(page_of(first)).status_code == 200
    answer = put_in(desk, first, make_recording(*kind) if kind else None, credit=" Amina ")
    assert (answer.status_code, answer.url) == (302, page_of(first))

    row = Narration.objects.get()
    assert (row.state, row.credit, row.text, row.decided_by) == (
        NarrationState.ACCEPTED,
        "Amina",
        first.text,
        desk.user,
    )
    assert media.find_voices([first.key])[first.key].token == row.token
    act = ModelLogEntry.objects.for_instance(row).get()
    assert (act.action, act.user, act.timestamp) == ("media.voice_accepted", desk.user, NOW)
    assert "Amina" not in f"{act.label}{act.data}"
    assert first not in list_waiting()
    page = desk.get(page_of(first)).content.decode()
    assert "Amina" in page and f"{row.token}.mp3" in page
    assert f"aanvaard door {desk.user.get_full_name() or desk.user.username}" in page


def test_the_next_text_follows_and_the_speaker_is_remembered(desk, first):
    second = list_waiting()[1]
    assert put_in(desk, first, next="1").url == page_of(second)
    assert read(desk, page_of(second)).select_one("[name=credit]")["value"] == "Amina"
    assert not read(desk, page_of(second)).select_one("[name=agrees]").has_attr("checked")


def test_behind_the_last_text_stands_the_list(desk, first):
    voice_texts("ar", [text.text for text in list_waiting()[1:]])
    assert put_in(desk, first, next="1").url == LIST
    assert "Elke tekst heeft de stem van een mens." in desk.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"content": b"no sound at all"}, "geen geluid dat we kunnen afspelen"),
        ({"content": make_wav(loudness=0)}, "We horen niets"),
        ({"content": make_wav(seconds=181)}, "te lang"),
        ({"content": b""}, "Dit bestand is leeg."),
        ({"sound": ""}, "Neem de tekst op, of kies een bestand."),
        ({"agrees": ""}, "Vraag het eerst aan de spreker."),
    ],
    ids=["unplayable", "silent", "too long", "empty", "no file", "not agreed"],
)
def test_a_refusal_stands_in_its_field_and_nothing_typed_is_lost(desk, first, wrong, says):
    answer = put_in(desk, first, **{"agrees": "on"} | wrong)
    assert answer.status_code == 400 and not Narration.objects.exists()
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.select_one("#id_agrees_error" if "agrees" in wrong else "#id_sound_error")
    assert says in field.get_text()
    assert page.select_one("[name=credit]")["value"] == "Amina"
    assert page.select_one("[name=agrees]").has_attr("checked") == ("agrees" not in wrong)
    assert first.text in page.get_text()


def test_a_file_larger_than_a_sentence_is_not_even_read(desk, first, monkeypatch):
    monkeypatch.setattr("media.api.MAX_SOUND_BYTES", 10)
    assert "te lang" in put_in(desk, first).content.decode()


def test_a_text_that_was_changed_meanwhile_is_told_and_not_kept(desk, first, course):
    gone = media.SpokenText("ar", "هذا النص لم يعد موجودًا.", "")
    answer = put_in(desk, gone)
    assert answer.status_code == 400 and "Deze tekst staat nergens meer." in answer.content.decode()
    assert not Narration.objects.exists()
    assert desk.get(page_of(gone)).status_code == 404
    assert desk.get("/guide/voices/xx/texts/0/").status_code == 404


def test_a_voice_is_replaced_and_taken_away_and_the_earlier_one_is_heard_again(
    desk, first, django_capture_on_commit_callbacks
):
    put_in(desk, first)
    put_in(desk, first, credit="Samira")
    earlier, later = Narration.objects.order_by("pk")
    assert (earlier.state, later.state) == (NarrationState.REPLACED, NarrationState.ACCEPTED)

    asked = desk.get(f"{page_of(first)}take-away/").content.decode()
    assert "de vorige is opnieuw te horen" in asked and Narration.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(f"{page_of(first)}take-away/").url == LIST
    assert Narration.objects.get().credit == "Amina"
    assert media.find_voices([first.key])[first.key].token == earlier.token
    assert not default_storage.exists(f"narrations/{later.token}.mp3")
    assert ModelLogEntry.objects.filter(action="media.voice_withdrawn", user=desk.user, deleted=True).count() == 1

    desk.post(f"{page_of(first)}take-away/")
    assert not Narration.objects.exists() and first in list_waiting()
    assert desk.post(f"{page_of(first)}take-away/").status_code == 404


def test_without_a_person_a_machine_is_heard_again(desk, first):
    sound = media.encode_sound(make_wav())
    media.add_machine_voice(language="ar", text=first.text, sound=sound, voice="espeak-ng ar", sentences=[], at=NOW)
    page = desk.get(page_of(first)).content.decode()
    assert "espeak-ng ar" in page and "een computer leest het voor" in page
    put_in(desk, first)
    assert "een computer leest deze tekst voor" in desk.get(f"{page_of(first)}take-away/").content.decode()
    desk.post(f"{page_of(first)}take-away/")
    assert media.find_voices([first.key])[first.key].is_machine


def test_a_voice_whose_text_is_gone_is_listed_and_can_be_taken_away(desk, course):
    text = media.SpokenText("ar", "هذا النص لم يعد موجودًا.", "")
    media.add_narration(
        language="ar", text=text.text, sound=media.encode_sound(make_wav()), credit="Amina", user=None, at=NOW
    )
    assert "staat nergens meer" in read(desk, f"{LIST}?show=spoken").select_one("#texts ~ ul").get_text()
    page = read(desk, page_of(text))
    assert page.select_one("[data-record]") is None and "Amina" in page.get_text()
    desk.post(f"{page_of(text)}take-away/")
    assert not Narration.objects.exists()


def test_another_organisation_neither_replaces_nor_takes_away_and_reads_no_names_of_staff(desk, desk_of, first):
    put_in(desk, first)
    stranger = desk_of("intec")
    page = stranger.get(page_of(first)).content.decode()
    assert "Een andere organisatie nam deze tekst op." in page and "data-record" not in page
    assert desk.user.get_full_name() not in page and desk.user.username not in page
    answer = put_in(stranger, first, credit="Een ander")
    assert answer.status_code == 400 and Narration.objects.get().credit == "Amina"
    assert stranger.get(f"{page_of(first)}take-away/").status_code == 404
    assert stranger.post(f"{page_of(first)}take-away/").status_code == 404
    assert Narration.objects.get().state == NarrationState.ACCEPTED


def test_an_administrator_of_the_platform_mends_every_voice(desk, desk_of, first):
    put_in(desk, first)
    keeper = desk_of("platform", Role.PLATFORM_ADMIN)
    put_in(keeper, first, credit="Samira")
    assert Narration.objects.accepted().get().credit == "Samira"
    keeper.post(f"{page_of(first)}take-away/")
    assert Narration.objects.accepted().get().credit == "Amina"
