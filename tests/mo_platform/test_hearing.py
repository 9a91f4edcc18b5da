"""What of a page can be heard: which element a voice is put at, and what a page costs that has none."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from core.languages import list_languages
from lessons import api as lessons
from media import api as media
from mo_platform import hearing
from mo_platform.hearing import hear
from tests.media.voices import voice_everything, voice_texts

pytestmark = pytest.mark.django_db
SILENT = ("ps", "ti", "so", "bo", "ckb")  # no machine speaks them (docs/reference/sound.md)


def page_of(body: str, *, language: str = "nl") -> bytes:
    return f'<!doctype html><html lang="{language}"><body><main><!--listen-page-->{body}</main></body></html>'.encode()


def marks_of(body: str, **texts: str) -> list[tuple[str, str]]:
    """The elements that got a voice, each with the text it says. Keyword: the language of the voices."""
    names: dict[str, str] = {}
    for language, said in texts.items():
        names |= {token: text for text, token in voice_texts(language, said.split("|")).items()}
    found = re.findall(r'<(\w+) data-voice="([\w ]+)"', hear(page_of(body)).decode())
    return [(tag, " + ".join(names[token] for token in tokens.split())) for tag, tokens in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Kies een les</p>", [("p", "Kies een les")]),
        ("<p>Kies <b>een</b>\n les</p>", [("p", "Kies een les")]),
        ('<a class="button" href="/"><svg></svg><span>Kies een les</span></a>', [("a", "Kies een les")]),
        ('<p><a href="/">Kies een les</a></p>', [("a", "Kies een les")]),
        ('<ul><li><a href="/"><span>Kies een les</span></a></li></ul>', [("a", "Kies een les")]),
        ('<p><a href="/">Kies een les</a> <button>Stop</button></p>', [("a", "Kies een les"), ("button", "Stop")]),
        ('<p><a href="/">Stop</a>: kies een les.</p>', [("a", "Stop")]),
        ('<p><a href="/">Les 3</a>: Kies een les</p>', [("p", "Kies een les")]),
        ("<label>Stop <input></label>", [("label", "Stop")]),
        ("<label>Stop <span>(Kies een les)</span></label>", [("label", "Stop"), ("span", "Kies een les")]),
        ("<details><summary>Stop</summary><p>Kies een les</p></details>", [("summary", "Stop"), ("p", "Kies een les")]),
        ("<select><option>Stop</option></select><textarea>Stop</textarea>", []),
        ("<p data-quiet>Stop</p><template><p>Stop</p></template>", []),
        ('<p data-voice="x">Stop</p>'.replace("x", "nl0"), [("p", "Stop")]),  # it has its voice: once is enough
        ("<p>Kies 3 lessen</p><p>Hallo, <bdi>Rim</bdi></p>", []),
    ],
)
def test_a_voice_stands_at_what_says_it_and_can_be_pressed(body, expected):
    assert marks_of(body, nl="Stop|Kies een les") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Les 3 van 6</p>", [("p", "Les + 3 + van + 6")]),
        ("<p><span>Les 3 van 6</span></p>", [("span", "Les + 3 + van + 6")]),
        ("<a><b>3</b> van 6</a>", [("a", "3 + van + 6")]),
        ("<p>Les 3 van 41</p>", [("p", "Les + 3 + van")]),  # nobody has spoken 41: it stands there to be seen
        ("<p>Les 3</p><p>Kies 3</p>", [("p", "Les + 3")]),
        ("<p>Het is zaterdag 28 november 2026. Kies les 3.</p>", []),
        ("<p>Les: zaterdag 28 november 2026</p>", [("p", "Les + zaterdag + 28 + november + 2026")]),
        ("<p>3 / 6</p><p>3 / 41</p><p>3 6</p>", [("p", "3 + 6")]),  # of numbers alone all, and "3 6" is one
        ("<p>Les <b data-done>3</b> van 6</p>", [("p", "Les + van + 6")]),  # a script changes the 3
        ("<li><span>Les 3</span><a>Les 6</a></li>", [("span", "Les + 3"), ("a", "Les + 6")]),
        ("<p>Les 3, <bdi>Rim</bdi></p><p>Rim: 3 van 6</p>", []),
    ],
)
def test_a_sentence_with_values_is_said_in_its_parts(body, expected):
    assert marks_of(body, nl="Les|van|3|6|28|2026|november|zaterdag") == expected


def test_no_voice_is_made_of_what_somebody_did_or_when():
    """What waits for a voice is the same for everybody: words of the site, numbers, months and days."""
    said = {text.text for text in media.list_spoken(language="nl")}
    assert {"41", "2026", "november", "zaterdag"} <= said
    with translation.override("nl"):
        sentence = gettext("You finished this lesson on %(day)s. You can read it again.")
    assert {part.strip(" .") for part in sentence.split("%(day)s")} <= said
    assert not {text for text in said if "%" in text or "28 november" in text}


def test_each_text_has_the_voice_of_its_own_language():
    body = '<ul><li><a lang="fr">Stop</a></li><li><a lang="ar">Stop</a></li></ul><p>Stop</p>'
    assert marks_of(body, fr="Stop") == [("a", "Stop")]


def test_in_a_block_of_a_lesson_only_buttons_are_marked_here():
    body = '<section data-block="1"><div class="block-own"><p>Stop</p><button>Stop</button></div><p>Stop</p></section>'
    assert marks_of(body, nl="Stop") == [("button", "Stop"), ("p", "Stop")]


def test_a_token_of_a_form_is_left_as_it_is_and_does_not_make_it_another_page(django_assert_num_queries):
    voice_texts("nl", ["Stop"])
    form = '<form><input type="hidden" name="csrfmiddlewaretoken" value="{}"><p>Stop</p></form>'
    assert f'value="{"a" * 64}"' in hear(page_of(form.format("a" * 64))).decode()
    with django_assert_num_queries(0):
        second = hear(page_of(form.format("b" * 64))).decode()
    assert f'value="{"b" * 64}"' in second and 'data-voice="nl0"' in second


def test_a_new_voice_is_heard_in_a_page_that_was_read_before():
    voice_texts("nl", ["Stop"])
    assert hear(page_of("<p>Stop</p><p>Verder</p>")).count(b"data-voice") == 1
    voice_texts("nl", ["Verder"])
    assert hear(page_of("<p>Stop</p><p>Verder</p>")).count(b"data-voice") == 2


def test_nothing_of_a_page_is_kept():
    voice_texts("nl", ["Stop"])
    hear(page_of("<p>Hallo, Rim Haddad</p><p>Stop</p>"))
    assert "Rim" not in str(dict(hearing._pieces))


def test_a_page_that_cannot_ask_the_database_still_comes(monkeypatch):
    def fail():
        raise DatabaseError("nobody there")

    monkeypatch.setattr(lessons, "get_voices", fail)
    assert hear(page_of("<p>Stop</p>")) == page_of("<p>Stop</p>").replace(b"<!--listen-page-->", b"")


def test_where_nobody_speaks_nothing_is_read_and_nothing_loaded(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(hearing, "_read", None)
    with django_assert_num_queries(0):
        page = client.get("/ar/accessibility/").content.decode()
    assert "listen" not in page and "data-voice" not in page


@pytest.mark.parametrize("code", SILENT)
def test_a_language_that_nobody_speaks_has_no_button_but_the_other_languages_say_their_names(client, code):
    names = voice_everything("ar")
    page = client.get(f"/{code}/sign-in/").content.decode()
    assert "data-listen-all" not in page
    assert re.findall(r'data-voice="(\w+)"', page) == [names["العربية"]]


def test_a_page_of_another_language_offers_no_reading_aloud(client):
    voice_everything("ar")
    assert "data-listen-all" in client.get("/ar/help/").content.decode()
    assert "data-listen-all" not in client.get("/nl/help/").content.decode()


def test_a_wrong_card_is_heard_too(client):
    names = voice_everything("ar")
    page = client.post("/ar/sign-in/", {"digits": "123"}).content.decode()
    with translation.override("ar"):
        wrong = gettext("These are not all the numbers of your card, or too many. Look at your card again.")
    assert f'<p data-voice="{names[wrong]}" class="field-error">' in page


def test_errors_are_pages_that_can_be_heard(client):
    voice_everything("ar")
    missing = client.get("/ar/there-is-no-such-page/")
    refused = Client(enforce_csrf_checks=True).post("/ar/sign-in/")
    assert (missing.status_code, refused.status_code) == (404, 403)
    assert all("data-listen-all" in page.content.decode() for page in (missing, refused))


def test_staff_pages_have_no_such_button(client):
    voice_everything("nl")
    assert "data-listen-all" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("language", list_languages(), ids=lambda language: language.code)
def test_what_the_interface_says_in_a_language_can_be_recorded_first(language):
    said = [text for text in media.list_spoken(language=language.code) if not text.where]
    with translation.override(language.code.lower()):
        on_the_keypad, name = {gettext("Go on"), gettext("Start again"), "1", "9"}, language.endonym
    assert {name, *on_the_keypad} <= {text.text for text in said}
    assert not [text.text for text in said if set(text.text) & set("%{<")]


def test_what_only_staff_read_is_no_phrase():
    said = {text.text for text in media.list_spoken(language="nl")}
    with translation.override("nl"):
        assert gettext("There is no machine voice for this language.") not in said
        assert gettext("Ask a human") in said
