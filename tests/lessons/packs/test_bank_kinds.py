"""The folder of a bank says so many right answers, answers to type, and places in a picture; the rest is refused."""

import re
import shutil
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from assessments import api as assessments
from assessments.models import Bank, BankQuestion
from lessons.packs.banks_loading import load_bank
from lessons.packs.problems import BadPack
from media.models import Picture

from .support import NOW, list_results, list_stored_files

BANK = Path(__file__).with_name("data") / "oefenbank"
ABOUT = {"objective": "wonen-waarborg", "section": "practical", "use": "practice", "facts": ["waarborg-maximum"]}
CHOOSE = ABOUT | {
    "id": "wonen-011",
    "kind": "choose",
    "stem": "Wat doet u? Kies er twee.",
    "explanation": "Zo is het.",
    "options": [
        {"id": "a", "text": "Tekenen.", "correct": True},
        {"id": "b", "text": "Betalen.", "correct": True},
        {"id": "c", "text": "Wachten.", "correct": False, "feedback": "Nee."},
    ],
}
TYPED = ABOUT | {
    "id": "wonen-012",
    "kind": "short_text",
    "stem": "Wat betaalt u voor u verhuist?",
    "explanation": "De waarborg.",
    "answers": ["de waarborg", "huurwaarborg"],
    "forgives_typo": True,
}
PLACE = ABOUT | {
    "id": "wonen-013",
    "kind": "hotspot",
    "stem": "Waar drukt u?",
    "explanation": "Op de bel.",
    "picture": "deur",
    "options": [
        {"id": "a", "text": "De bel.", "correct": True, "area": [0, 0, 50, 50]},
        {"id": "b", "text": "Het slot.", "correct": False, "area": [50, 50, 50, 50]},
    ],
}
ENGLISH = {
    "wonen-011": {
        "stem": "What do you do? Choose two.",
        "explanation": "So it is.",
        "options": {"a": {"text": "Sign."}, "b": {"text": "Pay."}, "c": {"text": "Wait.", "feedback": "No."}},
    },
    "wonen-012": {"stem": "What do you pay first?", "explanation": "The deposit.", "answers": ["the deposit"]},
    "wonen-013": {
        "stem": "Where do you press?",
        "explanation": "On the bell.",
        "options": {"a": {"text": "The bell."}, "b": {"text": "The lock."}},
    },
}
DOOR = [
    {
        "id": "deur",
        "file": "deur.svg",
        "kind": "image",
        "licence": "CC-BY-SA-4.0",
        "author": "Ligo",
        "alt": {"nl": "Een deur met een bel en een slot.", "en": "A door with a bell and a lock."},
    }
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100"><path d="M0 0h200v100H0z"/></svg>'


@pytest.fixture
def load(platform, tmp_path):
    """Loads a bank of the three questions: `load(how)`, where `how(dutch, english, media)` may spoil them."""
    folder = Path(shutil.copytree(BANK, tmp_path / "oefenbank"))
    (folder / "media").mkdir()
    (folder / "media" / "deur.svg").write_text(SVG)

    def run(how=lambda dutch, english, pictures: None):
        dutch, english, pictures = deepcopy(({q["id"]: q for q in (CHOOSE, TYPED, PLACE)}, ENGLISH, DOOR))
        how(dutch, english, pictures)
        for name, data in (
            ("questions/wonen/nl.yaml", list(dutch.values())),
            ("questions/wonen/en.yaml", english),
            ("media/media.yaml", pictures),
        ):
            (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load_bank(folder=folder, at=NOW)

    return run


def current(key):
    return BankQuestion.objects.select_related("question__current__question").get(key=key).question.current


def test_each_kind_is_frozen_in_the_languages_it_has_and_twice_is_once(load):
    load()
    assert current("wonen-011").key == {"correct": ["a", "b"]}
    typed = current("wonen-012")
    assert typed.key == {
        "accepted": {"nl": ["de waarborg", "huurwaarborg"], "en": ["the deposit"]},
        "forgives_typo": True,
    }
    assert "answers" not in typed.texts["en"]
    assert assessments.score_response(version=typed, response={"text": "Huurwarborg!"}).is_correct
    place = current("wonen-013")
    assert place.picture == {"key": "deur", "areas": {"a": [0, 0, 50, 50], "b": [50, 50, 50, 50]}}
    assert Picture.objects.get(key="deur").alt_texts["en"] == "A door with a bell and a lock."
    assert all(version.languages == ["en", "nl"] for version in map(current, ("wonen-011", "wonen-012", "wonen-013")))
    assert list_results(load()) == {"unchanged"}


def test_an_answer_that_stands_in_its_question_is_noted(load):
    report = load(lambda dutch, english, pictures: english["wonen-012"].update(stem="Do you pay The deposit first?"))
    assert "wonen-012 says “the deposit” in its question in “en”." in report.notes


def of(key, **values):
    return lambda dutch, english, pictures: dutch[key].update(values)


def option(key, number, **values):
    return lambda dutch, english, pictures: dutch[key]["options"][number].update(values)


def english(key, **values):
    return lambda dutch, english, pictures: english[key].update(values)


MISTAKES = {
    "one right of so many": (option("wonen-011", 1, correct=False), r"wonen-011: two options or more are correct"),
    "all of them right": (option("wonen-011", 2, correct=True), r"wonen-011: two options or more are correct"),
    "no answers": (of("wonen-012", answers=[]), r"wonen-012 → answers: there are too few"),
    "answers of another kind": (of("wonen-011", answers=["a"]), r"wonen-011: a question of kind choose has no answers"),
    "options to type": (of("wonen-012", options=CHOOSE["options"]), r"of kind short_text has no options"),
    "forgiving a choice": (of("wonen-011", forgives_typo=True), r"of kind choose has no forgives_typo"),
    "the same answer twice": (of("wonen-012", answers=["Ja", "ja!"]), r"answers: “ja!” and “Ja” are the same answer"),
    "an answer without letters": (
        english("wonen-012", answers=["?"]),
        r"en.yaml:\d+: wonen-012 → answers: an accepted",
    ),
    "an answer with markup": (
        english("wonen-012", answers=["**a**"]),
        r"wonen-012 → answers: bold works in texts only",
    ),
    "a language without answers": (
        lambda d, e, p: e["wonen-012"].pop("answers"),
        r"wonen-012 → answers: this must be a list",
    ),
    "a number for a text": (english("wonen-012", answers=[112]), r"wonen-012 → answers: this must be a list"),
    "answers for a choice": (english("wonen-011", answers=["a"]), r"wonen-011 → answers: the Dutch has no such text"),
    "no picture": (lambda d, e, p: d["wonen-013"].pop("picture"), r"of kind hotspot needs picture"),
    "a picture for a choice": (of("wonen-011", picture="deur"), r"of kind choose has no picture"),
    "a picture that is not there": (of("wonen-013", picture="raam"), r"media/media.yaml has no picture “raam”"),
    "a decoration": (lambda d, e, p: p[0].update(decorative=True, alt={}), r"is not decorative"),
    "a language without words for it": (
        lambda d, e, p: p[0]["alt"].pop("en"),
        r"the alternative text in “en” is missing",
    ),
    "an option without area": (
        lambda d, e, p: d["wonen-013"]["options"][1].pop("area"),
        r"every option of a hotspot has",
    ),
    "an area for a choice": (option("wonen-011", 0, area=[0, 0, 10, 10]), r"every option of a hotspot has"),
    "areas over each other": (option("wonen-013", 1, area=[40, 40, 50, 50]), r"the areas a and b lie over each other"),
    "an area outside": (option("wonen-013", 1, area=[90, 50, 20, 50]), r"wonen-013 → options: the area b lies in"),
    "two right places": (option("wonen-013", 1, correct=True), r"wonen-013: exactly one option is correct"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_loaded(load, name):
    how, told = MISTAKES[name]
    files = list_stored_files()
    with pytest.raises(BadPack) as refused:
        load(how)
    assert re.search(told, str(refused.value)), str(refused.value)
    assert not Bank.objects.exists() and not Picture.objects.exists() and list_stored_files() == files
