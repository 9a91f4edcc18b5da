import pytest
from django.core.cache import cache

from lessons.domain.memory import forget_everything

from .factories import make_lesson, make_module, publish_translation


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process remembers survives a rolled-back test."""
    cache.clear()
    forget_everything()


@pytest.fixture
def module(db):
    return make_module()


@pytest.fixture
def lesson(module):
    return make_lesson(module)


@pytest.fixture
def arabic(lesson, django_capture_on_commit_callbacks):
    return publish_translation(lesson, "ar", django_capture_on_commit_callbacks)


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks
