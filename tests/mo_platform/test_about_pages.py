"""Pages about the platform, for everybody, in every interface language."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from core.languages import list_languages
from media import api as media
from media.models import Narration
from media.signals import voices_changed
from mo_platform.domain.site_messages import MESSAGES_PER_HOUR, list_messages, mark_answered, receive_message
from mo_platform.models import SiteMessage
from people.enums import Role
from tests.factories import StaffFactory
from tests.media.sounds import make_wav
from tests.signing_in import sign_in_staff

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MESSAGE = {"topic": "accessibility", "message": "لا أستطيع قراءة الصفحة", "contact": "", "page": "/ar/plan/"}


@pytest.mark.parametrize("page", ["about", "accessibility", "privacy", "display"])
@pytest.mark.parametrize("language", list_languages(), ids=lambda language: language.code)
def test_page_stands_in_every_language_for_guests_without_a_query(client, page, language, django_assert_num_queries):
    client.get(f"/{language.code.lower()}/about/")
    with django_assert_num_queries(page == "about"):  # the stamp of the content, for who reads aloud
        response = client.get(f"/{language.code.lower()}/{page}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language.code}" dir="{language.direction}"' in html
    assert html.count("<h1") == 1
    assert "sessionid" not in response.cookies


def test_who_lent_a_voice_is_named_in_the_language_of_the_page_and_a_machine_as_one(client):
    sound = media.encode_sound(make_wav(seconds=0.3))
    media.add_narration(language="ar", text="نعم", sound=sound, credit="Amina", user=None, at=AT)
    media.add_machine_voice(language="ar", text="لا", sound=sound, voice="espeak-ng ar", sentences=[], at=AT)
    voices_changed.send(sender=Narration)
    voices = BeautifulSoup(client.get("/ar/about/").content, "html.parser").select("[aria-labelledby=voices] li")
    assert [" ".join(line.get_text().split()) for line in voices] == [
        "Amina · العربية",
        "صوت حاسوب · espeak-ng ar · العربية",
    ]
    assert "Amina" not in client.get("/nl/about/").text


def test_page_without_a_checked_translation_says_so_in_the_footer(client):
    assert "draft-label" in client.get("/ar/about/").content.decode()
    assert "draft-label" not in client.get("/nl/about/").content.decode()


def test_message_is_kept_without_account_or_address(client):
    response = client.post("/ar/accessibility/", MESSAGE)
    assert response.status_code == 302
    (message,) = SiteMessage.objects.all()
    assert (message.topic, message.message, message.language) == ("accessibility", MESSAGE["message"], "ar")
    assert message.answered_at is None
    assert "notice-success" in client.get(response.url).content.decode()


def test_empty_message_is_refused_beside_its_field(client):
    response = client.post("/nl/accessibility/", {"topic": "accessibility", "message": "  "})
    assert response.status_code == 400
    assert 'id="id_message_error"' in response.content.decode()
    assert SiteMessage.objects.count() == 0


def test_flood_of_messages_is_stopped(client):
    for _number in range(MESSAGES_PER_HOUR):
        client.post("/nl/accessibility/", MESSAGE)
    response = client.post("/nl/accessibility/", MESSAGE)
    assert response.status_code == 400
    assert SiteMessage.objects.count() == MESSAGES_PER_HOUR


def test_platform_admin_reads_and_answers_and_nobody_else_may(client):
    receive_message(topic="content", message="Een fout", language="nl", at=AT)
    assert sign_in_staff(client, StaffFactory(role=Role.CASE_WORKER)).get("/guide/site-messages/").status_code == 404
    admin = StaffFactory(role=Role.PLATFORM_ADMIN)
    sign_in_staff(client, admin)
    assert "Een fout" in client.get("/guide/site-messages/").content.decode()
    message = SiteMessage.objects.get()
    client.post("/guide/site-messages/", {"message": str(message.pk)})
    message.refresh_from_db()
    assert message.answered_by == admin.username


def test_first_answer_stays_and_open_messages_come_first():
    els, jan = StaffFactory(), StaffFactory()
    old = receive_message(topic="other", message="oud", language="nl", at=AT)
    mark_answered(message_id=old.pk, by=els, at=AT)
    mark_answered(message_id=old.pk, by=jan, at=AT)
    open_one = receive_message(topic="other", message="nieuw", language="nl", at=AT.replace(hour=8))
    assert list(list_messages()) == [open_one, old]
    old.refresh_from_db()
    assert old.answered_by == els.username


def test_reader_chooses_dark_and_little_data_on_this_phone(client):
    response = client.post("/nl/display/", {"theme": "dark", "saver": "on", "meter": "off", "next": "/nl/about/"})
    assert response.url == "/nl/about/"
    html = client.get("/nl/about/").content.decode()
    assert 'data-theme="dark"' in html
    assert 'data-saver="on"' in html
    client.post("/nl/display/", {"theme": "auto", "saver": "auto", "meter": "off"})
    assert "data-theme" not in client.get("/nl/about/").content.decode()


def test_phone_that_asks_for_little_data_gets_it(client):
    assert 'data-saver="on"' in client.get("/nl/about/", headers={"save-data": "on"}).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choice_never_leads_elsewhere(client, target):
    assert (
        client.post("/nl/display/", {"theme": "dark", "saver": "on", "meter": "off", "next": target}).url
        == "/nl/display/?saved=1"
    )


def test_forged_cookie_values_do_nothing(client):
    client.cookies["mo_theme"] = '"><script>'
    client.cookies["mo_saver"] = "maybe"
    html = client.get("/nl/about/").content.decode()
    assert "data-theme" not in html
    assert "data-saver" not in html


def test_language_menu_leads_to_the_same_page(client):
    html = client.get("/nl/about/").content.decode()
    for language in list_languages():
        assert f'href="/{language.code.lower()}/about/" hreflang="{language.code}" lang="{language.code}"' in html
