import pytest
from django.core.cache import cache

from lessons.domain.memory import forget_everything
from media import api as media
from tests.factories import NOW
from tests.media.sounds import make_wav

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


@pytest.fixture
def give_voices(db):
    """Somebody recorded everything that the published lessons say in a language."""
    sound = media.encode_sound(make_wav(seconds=0.3))

    def record(language: str) -> int:
        texts = [spoken.text for spoken in media.list_spoken(language=language)]
        for text in texts:
            media.add_narration(language=language, text=text, sound=sound, credit="", user=None, at=NOW)
        return len(texts)

    return record
