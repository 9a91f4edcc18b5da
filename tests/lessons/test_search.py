"""A lesson is found by the word she types, also when she spells it in her own way."""

import pytest
from django.test import TestCase

from lessons import api as lessons
from lessons.domain.words import fold, is_one_slip_away, list_words
from tests.kept import fetch

from .factories import block, make_lesson, publish, publish_translation

SAID_IN_ARABIC = {
    "Het huurcontract": "عقد الإيجار",
    "Wat staat er in een contract?": "ماذا يوجد في العقد؟",
    "De energie": "الطاقة في بيتك",
    "Gas en elektriciteit.": "الغاز والكهرباء، وأيضًا المستشفى.",
}


@pytest.fixture(scope="session")
def library_rows(module_rows):
    """Two lessons, in Dutch and Arabic; the first comes back."""
    module = module_rows
    contract = make_lesson(module, body=[block("text", "een", text="<p>De vérhuurder tekent de huurovereenkomst.</p>")])
    energy = make_lesson(
        module,
        slug="energie",
        title="De energie",
        summary="Gas en elektriciteit.",
        body=[
            block("text", "twee", text="<p>Wie energie koopt, krijgt een contract: {fact:huurwaarborg-maximum}.</p>")
        ],
    )
    for page in (module, contract, energy):
        publish_translation(
            page, "ar", TestCase.captureOnCommitCallbacks, translate=lambda text: SAID_IN_ARABIC.get(text, text)
        )
    return contract


@pytest.fixture
def library(library_rows, db):
    return fetch(library_rows)


def find(language: str, query: str) -> list[str]:
    return [card.url.rsplit("/", 2)[1] for card in lessons.search_pages(language=language, query=query)]


def list_other(language: str, typed: list[str], *, expected: list[str]) -> dict[str, list[str]]:
    """What each of these words finds, where it is not what was expected."""
    return {words: found for words in typed if (found := find(language, words)) != expected}


def test_words_given_to_the_list_of_lessons_lead_to_the_search(client, library):
    response = client.get("/ar/lessons/", {"q": "الإيجار & غاز"}, follow=True)
    assert response.redirect_chain[0][0].startswith("/ar/search/?q=")
    assert response.context["query"] == "الإيجار & غاز"


def test_arabic_is_found_without_perfect_spelling(library):
    typed = ["الإيجار", "الايجار", "إيجار", "ايجار", "والإيجار", "بالايجار", "للإيجار"]
    typed += ["إِيجَار", "إيـــجار", "ايجاار", "ايجا"]
    assert list_other("ar", typed, expected=["huurcontract"]) == {}


def test_letters_that_are_written_for_each_other_are_the_same(library):
    typed = ["الطاقه", "طاقة", "المستشفي", "مستشفى", "بالغاز", "كهرباء"]
    assert list_other("ar", typed, expected=["energie"]) == {}


def test_dutch_is_found_without_accents_in_parts_and_with_a_slip(library):
    typed = ["verhuurder", "VERHUURDER", "vérhuurder", "verhuur", "verhurder", "verhuurdre"]
    assert list_other("nl", typed, expected=["huurcontract"]) == {}


def test_title_goes_before_text_and_the_whole_word_before_its_beginning(library):
    assert find("nl", "energie") == ["energie"]
    assert find("nl", "contract") == ["huurcontract", "energie"]  # in the summary of the one, in the text of the other


def test_every_word_counts(library):
    assert find("nl", "gas verhuurder") == []
    assert find("nl", "energie koopt") == ["energie"]


def test_what_is_not_there_is_not_found(library):
    """A short word has no slips, and the key of a fact is no word of the lesson."""
    typed = ["huis", "gasz", "zzzzz", "huurwaarborg", "fact", "الخبز"]
    assert list_other("nl", typed, expected=[]) == list_other("ar", typed, expected=[]) == {}


def test_a_search_asks_the_database_for_the_stamp_of_the_content_only(client, library, django_assert_num_queries):
    client.get("/nl/search/", {"q": "energie"})
    with django_assert_num_queries(1):
        client.get("/nl/search/", {"q": "verhuurder"})


def test_a_lesson_is_found_by_its_new_words_as_soon_as_they_are_published(library):
    assert find("nl", "balkon") == []
    library.title = "Het balkon"
    publish(library)
    assert find("nl", "balkon") == ["huurcontract"]


def test_words_are_parted_by_signs_and_vowels_of_tibetan_stay():
    assert list(list_words("Één-twee: `drie`, 4!")) == ["een", "twee", "drie", "4"]
    assert fold("ཁང་པ") != fold("ཁོང་པ")
    assert fold("می\u200cروم") == fold("ميروم")
    assert fold("الله") == "الله"


@pytest.mark.parametrize(
    ("word", "other", "is_near"),
    [
        ("huren", "huren", True),
        ("huren", "hurne", True),
        ("huren", "hure", True),
        ("huren", "huuren", True),
        ("huren", "haren", True),
        ("huren", "haran", False),
        ("huren", "hurenden", False),
        ("", "a", True),
    ],
)
def test_one_slip(word, other, is_near):
    assert is_one_slip_away(word, other) is is_near
