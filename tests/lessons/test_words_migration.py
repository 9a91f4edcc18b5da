"""Words that were stored with an example of their own and a Dutch one keep the one that was written."""

import json
from importlib import import_module

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.blocks import StreamValue

from lessons.models import LessonPage

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


def test_stored_lessons_and_their_drafts_keep_the_sentence(lesson):
    old = [dict(block) for block in lesson.body.raw_data]
    word = next(block for block in old if block["type"] == "word")
    word["value"] = {**word["value"], "example": "", "example_nl": "Ik betaal de huur."}
    before = StreamValue(LessonPage.body.field.stream_block, old, is_lazy=True)
    LessonPage.objects.filter(pk=lesson.pk).update(body=before)
    revision = lesson.latest_revision
    revision.content["body"] = json.dumps(old)
    revision.save()
    state = MigrationLoader(connection).project_state(("mo_lessons", "0003_a_module_counts_its_lessons"))

    migration.Migration.operations[0].migrate_stream_data_forward(state.apps, None)

    revision.refresh_from_db()
    for page in (LessonPage.objects.get(pk=lesson.pk), revision.as_object()):
        (after,) = (block for block in page.body if block.block_type == "word")
        assert after.value["example"] == "Ik betaal de huur."
