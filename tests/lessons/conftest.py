import pytest
from django.test import TestCase

from tests.kept import fetch

from .factories import make_lesson, make_module, publish_translation


@pytest.fixture(scope="session")
def module_rows(kept_rows):
    return make_module()


@pytest.fixture(scope="session")
def lesson_rows(module_rows):
    return make_lesson(module_rows)


@pytest.fixture(scope="session")
def arabic_rows(lesson_rows):
    return publish_translation(lesson_rows, "ar", TestCase.captureOnCommitCallbacks)


@pytest.fixture
def module(module_rows, db):
    return fetch(module_rows)


@pytest.fixture
def lesson(lesson_rows, db):
    return fetch(lesson_rows)


@pytest.fixture
def arabic(arabic_rows, db):
    return fetch(arabic_rows)


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks
