"""Dutch words in a lesson can be tapped: what they mean stands below it, in Dutch and in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from curriculum.models import Fact, GlossaryEntry
from lessons.models import LessonPage
from tests.kept import fetch

from .factories import block, block_id, items, make_lesson, publish_translation, sign_off

pytestmark = pytest.mark.django_db

ARABIC = "/ar/ligo/wonen/huurcontract/"
DUTCH = "/nl/ligo/wonen/huurcontract/"
BODY = [
    block(
        "text",
        "tekst",
        text="<p>De <code>verhuurder</code> vraagt een waarborg. Praat met de verhuurder.</p>",
    ),
    block("steps", "stappen", title="", items=items({"text": "Bel de `verhuurder`."}, {"text": "Betaal de waarborg."})),
    block("checklist", "taken", title="Doe dit", items=items({"text": "Ik bel de `verhuurder`."})),
    block("word", "kaart", term="de waarborg", meaning="Geld dat de verhuurder teruggeeft.", example=""),
]


@pytest.fixture(scope="session")
def landlord_rows(kept_rows):
    return GlossaryEntry.objects.create(
        key="verhuurder",
        term="de verhuurder",
        forms="verhuurders",
        meaning={"nl": "Wie een woning verhuurt.", "ar": "من يؤجّر مسكنًا."},
        terms={"ar": "المؤجر"},
    )


@pytest.fixture(scope="session")
def deposit_rows(kept_rows):
    return GlossaryEntry.objects.create(
        key="waarborg", term="de waarborg", meaning={"nl": "Ten hoogste {fact:waarborg}, in het `begin`."}
    )


@pytest.fixture(scope="session")
def lesson_rows(module_rows, landlord_rows, deposit_rows):
    lesson = make_lesson(module_rows, body=BODY)
    publish_translation(lesson, "ar", TestCase.captureOnCommitCallbacks)
    return lesson


@pytest.fixture
def landlord(landlord_rows, db):
    return fetch(landlord_rows)


@pytest.fixture
def deposit(deposit_rows, db):
    return fetch(deposit_rows)


def read(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def taps(page, name: str, side: str = ".block-own") -> list[tuple[str, str]]:
    found = page.find(id=f"block-{block_id(name)}").select(f"{side} a.word-tap")
    return [(tap["href"], tap.get_text()) for tap in found]


def test_in_dutch_each_word_of_the_glossary_can_be_tapped_once_per_block(client, lesson):
    page = read(client, DUTCH)
    both = [("#word-verhuurder", "verhuurder"), ("#word-waarborg", "waarborg")]
    assert taps(page, "tekst") == taps(page, "stappen") == both
    assert [entry["id"] for entry in page.select(".lesson-words li")] == ["word-verhuurder", "word-waarborg"]


def test_what_is_pressed_itself_or_explains_a_word_holds_no_taps(client, lesson):
    page = read(client, DUTCH)
    assert taps(page, "taken") == taps(page, "kaart") == []


def test_in_a_translation_only_the_dutch_words_can_be_tapped(client, lesson):
    page = read(client, ARABIC)
    assert taps(page, "tekst") == [("#word-verhuurder", "verhuurder")]
    word = page.select_one("a.word-tap > bdi")
    assert (word["lang"], word["dir"]) == ("nl", "ltr")


def test_the_dutch_beside_a_translation_can_be_tapped_too(client, lesson):
    page = read(client, ARABIC + "?dutch=1")
    assert taps(page, "tekst", ".block-dutch") == [("#word-verhuurder", "verhuurder"), ("#word-waarborg", "waarborg")]
    assert taps(page, "stappen", ".line-dutch") == taps(page, "tekst", ".block-dutch")


def test_a_word_is_told_in_dutch_and_in_her_language_each_marked_as_such(client, lesson):
    entry = read(client, ARABIC).find(id="word-verhuurder")
    marked = [(part["lang"], part["dir"], part.get_text(strip=True)) for part in entry.select("[lang]")]
    assert marked == [
        ("nl", "ltr", "de verhuurderWie een woning verhuurt."),
        ("ar", "rtl", "المؤجر"),
        ("ar", "rtl", "من يؤجّر مسكنًا."),
    ]


def test_a_word_that_her_language_lacks_says_so(client, lesson):
    entry = read(client, ARABIC + "?dutch=1").find(id="word-waarborg")
    assert len(entry.select(".word-side")) == 2
    assert "ليس" in entry.select(".word-side")[1].get_text() or "بعد" in entry.select(".word-side")[1].get_text()


def test_the_label_of_a_lesson_that_is_a_draft_speaks_for_its_words_too(client, lesson, landlord):
    page = read(client, ARABIC)
    assert [len(page.select(f"{part} .draft-label")) for part in ("main", ".lesson-words", "footer")] == [1, 0, 1]


def test_an_unchecked_translation_of_a_word_is_a_draft_until_somebody_checks_it(client, lesson, landlord):
    sign_off(LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="ar"))
    assert read(client, ARABIC).select_one(".lesson-words .draft-label")
    landlord.checked = {"ar": "Amal, 3 november 2026"}
    landlord.save()
    assert read(client, ARABIC).select_one(".lesson-words .draft-label") is None
    assert read(client, DUTCH).select_one(".lesson-words .draft-label") is None


def test_a_fact_in_a_meaning_is_told_as_it_stands_now(client, lesson):
    fact = Fact.objects.create(
        key="waarborg",
        kind="amount",
        region="flanders",
        display={"nl": "3 maanden huur"},
        statement={"nl": "Ten hoogste 3 maanden."},
        source_name="test",
        confidence="official",
    )
    assert "Ten hoogste 3 maanden huur, in het begin." in read(client, DUTCH).find(id="word-waarborg").get_text()
    fact.display = {"nl": "2 maanden huur"}
    fact.save()
    assert "Ten hoogste 2 maanden huur" in read(client, DUTCH).find(id="word-waarborg").get_text()


def test_a_changed_word_changes_the_kept_page(client, lesson, landlord):
    assert "Wie een woning verhuurt." in read(client, DUTCH).find(id="word-verhuurder").get_text()
    landlord.forms, landlord.term = "", "de eigenaar"
    landlord.save()
    assert taps(read(client, DUTCH), "tekst") == [("#word-waarborg", "waarborg")]
    landlord.delete()
    assert read(client, DUTCH).find(id="word-verhuurder") is None


def test_a_lesson_without_such_words_has_neither_list_nor_script(client, module):
    make_lesson(module, body=BODY)
    html = client.get(DUTCH).text
    assert "lesson-words" not in html and "js/words.js" not in html


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202everhuurder", "{fact:nope}"]
)
def test_what_stands_in_an_entry_is_never_trusted(client, lesson, landlord, evil):
    landlord.term, landlord.meaning = f"de {evil}"[:80], {"nl": evil, "ar": evil}
    landlord.terms, landlord.forms = {"ar": evil}, "verhuurder"
    landlord.save()
    for url in (ARABIC, "/ar/words/"):
        html = client.get(url).text
        assert "<script>" not in html and "<img src=x" not in html
        assert "\u202e" not in BeautifulSoup(html, "html.parser").find(id="word-verhuurder").get_text()


def test_a_link_of_an_author_is_none_even_where_words_can_be_tapped(client, module, landlord):
    text = '<p><a href="//evil.example" class="word-tap">Klik</a> bij de verhuurder.</p>'
    make_lesson(module, body=[block("text", "tekst", text=text)])
    assert taps(read(client, DUTCH), "tekst") == [("#word-verhuurder", "verhuurder")]


def listed(client, query: str = "", language: str = "ar") -> list[str]:
    page = read(client, f"/{language}/words/{query}")
    return [entry["id"].removeprefix("word-") for entry in page.select(".word-table > li")]


def test_all_words_stand_on_one_page_in_the_order_of_either_language(client, landlord, deposit):
    GlossaryEntry.objects.create(key="huis", term="het huis", meaning={"nl": "Waar u woont."}, terms={"ar": "البيت"})
    assert listed(client) == ["huis", "verhuurder", "waarborg"]
    assert listed(client, "?order=own") == ["huis", "verhuurder", "waarborg"]  # baa, meem, and last what is missing
    first = read(client, "/ar/words/?order=own").select(".word-entry > .word-side")[0]
    assert first.get_text(strip=True) == "البيت"
    assert read(client, "/nl/words/?order=own").select(".tabs") == []


@pytest.mark.parametrize("query", ["verhuurder", "Verhuurders", "verhurder", "المؤجر", "مؤجر", "مسكنا"])
def test_a_word_is_found_in_dutch_and_in_her_language_however_she_spells_it(client, landlord, deposit, query):
    assert listed(client, f"?q={query}") == ["verhuurder"]


def test_what_is_not_there_is_not_found(client, landlord, deposit):
    assert listed(client, "?q=fiets") == []
    assert listed(client, "?q=المؤجر", language="nl") == []  # Arabic is no language of the Dutch page
    assert "fiets" in read(client, "/ar/words/?q=fiets").find("input", {"name": "q"})["value"]


def test_without_words_the_page_says_so(client, module):
    assert read(client, "/nl/words/").select_one(".empty-state")


def test_no_page_of_the_tree_may_take_its_address(module):
    from lessons.domain.routing import is_reserved_slug

    assert is_reserved_slug("words")
