"""One world, one site, one phone with scripts and one without, for all pages."""

import pytest
from django.test import TestCase

from lessons import api as lessons
from tests.lessons.factories import make_all_blocks, make_question, publish, publish_translation
from tests.matrix.world import World, build_world
from tests.media.voices import voice_everything

from .phone import Phone, Site


@pytest.fixture(scope="session")
def furnished_rows(kept_rows):
    """The world of the matrix, with a lesson of every block and every kind of question in Dutch and in Arabic. What the
    site says in Arabic can be heard, the Dutch cannot."""
    world = build_world()
    lesson = world.lesson
    kinds = ("multiple", "true_false", "order", "match")
    body = make_all_blocks() + [make_question(f"vraag {kind}", kind=kind) for kind in kinds]
    lesson.body = type(lesson).body.field.to_python(body)
    publish(lesson)
    for page in (lesson.get_parent().specific, lesson):
        publish_translation(page, "ar", TestCase.captureOnCommitCallbacks)
    voice_everything("ar")
    return world


@pytest.fixture
def world(furnished_rows, db) -> World:
    lessons.content_stamp()  # read with it: in which languages anything can be heard
    return furnished_rows


@pytest.fixture(scope="package")
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="package")
def phone(browser, site):
    phone = Phone(browser, site, has_scripts=True)
    yield phone
    phone.context.close()


@pytest.fixture(scope="package")
def plain_phone(browser, site):
    phone = Phone(browser, site, has_scripts=False)
    yield phone
    phone.context.close()
