"""Texts with Dutch words and facts: right in every language, and never dangerous, whoever stored them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from curriculum.models import Fact
from lessons.blocks.base import LimitedTextBlock, LineBlock
from lessons.domain.addresses import PhoneNumber, WebAddress
from lessons.domain.markup import Reading, list_fact_keys, render_inline, render_plain, render_rich

from .factories import block, make_lesson

DUTCH_WORD = '<bdi lang="nl" dir="ltr" class="dutch">{}</bdi>'


class Waarborg:
    """A fact in Dutch and Arabic, as the curriculum hands it over."""

    texts = {"nl": "3 maanden huur", "ar": "إيجار 3 أشهر"}

    def value_in(self, language):
        from core.language_text import read_in

        return read_in(self.texts, language)


def read(language: str) -> Reading:
    return Reading(language, {"waarborg": Waarborg()})


def test_a_line_marks_dutch_words_and_states_the_fact_of_today():
    html = render_inline("Le `loyer` : {fact:waarborg}.", read("ar"))
    assert html == f'Le {DUTCH_WORD.format("loyer")} : <bdi class="fact">إيجار 3 أشهر</bdi>.'


def test_a_fact_without_this_language_is_shown_in_dutch_and_marked():
    assert '<bdi lang="nl" dir="ltr" class="fact">3 maanden huur</bdi>' in render_inline("{fact:waarborg}", read("en"))


def test_a_fact_nobody_knows_is_not_invented():
    assert "waarborgen" not in render_inline("{fact:waarborgen}", read("nl"))


def test_stored_words_of_a_fact_are_never_shown():
    html = render_rich('<p><a linktype="fact" id="waarborg">2 maanden</a></p>', read("nl"))
    assert html == '<p><bdi class="fact">3 maanden huur</bdi></p>'


def test_rich_text_keeps_paragraphs_lists_bold_and_words():
    html = render_rich("<p><b>Let op</b> <code>huur</code></p><ul><li>een</li></ul>", read("ar"))
    assert html == f"<p><strong>Let op</strong> {DUTCH_WORD.format('huur')}</p><ul><li>een</li></ul>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "`<b onclick=x()>`",
        '{fact:waarborg}"><script>',
        '<a linktype="fact" id="waarborg" onclick="x()" href="javascript:x()">x</a>',
        "<code><img src=x onerror=alert(1)></code>",
        '<p style="color:red" dir="rtl">x</p>',
        "\u202egnirts",
    ],
)
def test_hostile_text_set_by_code_is_harmless(hostile):
    for html in (render_inline(hostile, read("ar")), render_rich(hostile, read("ar"))):
        tags = BeautifulSoup(html, "html.parser").find_all(True)
        assert {tag.name for tag in tags} <= {"bdi", "p", "strong", "ul", "li"}
        assert {name for tag in tags for name in tag.attrs} <= {"lang", "dir", "class"}
        assert "\u202e" not in html


def test_plain_text_for_attributes_has_no_markup():
    assert render_plain("Bel `het loket`: {fact:waarborg}", read("nl")) == "Bel het loket: 3 maanden huur"


def test_all_facts_of_a_text_are_found():
    assert list_fact_keys(["{fact:een} {fact:twee}", '<a id="drie" linktype="fact">x</a>', "{fact:een}"]) == [
        "een",
        "twee",
        "drie",
    ]


@pytest.mark.django_db
def test_an_author_is_told_what_to_mend():
    for block_type in (LineBlock(), LimitedTextBlock()):
        for mistake in ("een `woord", "{fact: waarborg}", "{fact:bestaat-niet}"):
            with pytest.raises(ValidationError):
                block_type.clean(block_type.to_python(mistake))
        assert block_type.clean(block_type.to_python("een `woord`"))


def test_rich_text_is_clean_in_the_database_too():
    block_type = LimitedTextBlock()
    value = block_type.normalize("<p>Dag<script>x()</script></p>")
    assert block_type.get_prep_value(value) == "<p>Dag</p>"


@pytest.mark.django_db
def test_a_page_made_by_code_is_served_clean(client, module):
    make_lesson(
        module,
        title="Titel <script>alert(1)</script>",
        summary="\u003cimg src=x onerror=alert(1)>",
        body=[
            block("text", "a", text="<p onclick=x()>Dag <script>alert(1)</script></p>"),
            block("heading", "b", text="<script>alert(2)</script>"),
            block("link", "c", text="x", url="javascript:alert(3)", about=""),
        ],
    )
    html = client.get("/nl/ligo/wonen/huurcontract/").content.decode()
    assert "<script>alert" not in html and "onclick" not in html and "<img src=x" not in html
    assert 'href="javascript' not in html


@pytest.mark.django_db
def test_a_changed_fact_changes_the_page_in_every_language_and_its_sources(client, module):
    from curriculum import api as curriculum

    fact = Fact.objects.create(
        key="waarborg",
        kind="amount",
        region="flanders",
        display={"nl": "3 maanden huur"},
        statement={"nl": "De waarborg is ten hoogste 3 maanden huur."},
        source="https://www.vlaanderen.be/waarborg",
        source_name="vlaanderen.be",
        confidence="official",
    )
    lesson = make_lesson(module, body=[block("text", "a", text="<p>Ten hoogste {fact:waarborg}.</p>")])
    html = client.get("/nl/ligo/wonen/huurcontract/").content.decode()
    assert '<bdi class="fact">3 maanden huur</bdi>' in html
    unchecked = html.split("lesson-foot")[1]
    sources = f"/nl/lessons/{lesson.translation_key}/sources/"
    assert sources in unchecked and "1 bron, 0 nagekeken" in unchecked
    page = client.get(sources).content.decode()
    assert "https://www.vlaanderen.be/waarborg" in page and "nog niet gecontroleerd" in page
    fact.display, fact.checked_on = {"nl": "2 maanden huur"}, date(2026, 11, 20)
    fact.save()
    curriculum.forget_facts()
    html = client.get("/nl/ligo/wonen/huurcontract/").content.decode()
    assert "2 maanden huur" in html and "3 maanden huur" not in html
    assert "1 bron, 1 nagekeken" in html.split("lesson-foot")[1]
    assert "20 november 2026" in client.get(sources).content.decode() and "2026" not in unchecked


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("https://www.vlaanderen.be/huren", "https://www.vlaanderen.be/huren", "vlaanderen.be/huren"),
        ("vlaanderen.be", "https://vlaanderen.be", "vlaanderen.be"),
        ("javascript:alert(1)", "", "javascript:alert(1)"),
        ("https://x.be:abc@evil.example/ x", "", "https://x.be:abc@evil.example/ x"),
        ("uw gemeente", "", "uw gemeente"),
    ],
)
def test_only_web_addresses_can_be_pressed(text, href, shown):
    address = WebAddress.read(text, Reading("nl"))
    assert (address.href, address.shown) == (href, shown)


@pytest.mark.parametrize(
    ("text", "href"), [("1700", "tel:1700"), ("+32 9 000 00 00", "tel:+3290000000"), ("zie uw kaart", "")]
)
def test_only_numbers_can_be_called(text, href):
    assert PhoneNumber.read(text, Reading("nl")).href == href
