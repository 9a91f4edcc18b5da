"""Words that were stored with an example of their own and a Dutch one keep the one that was written."""

from importlib import import_module

migration = import_module("lessons.migrations.0004_one_example_per_word")


def migrate(**example) -> dict:
    word = {"type": "word", "id": "1", "value": {"term": "de huur", "meaning": "Geld.", **example}}
    (after,) = migration.KeepTheDutchExample().apply([word])
    return after


def test_dutch_example_becomes_the_example():
    after = migrate(example="", example_nl="Ik betaal de huur.")
    assert after["value"] == {"term": "de huur", "meaning": "Geld.", "example": "Ik betaal de huur."}
    assert after["id"] == "1"


def test_translated_example_stays():
    assert migrate(example="I pay the rent.", example_nl="Ik betaal de huur.")["value"]["example"] == "I pay the rent."


def test_word_without_an_example_and_other_blocks_stay_as_they_are():
    assert migrate()["value"]["example"] == ""
    text = {"type": "text", "id": "2", "value": {"text": "<p>Hallo.</p>"}}
    assert migration.KeepTheDutchExample().apply([text]) == [text]
