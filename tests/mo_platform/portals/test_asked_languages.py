"""A guest is answered in the language her browser asks for, or told in that language that we do not speak it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core import api as core
from mo_platform.domain import interface_checks


def answer(address: str, asks: str):
    return Client(headers={"accept-language": asks}).get(address)


@pytest.mark.parametrize(
    ("asks", "home"),
    [
        ("", "/nl/"),
        ("*", "/nl/"),
        ("ar-SY,ar;q=0.9,en;q=0.8", "/ar/"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "/nl/"),
        ("uk-UA,uk;q=0.9", "/nl/"),
        ("uk-UA,uk;q=0.9,nl;q=0.8,en-US;q=0.7", "/en/"),
        ("ti,fr;q=0.9,en;q=0.8,nl;q=0.7", "/fr/"),
        ("zh-CN,zh;q=0.9,fr;q=0.5", "/fr/"),
        ("x" * 900, "/nl/"),
    ],
)
def test_the_first_address_leads_to_the_first_language_we_speak(db, four_languages, asks, home):
    assert answer("/", asks).headers["Location"] == home


@pytest.mark.parametrize(("asks", "home"), [("", "/ar/"), ("xx", "/ar/"), ("fr", "/fr/")])
def test_at_an_entrance_the_browser_comes_before_what_was_read_last(db, four_languages, asks, home):
    phone = Client(headers={"accept-language": asks})
    phone.get("/ar/about/")
    assert phone.get("/").headers["Location"] == home
    assert phone.get("/card/").headers["Location"] == f"{home}sign-in/"


def test_a_hidden_draft_is_passed_over_for_a_language_that_is_checked(db):
    interface_checks.remember(core.InterfaceStatus(checked=frozenset({"en"}), offers_drafts=False))

    assert answer("/", "fr,en;q=0.8").headers["Location"] == "/en/"
    assert answer("/fr/sign-in/", "en").headers["Content-Language"] == "fr"


@pytest.mark.parametrize("address", ["/nl/", "/en/sign-in/"])
def test_a_guest_reads_in_her_own_language_that_we_do_not_speak_it(db, four_languages, course, address):
    ukrainian = core.get_language("uk")

    text = answer(address, "uk-UA,uk;q=0.9,en;q=0.8").content.decode()

    assert f'<p lang="uk" dir="ltr">{ukrainian.not_yet}</p>' in text


@pytest.mark.parametrize("entrance", ["/", "/card/"])
def test_who_says_nothing_of_her_language_finds_all_of_them_in_sight(db, four_languages, course, entrance):
    phone = Client()
    page = phone.get(entrance, follow=True)
    shown = BeautifulSoup(page.content, "html.parser").select(".languages a")
    assert [(link["lang"], link["dir"], link.get_text()) for link in shown] == [
        (language.code, language.direction, language.endonym)
        for language in core.list_languages()
        if core.is_offered(language)
    ]
    chosen = phone.get(next(link["href"] for link in shown if link["lang"] == "ar"))
    assert chosen.headers["Content-Language"] == "ar"
    assert 'class="languages' not in chosen.content.decode(), "she chose; the menu above stays"


@pytest.mark.parametrize("asks", ["ar", "nl-BE", "uk-UA,uk;q=0.9,en;q=0.5"])
@pytest.mark.parametrize("entrance", ["/", "/card/"])
def test_who_says_which_language_she_reads_sees_no_list_of_them(db, four_languages, course, entrance, asks):
    phone = Client(headers={"accept-language": asks})
    assert 'class="languages' not in phone.get(entrance, follow=True).content.decode()


def test_the_sentence_runs_as_its_script_does(db, four_languages, course):
    text = answer("/nl/", "fa-AF,fa;q=0.9").content.decode()

    assert '<p lang="fa-AF" dir="rtl">' in text
    assert "fonts/arab.css" in text


@pytest.mark.parametrize("asks", ["", "ar,uk;q=0.5", "zh-CN", "nl"])
def test_who_asks_for_a_language_we_speak_or_do_not_know_is_told_nothing(db, four_languages, course, asks):
    text = answer("/nl/", asks).content.decode()

    assert not any(language.not_yet and language.not_yet in text for language in core.list_languages())


@pytest.mark.parametrize("language", core.list_languages(), ids=lambda language: language.code)
def test_where_drafts_are_shown_every_language_of_the_registry_is_spoken(db, course, language):
    code = language.code
    assert answer("/", f"{code},nl;q=0.1").headers["Location"] == f"/{code.lower()}/"
    text = answer("/nl/", code).content.decode()
    assert not language.not_yet or language.not_yet not in text
