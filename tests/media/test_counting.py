"""How far every language is, at a glance: the texts are counted by a worker, what is heard of them is as it is now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.languages import list_languages
from media import api as media
from media.domain import counting, spoken
from media.models import SpokenCount
from media.tasks import count_all_texts
from tests.media.voices import voice_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(monkeypatch):
    """What there is to say: these texts alone, in every language."""
    said = ["Tip", "Betaal niets."]
    monkeypatch.setattr(
        spoken, "_sources", {"trial": lambda code: [media.SpokenText(code, text, "Les") for text in said]}
    )
    return said


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr(counting, "try_to_queue", calls.append)
    return calls


def test_what_nobody_counted_is_left_out_and_a_worker_is_woken(texts, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert media.list_voice_counts(at=timezone.now()) == {}
    assert woken == [count_all_texts]


def test_what_is_counted_is_believed_for_a_while(texts, woken, django_capture_on_commit_callbacks):
    count_all_texts()
    voice_texts("nl", ["Tip"])
    texts.append("Nieuw")
    count_all_texts()
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        count, _at = media.list_voice_counts(at=now)["nl"]
    assert (count.texts, count.human, count.missing) == (2, 1, 1), "the voice is of now, the texts as counted"
    assert woken == []

    later = now + counting.FRESH + timedelta(seconds=1)
    with django_capture_on_commit_callbacks(execute=True):
        media.list_voice_counts(at=later)
    assert woken == [count_all_texts]
    counting.count_texts(language="nl", at=later)
    assert media.list_voice_counts(at=later)["nl"][0].texts == 3


def test_twenty_languages_take_three_queries(texts, woken, django_assert_num_queries):
    count_all_texts()
    assert SpokenCount.objects.count() == len(list_languages())
    with django_assert_num_queries(3):
        media.list_voice_counts(at=timezone.now())
