"""A guest reads lessons, in Dutch and in Arabic, with the Dutch beside it; nothing is kept."""

import re

import pytest
from bs4 import BeautifulSoup

from .factories import block_id, make_lesson, make_module, publish, publish_translation, sign_off

pytestmark = pytest.mark.django_db

DUTCH = "/nl/ligo/wonen/huurcontract/"
ARABIC = "/ar/ligo/wonen/huurcontract/"


def read(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def find_block(page: BeautifulSoup, name: str):
    return page.find(id=f"block-{block_id(name)}")


def test_guest_reads_a_lesson_and_nothing_is_kept(client, lesson):
    response = client.get(DUTCH)
    assert response.status_code == 200
    assert "Het huurcontract" in response.content.decode()
    assert {"private", "no-store"} == set(response["Cache-Control"].split(", "))
    assert "sessionid" not in response.cookies


def test_blocks_stand_in_the_order_of_the_author(client, lesson):
    page = read(client, DUTCH)
    assert [part["data-block"] for part in page.select("[data-block]")] == [str(part.id) for part in lesson.body]


def test_a_translation_says_that_it_is_one_and_has_its_own_direction(client, arabic):
    page = read(client, ARABIC)
    article = page.find("article")
    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    assert page.select_one(".translation-label") is not None
    assert read(client, DUTCH).select_one(".translation-label") is None


def test_dutch_stands_beside_every_block_when_asked(client, arabic):
    page = read(client, ARABIC + "?dutch=1")
    for section in page.select("[data-block]"):
        own, dutch = section.select_one(".block-own"), section.select_one(".block-dutch, .line-dutch")
        assert (own["lang"], own["dir"], dutch["lang"], dutch["dir"]) == ("ar", "rtl", "nl", "ltr")
    assert "[ar] De huur" in find_block(page, "kop").select_one(".block-own").get_text()
    assert "De huur" in find_block(page, "kop").select_one(".block-dutch").get_text()
    assert not read(client, ARABIC).select(".block-dutch, .line-dutch")


def test_dutch_stands_under_each_line_of_steps_of_a_talk_and_of_tasks(client, arabic):
    page = read(client, ARABIC + "?dutch=1")

    def lines(name: str, place: str) -> list[str]:
        assert not find_block(page, name).select(".block-dutch")
        return [line.select_one(".line-dutch").get_text() for line in find_block(page, name).select(place)]

    assert lines("stappen", "li.step") == ["Reken eerst.", "Zoek dan."]
    assert lines("gesprek", "li.turn") == ["Goedemorgen.", "Dag mevrouw."]
    assert lines("doe-dit", "label") == ["Ik bel het woonloket."]
    assert find_block(page, "stappen").select_one("h2 .line-dutch").get_text() == "Zo zoekt u"


def test_a_word_card_has_the_word_and_the_example_in_both_languages(client, arabic):
    card = find_block(read(client, ARABIC), "woord")
    dutch, own = card.select_one("dfn"), card.select_one(".word-own")
    assert (dutch["lang"], dutch.get_text(), own.get_text()) == ("nl", "de huurwaarborg", "[ar] de huurwaarborg")
    examples = [(line.get("lang"), line.get_text()) for line in card.select(".word-example")]
    assert examples == [("nl", "Ik betaal de huurwaarborg."), (None, "[ar] Ik betaal de huurwaarborg.")]


def test_a_word_that_reads_the_same_in_both_languages_stands_there_once(client, lesson, run_on_commit):
    publish_translation(lesson, "en", run_on_commit, translate=lambda text: text)
    card = find_block(read(client, ARABIC.replace("/ar/", "/en/")), "woord")
    assert card.get_text().count("de huurwaarborg") == 2  # the word, and within the example
    assert len(card.select(".word-example")) == 1


def test_the_dutch_word_card_says_everything_once(client, lesson):
    card = find_block(read(client, DUTCH), "woord")
    assert card.select_one("dfn").get_text() == "de huurwaarborg" and not card.select(".word-own")
    assert [line.get_text() for line in card.select(".word-example")] == ["Ik betaal de huurwaarborg."]


def test_only_one_of_the_two_columns_can_be_filled_in(client, arabic):
    question = find_block(read(client, ARABIC + "?dutch=1"), "vraag")
    assert question.select(".block-own input[name=choice]")
    assert not question.select(".block-dutch input")


def test_the_dutch_page_has_no_second_dutch_column(client, lesson):
    assert not read(client, DUTCH + "?dutch=1").select(".block-dutch")


def test_the_lesson_says_its_minutes_and_its_weight(client, lesson):
    lesson.refresh_from_db()
    assert lesson.weight_text and lesson.weight_text > 6_000
    meta = read(client, DUTCH).select_one(".lesson-meta").get_text()
    assert "20" in meta and f"{-(-lesson.weight_text // 1000)} kB" in meta


def test_light_reading_is_asked_for_by_the_phone_or_by_the_person(client, lesson):
    def offers(address: str, **headers) -> str:
        page = BeautifulSoup(client.get(address, headers=headers).content, "html.parser")
        return page.select_one("button[name=saves_data]")["value"]

    assert offers(DUTCH) == "on"
    assert offers(DUTCH, **{"Save-Data": "on"}) == "off"
    assert offers(DUTCH + "?light=1") == "off"


def test_a_lesson_that_is_not_in_this_language_is_offered_in_the_others(client, lesson):
    response = client.get(ARABIC)
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html.parser")
    assert [link["href"] for link in page.select("main a[hreflang]")] == [DUTCH]


def test_what_does_not_exist_is_a_plain_404(client, lesson):
    assert client.get("/nl/ligo/wonen/niets/").status_code == 404
    assert client.get("/nl/ligo/wonen/niets/").templates[0].name != "lessons/not_in_language.html"


def test_the_module_lists_its_lessons_with_minutes_and_kilobytes(client, module, lesson):
    make_lesson(module, slug="waarborg", title="De waarborg", minutes=10)
    page = read(client, "/nl/ligo/wonen/")
    titles = [card.get_text(" ", strip=True) for card in page.select(".lesson-card-title")]
    assert titles == ["1. Het huurcontract", "2. De waarborg"]
    assert all("kB" in card.get_text() for card in page.select(".lesson-card"))


def test_a_module_that_is_a_draft_says_it_once_for_all_its_lessons(client, module, lesson, run_on_commit):
    for page in (module, lesson):
        publish_translation(page, "ar", run_on_commit)
    page = client.get("/ar/ligo/wonen/").content.decode()
    assert page.split("<footer")[0].count("مسودة") == 1
    sign_off(module.get_translations().get(locale__language_code="ar"))
    assert client.get("/ar/ligo/wonen/").content.decode().split("<footer")[0].count("مسودة") == 1, "of the lesson now"


def test_next_and_previous_follow_the_dutch_order(client, module, lesson, run_on_commit):
    second = make_lesson(module, slug="waarborg", title="De waarborg")
    publish_translation(second, "ar", run_on_commit)
    publish_translation(lesson, "ar", run_on_commit)
    links = [link["href"] for link in read(client, ARABIC).select(".lesson-next a")]
    assert links == ["/ar/ligo/wonen/waarborg/"]
    second.move(lesson, pos="left")
    links = [link["href"] for link in read(client, "/ar/ligo/wonen/waarborg/").select(".lesson-next a")]
    assert links == [ARABIC]


def test_home_names_the_themes_with_lessons_and_those_without(client, module, lesson):
    from django.core.management import call_command

    call_command("load_curriculum", verbosity=0)
    page = read(client, "/nl/")
    assert page.select_one('a.row-link[href="/nl/ligo/wonen/"]') is not None
    empty = page.select_one("[aria-labelledby=themes-to-come]").get_text()
    assert "Gezondheid" in empty and "Wonen" not in empty


def test_organisation_lists_only_its_own_modules(client, lesson, other_office):
    other = make_module(organisation=other_office, title="Werken", slug="werken")
    make_lesson(other, slug="solliciteren", title="Solliciteren")
    page = read(client, "/nl/ligo/")
    assert [link["href"] for link in page.select("a.row-link")] == ["/nl/ligo/wonen/"]
    other.title = "Aan het werk"
    publish(other)
    assert "Aan het werk" in client.get("/nl/agii-hasselt/").content.decode()


def test_the_page_tree_cannot_take_an_address_of_the_platform(lesson):
    from django.core.exceptions import ValidationError

    shelf = lesson.get_parent().get_parent().specific
    shelf.slug = "search"
    with pytest.raises(ValidationError) as refusal:
        shelf.full_clean()
    assert refusal.value.error_dict["slug"][0].code == "reserved_slug"


def test_a_fresh_page_costs_few_queries_and_a_known_one_a_single_one(client, lesson, django_assert_num_queries):
    client.get(DUTCH)
    with django_assert_num_queries(1):  # the stamp of the content
        client.get(DUTCH)


def test_a_module_costs_the_same_queries_however_many_lessons_it_has(client, module, django_assert_num_queries):
    """1 and 3 lessons. Only from cold each lesson is drawn once, to know what it weighs on a phone that takes it along."""
    from lessons.domain.memory import forget_everything

    make_lesson(module, slug="een")
    for count in (1, 3):
        while len(module.get_children()) < count:
            make_lesson(module, slug=f"les-{len(module.get_children())}")
            module.refresh_from_db()
        forget_everything()
        with django_assert_num_queries(15 + 5 * count):
            client.get("/nl/ligo/wonen/")
        with django_assert_num_queries(1):
            client.get("/nl/ligo/wonen/")


def test_no_inline_style_or_script_reaches_a_reader(client, arabic):
    html = client.get(ARABIC + "?dutch=1").content.decode()
    assert not re.search(r"\sstyle=|<script(?![^>]*\bsrc=)|\son\w+=", html)
