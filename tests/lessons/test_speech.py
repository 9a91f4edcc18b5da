"""What a page says aloud is what stands on it, passage by passage, each in its own language."""

import pytest

from lessons.domain.body import render_body
from lessons.domain.sound import describe_sound
from lessons.domain.speech import list_passages, mark_voices
from lessons.models import LessonPage
from media import api as media
from tests.media.voices import voice_everything

from .factories import make_all_blocks, make_lesson, make_question, publish_translation


def voice(token="tok", *, is_machine=False, size=4000, sentences=()) -> media.Voice:
    return media.Voice(token, is_machine, size, 1500, sentences)


def say(html: str, language: str = "nl") -> list[tuple[str, str]]:
    return [(passage.language, passage.text) for passage in list_passages(html, language=language)]


def test_paragraphs_and_lines_are_passages_and_a_dutch_word_stays_in_its_sentence():
    html = (
        '<p>يطلب <bdi lang="nl" dir="ltr" class="dutch">de verhuurder</bdi> مالا.</p><ul><li>واحد</li><li>اثنان</li></ul>'
        '<p><span>سطر</span><span class="line-dutch" lang="nl" dir="ltr">Een lijn</span></p>'
    )
    assert say(html, "ar") == [
        ("ar", "يطلب de verhuurder مالا."),
        ("ar", "واحد"),
        ("ar", "اثنان"),
        ("ar", "سطر"),
        ("nl", "Een lijn"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p><svg><title>Luidspreker</title></svg></p>",
        "<select><option>1</option></select>",
        "<p data-quiet>https://www.vlaanderen.be</p>",
        "<p>…</p>",
        "",
    ],
)
def test_what_is_no_word_is_not_read(html):
    assert say(html) == []


def test_only_an_attribute_is_added_to_the_html():
    html = '<div>\n<p class="a">Een &amp; ander<br>\n</p> <input type="radio" name="choice" value="x" required><p>Twee</p></div>'
    passages = list_passages(html, language="nl")
    marked = mark_voices(html, passages, {passages[0].key: voice("een", sentences=((0, 0, 3), (900, 4, 11)))})
    assert passages[0].text == "Een & ander"
    assert marked == html.replace("<p class", '<p data-voice="een" data-sentences="0,0,3;900,4,11" class')


def test_every_block_is_heard_with_all_its_words(module):
    lesson = make_lesson(module, body=make_all_blocks())
    said = {
        fragment.type: [passage.text for passage in list_passages(fragment.inner, language="nl")]
        for fragment in render_body(page=lesson, source=lesson)
    }
    assert said["heading"] == ["De huur"]
    assert said["steps"] == ["Zo zoekt u", "Reken eerst.", "Zoek dan."]
    assert said["dialogue"] == ["Aïcha belt", "Aïcha", "Goedemorgen.", "Jan", "Dag mevrouw."]
    assert said["tip"] == ["Tip", "Neem iemand mee."]
    assert said["word"] == ["de huurwaarborg", "Geld dat u later terugkrijgt.", "Ik betaal de huurwaarborg."]
    assert said["question"][0] == "Wat doet u het best? (vraag)"
    assert set(said["question"][1:]) == {"U tekent meteen.", "U vraagt wat de kosten zijn."}
    assert said["checklist"] == ["Doe dit", "Ik bel het woonloket."]
    assert said["addresses"] == ["Woonloket", "Vragen over huren.", "+32 9 000 00 00", "Voorbeeldstraat 1"]
    assert said["link"] == ["Lees meer", "Alles over huren."]
    assert all(said.values())


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "order", "match"])
def test_every_kind_of_question_reads_its_answers_and_no_numbers(module, kind):
    lesson = make_lesson(module, body=[make_question("vraag", kind)])
    (fragment,) = render_body(page=lesson, source=lesson)
    said = [passage.text for passage in list_passages(fragment.inner, language="nl")]
    assert said[0] == "Wat doet u het best? (vraag)"
    assert not [text for text in said if text.isdigit() or text.startswith("Kies 1")]
    assert len(said) >= 3


def test_a_button_stands_only_where_everything_it_names_can_be_heard():
    own = list_passages("<p>واحد</p><p>اثنان</p>", language="ar")
    dutch = list_passages("<p>Een</p>", language="nl")
    one, two, een = (passage.key for passage in [*own, *dutch])

    def choices(voices, is_parallel=False):
        sound = describe_sound([*own, *dutch], voices, language="ar", is_parallel=is_parallel)
        return [(choice.codes, choice.name and choice.name.code, choice.is_own) for choice in sound.choices]

    assert choices({}) == []
    assert choices({one: voice()}) == []
    assert choices({one: voice(), two: voice()}) == [("ar", "ar", True)]
    assert choices({een: voice()}) == [("nl", "nl", False)]
    everything = {one: voice(), two: voice(), een: voice()}
    assert choices(everything) == [("ar nl", None, True)]
    assert choices(everything, is_parallel=True) == [("ar", "ar", True), ("nl", "nl", False)]


def test_a_machine_and_the_weight_are_said():
    passages = list_passages("<p>Een</p><p>Een</p><p>Twee</p>", language="nl")
    voices = {passages[0].key: voice("a", size=3000), passages[2].key: voice("b", size=4000, is_machine=True)}
    sound = describe_sound(passages, voices, language="nl", is_parallel=False)
    assert (sound.is_machine, sound.own.bytes) == (True, 7000)


def test_an_accepted_voice_is_heard_at_once_and_a_changed_sentence_is_silent(
    lesson, client, run_on_commit, django_user_model
):
    url = "/nl/ligo/wonen/huurcontract/"
    assert "data-listen" not in client.get(url).content.decode()

    voice_everything("nl")
    heard = client.get(url).content.decode()
    assert "data-listen-all" in heard and "js/listen.js" in heard

    lesson.body = LessonPage.body.field.to_python([{"type": "text", "value": {"text": "<p>Andere woorden.</p>"}}])
    lesson.save_revision().publish()
    changed = client.get(url).content.decode()
    assert "Andere woorden." in changed and 'data-listen="' not in changed


def test_beside_the_dutch_each_language_has_its_button(lesson, client, run_on_commit):
    publish_translation(lesson, "ar", run_on_commit)
    voice_everything("nl")
    url = "/ar/ligo/wonen/huurcontract/"
    alone, beside = (client.get(url + query).content.decode() for query in ("", "?dutch=1"))

    assert 'data-listen="ar' not in alone + beside
    assert alone.count('data-listen="nl"') < beside.count('data-listen="nl"')
    assert "data-listen-all" not in alone  # nothing of the Arabic can be heard
