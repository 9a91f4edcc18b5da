"""What an author is told of a question before somebody else reads it."""

import pytest

from lessons.domain.question_lint import lint_question

pytestmark = pytest.mark.django_db


def find(*, right="Drie maanden huur.", wrong="Twee jaar huur.", stem="Hoeveel is de waarborg?", other=None):
    """What is said of a single choice in Dutch, and in French when `other` texts are given: (language, is_mistake)."""
    texts = {"stem": stem, "explanation": "", "options": {"a": {"text": right}, "b": {"text": wrong}}}
    languages = {"nl": texts}
    if other is not None:
        languages["fr"] = {
            "stem": other.get("stem", "Combien ?"),
            "explanation": "",
            "options": {"a": {"text": other.get("a", "Trois mois.")}, "b": {"text": other.get("b", "Deux ans.")}},
        }
    found = lint_question({"kind": "single", "key": {"correct": ["a"]}, "languages": languages})
    return [(finding.language, finding.is_mistake) for finding in found]


@pytest.mark.parametrize(
    "texts",
    [
        {"right": "Drie maanden huur, want dat staat zo in het decreet.", "wrong": "Niets."},
        {"right": "U vraagt het.", "wrong": "U betaalt altijd."},
        {
            "stem": "Wat doet u met een ingebrekestelling?",
            "right": "De ingebrekestelling lezen.",
            "wrong": "Eerst gewoon niets doen.",
        },
        {"right": "Drie maanden", "wrong": "Twee jaar."},
    ],
    ids=["longer", "absolute", "repeated", "a sentence"],
)
def test_what_gives_the_answer_away(texts):
    assert find(**texts) == [("nl", False)]


def test_a_fact_is_neither_long_nor_a_sentence():
    facts = find(right="{fact:niets}", wrong="2 jaar")
    assert facts == [("nl", True)], "only that there is no such fact"


@pytest.mark.parametrize(
    ("dutch", "other"),
    [
        ({"stem": "Na 3 maanden?"}, {"stem": "Après 4 mois ?"}),
        ({}, {"a": "Deux ans."}),
        ({"stem": "Hoeveel moet u betalen?"}, {"stem": "Hoeveel moet u betalen?"}),
    ],
    ids=["number", "same answers", "still Dutch"],
)
def test_what_a_translation_got_wrong(dutch, other):
    assert ("fr", True) in find(**dutch, other=other)


@pytest.mark.parametrize(
    ("dutch", "other", "said"),
    [
        ({"stem": "Belt u de VDAB?"}, {"stem": "Vous téléphonez ?"}, [("fr", False)]),
        ({"stem": "Is het de EU of Albert II?"}, {"stem": "C'est l'UE ?"}, []),
        ({"stem": "Na 1 000 euro?"}, {"stem": "Après 1.000 euros ?"}, []),
        ({"right": "Twee grote dieren."}, {"a": "Twee grote dieren."}, [("fr", False)]),
    ],
)
def test_what_a_translation_may_have_lost(dutch, other, said):
    assert find(**dutch, other=other) == said
