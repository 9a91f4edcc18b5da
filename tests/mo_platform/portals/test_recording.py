"""A speaker with a link and no account records sentences; who knows the language accepts or refuses them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from media import api as media
from media.enums import NarrationState
from media.models import Narration, RecordingKit
from people.enums import Role
from tests.factories import NOW, OrganisationFactory, StaffFactory
from tests.media.sounds import make_wav
from tests.signing_in import sign_in_staff

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def desk_of(db):
    def sign_in(code: str) -> Client:
        organisation = OrganisationFactory(code=code, name=code.title())
        client = Client()
        sign_in_staff(client, StaffFactory(role=Role.TEACHER, role__organisation=organisation))
        return client

    return sign_in


def make_link(client: Client, language: str = "ti") -> str:
    page = client.post(f"/guide/voices/{language}/kit/", {"label": "Selam"}).content.decode()
    return page.split('href="http://testserver', 1)[1].split('"', 1)[0]


def send(phone: Client, link: str, *, phrase: str = "", content: bytes | None = None):
    wanted = phrase or phone.get(link).context["phrase"].key[1]
    sound = SimpleUploadedFile("recording.webm", make_wav() if content is None else content)
    return phone.post(link, {"phrase": wanted, "sound": sound})


def test_she_agrees_records_and_is_heard_once_somebody_accepted(course, desk_of, django_capture_on_commit_callbacks):
    desk, phone = desk_of("ligo"), Client()
    link = make_link(desk)
    assert link.startswith("/ti/record/") and RecordingKit.objects.get().token_hash not in link

    assert phone.post(link, {"credit": "Selam"}).status_code == 400  # not without agreeing
    assert phone.post(link, {"credit": "Selam T.", "agrees": "on"}).status_code == 302
    page = phone.get(link)
    first = page.context["phrase"]
    assert 'lang="ti"' in page.content.decode() and first.text in page.content.decode()
    assert "blob:" in page.headers["Content-Security-Policy"]

    assert send(phone, link).status_code == 302
    assert phone.get(link).context["phrase"].text != first.text
    row = Narration.objects.get()
    assert (row.state, row.credit, row.text) == (NarrationState.WAITING, "Selam T.", first.text)

    listing = desk.get("/guide/voices/ti/").content.decode()
    assert first.text in listing and f"/guide/recordings/{row.pk}/sound/" in listing
    assert b"".join(desk.get(f"/guide/recordings/{row.pk}/sound/").streaming_content)[:3] == b"ID3"
    desk.post(f"/guide/recordings/{row.pk}/decide/", {"decision": "accept"})
    assert media.find_voices([first.key])[first.key].token == row.token


def test_a_refusal_needs_a_reason_and_the_sentence_comes_back(course, desk_of):
    desk, phone = desk_of("ligo"), Client()
    link = make_link(desk)
    phone.post(link, {"agrees": "on"})
    first = phone.get(link).context["phrase"]
    send(phone, link)
    row = Narration.objects.get()

    desk.post(f"/guide/recordings/{row.pk}/decide/", {"decision": "refuse"})
    row.refresh_from_db()
    assert row.state == NarrationState.WAITING
    desk.post(f"/guide/recordings/{row.pk}/decide/", {"decision": "refuse", "reason": "Te veel lawaai."})
    row.refresh_from_db()
    assert (row.state, phone.get(link).context["phrase"].text) == (NarrationState.REFUSED, first.text)


@pytest.mark.parametrize("content", [b"", b"no sound", make_wav(loudness=0)], ids=["nothing", "words", "silence"])
def test_what_cannot_be_heard_is_said_in_her_language_and_the_sentence_stays(course, desk_of, content):
    phone, link = Client(), make_link(desk_of("ligo"), "ar")
    phone.post(link, {"agrees": "on"})
    first = phone.get(link).context["phrase"]
    answered = send(phone, link, content=content)
    assert answered.status_code == 400 and answered.context["phrase"] == first
    assert not Narration.objects.exists()


def test_a_sentence_is_skipped_and_a_foreign_text_is_never_recorded(course, desk_of):
    phone, link = Client(), make_link(desk_of("ligo"))
    phone.post(link, {"agrees": "on"})
    first = phone.get(link).context["phrase"]
    second = phone.get(f"{link}?after={first.key[1]}").context["phrase"]
    assert second.text != first.text
    send(phone, link, phrase="0" * 64)
    assert not Narration.objects.exists()


def test_nobody_records_faster_than_one_can_speak(course, desk_of, monkeypatch):
    monkeypatch.setattr("media.domain.kits.MOST_IN_WINDOW", 1)
    phone, link = Client(), make_link(desk_of("ligo"))
    phone.post(link, {"agrees": "on"})
    assert send(phone, link).status_code == 302
    assert send(phone, link).status_code == 400
    assert Narration.objects.count() == 1


def test_a_link_ends_and_looks_like_one_that_never_was(course, desk_of):
    desk, phone = desk_of("ligo"), Client()
    link = make_link(desk)
    unknown = phone.get("/ti/record/never-was/")
    with time_machine.travel(NOW + timedelta(days=61), tick=False):
        late = phone.get(link)
    desk.post(f"/guide/kits/{RecordingKit.objects.get().pk}/withdraw/")
    withdrawn = phone.get(link)
    assert [answer.status_code for answer in (unknown, late, withdrawn)] == [404] * 3
    assert phone.post(link, {"agrees": "on"}).status_code == 404


def test_another_organisation_neither_hears_nor_decides_nor_deletes(course, desk_of):
    phone, link = Client(), make_link(desk_of("ligo"))
    phone.post(link, {"agrees": "on"})
    send(phone, link)
    row, kit = Narration.objects.get(), RecordingKit.objects.get()
    stranger = desk_of("intec")
    assert "Selam" not in stranger.get("/guide/voices/ti/").content.decode()
    for url in (f"/guide/recordings/{row.pk}/sound/", f"/guide/kits/{kit.pk}/erase/"):
        assert stranger.get(url).status_code == 404
    assert stranger.post(f"/guide/recordings/{row.pk}/decide/", {"decision": "accept"}).status_code == 404
    assert stranger.post(f"/guide/kits/{kit.pk}/erase/").status_code == 404
    assert Narration.objects.get().state == NarrationState.WAITING


def test_a_speaker_takes_everything_back(course, desk_of):
    desk, phone = desk_of("ligo"), Client()
    link = make_link(desk)
    phone.post(link, {"credit": "Selam", "agrees": "on"})
    send(phone, link)
    desk.post(f"/guide/recordings/{Narration.objects.get().pk}/decide/", {"decision": "accept"})
    desk.post(f"/guide/kits/{RecordingKit.objects.get().pk}/erase/")
    assert not Narration.objects.exists() and not RecordingKit.objects.exists()
    assert phone.get(link).status_code == 404
