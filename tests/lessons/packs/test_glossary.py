"""A pack brings words: written out in glossary.yaml, or taken from the cards of its lessons, which say them once."""

import pytest
import yaml
from wagtail.models import ModelLogEntry

from curriculum.models import GlossaryEntry
from lessons.models import LessonPage
from lessons.packs.problems import BadPack

from .support import list_results

WORDS = [
    {"key": "huurwaarborg", "card": "eerste/woord", "forms": ["huurwaarborgen", "waarborg"]},
    {
        "key": "verhuurder",
        "term": "de verhuurder",
        "meaning": {"nl": "Wie een woning verhuurt.", "ar": "من يؤجّر مسكنًا."},
        "terms": {"ar": "المؤجر"},
    },
]


@pytest.fixture
def write(small_pack):
    def write(words) -> None:
        (small_pack / "glossary.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")

    write(WORDS)
    return write


def test_a_card_is_said_once_and_becomes_a_word_in_every_language_of_the_lesson(write, load):
    report = load()
    assert {o.name for o in report.outcomes if o.kind == "word"} == {"huurwaarborg", "verhuurder"}
    entry = GlossaryEntry.objects.get(key="huurwaarborg")
    assert (entry.term, entry.list_forms()) == ("de huurwaarborg", ["huurwaarborg", "huurwaarborgen", "waarborg"])
    assert entry.meaning["nl"] == "Geld dat u later terugkrijgt."
    assert (entry.terms["ar"], entry.meaning["ar"]) == ("تأمين الإيجار", "مال تستعيده لاحقًا.")
    assert set(entry.meaning) == {"nl", "ar", "fr"}
    assert "glossary.yaml: 1 word without “fr” yet." in report.notes


def test_a_card_may_be_told_in_languages_that_its_lesson_does_not_have_yet(write, load):
    write([WORDS[0] | {"meaning": {"uk": "Гроші, які ви отримаєте назад."}, "terms": {"uk": "застава"}}])
    load()
    entry = GlossaryEntry.objects.get(key="huurwaarborg")
    assert (entry.terms["uk"], entry.meaning["uk"]) == ("застава", "Гроші, які ви отримаєте назад.")
    assert (entry.terms["ar"], entry.meaning["ar"]) == ("تأمين الإيجار", "مال تستعيده لاحقًا.")


def test_twice_changes_nothing_and_a_dry_run_writes_nothing(write, load):
    assert "created" in list_results(load(is_dry_run=True))
    assert not GlossaryEntry.objects.exists()
    load()
    logged = ModelLogEntry.objects.count()
    assert list_results(load()) == {"unchanged"}
    assert ModelLogEntry.objects.count() == logged


def test_a_changed_card_changes_its_word(write, load, edit):
    load()
    edit("lessons/01-eerste/ar.yaml", lambda data: data["blocks"]["woord"].update(term="الضمان"))
    changed = {(o.kind, o.name) for o in load().outcomes if o.result != "unchanged"}
    assert changed == {("word", "huurwaarborg"), ("lesson", "klein/eerste (ar)")}
    assert GlossaryEntry.objects.get(key="huurwaarborg").terms["ar"] == "الضمان"


def test_what_staff_changed_in_the_cms_stays(write, load):
    load()
    GlossaryEntry.objects.filter(key="verhuurder").update(terms={"ar": "صاحب البيت"})
    assert list_results(load()) == {"unchanged"}
    assert GlossaryEntry.objects.get(key="verhuurder").terms == {"ar": "صاحب البيت"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"card": "eerste/nergens"}, "huurwaarborg → card: there is no word block “eerste/nergens”"),
        ({"card": "eerste/tip"}, "there is no word block “eerste/tip”"),
        ({"card": None}, "a word has a card, or a term and a meaning in Dutch"),
        ({"term": "de waarborg"}, "do not write them here too"),
        ({"meaning": {"nl": "Geld."}}, "do not write them here too"),
        ({"meaning": {"ar": "مال"}}, "huurwaarborg → meaning → ar: the card says it in “ar”"),
        ({"terms": {"fr": "la garantie"}}, "the card says it in “fr”"),
        ({"colour": "red"}, "this is not known here"),
        ({"key": "verhuurder"}, "this word stands in the pack twice"),
        ({"forms": ["Verhuurder"]}, "verhuurder: “verhuurder” hoort al bij “huurwaarborg”"),
    ],
)
def test_a_mistake_in_a_word_keeps_the_whole_pack_out(write, load, wrong, says):
    write([WORDS[0] | wrong, WORDS[1]])
    with pytest.raises(BadPack) as refused:
        load()
    assert says in str(refused.value)
    assert not GlossaryEntry.objects.exists() and not LessonPage.objects.exists()


@pytest.mark.parametrize(
    ("meaning", "says"),
    [
        ({"nl": "Wie {fact:niets} verhuurt."}, "there is no fact “niets”"),
        ({"nl": "Zie {fact:waarborg-maximum}.", "uk": "{fact:waarborg-maximum}"}, "the value in “uk” is missing"),
        ({"nl": "Een.\nTwee."}, "this must be one line"),
        ({"nl": "Wie verhuurt.", "xx": "x"}, "this language is not in the registry"),
        ({"ar": "مال"}, "a word has a card, or a term and a meaning in Dutch"),
    ],
)
def test_the_text_of_a_word_is_checked_like_that_of_a_lesson(write, load, meaning, says):
    write([WORDS[0], WORDS[1] | {"meaning": meaning}])
    with pytest.raises(BadPack) as refused:
        load()
    assert says in str(refused.value)
