"""One world, one site, one phone with scripts and one without, for all pages."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import TestCase

from assessments import api as assessments
from curriculum import api as curriculum
from lessons import api as lessons
from lessons.domain.memory import forget_everything
from tests.lessons.factories import make_all_blocks, make_question, publish, publish_translation
from tests.matrix.world import World, build_world
from tests.media.voices import voice_everything

from .phone import Phone, Site


def forget() -> None:
    cache.clear()
    curriculum.forget_facts()
    curriculum.forget_glossary()
    curriculum.forget_rules()
    forget_everything()
    assessments.forget_remembered_versions()


@pytest.fixture(scope="package")
def furnished(browser, django_db_setup, django_db_blocker):
    """The world of the matrix, with a lesson of every block and every kind of question in Dutch and in Arabic. What the
    site says in Arabic can be heard, the Dutch cannot.

    The browser comes first: Playwright's loop gives this thread another connection than it had before.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        world = build_world()
        lesson = world.lesson
        kinds = ("multiple", "true_false", "order", "match")
        body = make_all_blocks() + [make_question(f"vraag {kind}", kind=kind) for kind in kinds]
        lesson.body = type(lesson).body.field.to_python(body)
        publish(lesson)
        for page in (lesson.get_parent().specific, lesson):
            publish_translation(page, "ar", TestCase.captureOnCommitCallbacks)
        voice_everything("ar")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(furnished, db) -> World:
    """Each test runs in a savepoint of the one world."""
    forget()
    lessons.content_stamp()  # read with it: in which languages anything can be heard
    return furnished


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
