"""The stamp of the content: seen at once by who changed it, within half a second by every other process."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lessons.domain import generation
from lessons.domain.generation import bump_generation, get_generation
from lessons.models import ContentGeneration

from .factories import make_lesson, make_module

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(generation, "monotonic", lambda: now[0])
    generation.forget_kept()
    return now


def change_elsewhere() -> str:
    """What another process does: the row changes, and nobody tells this one."""
    ContentGeneration.objects.update_or_create(pk=1, defaults={"stamp": "12345678-1234-5678-1234-567812345678"})
    return "12345678123456781234567812345678"


def test_a_change_of_this_process_is_seen_at_once(clock):
    bump_generation()
    before = get_generation()
    bump_generation()
    assert get_generation() != before


def test_a_change_of_another_process_is_seen_half_a_second_later(clock):
    bump_generation()
    before = get_generation()
    other = change_elsewhere()
    clock[0] += 0.4
    assert get_generation() == before
    clock[0] += 0.2
    assert get_generation() == other


def test_many_readers_ask_the_database_once(clock):
    with CaptureQueriesContext(connection) as asked:
        assert len({get_generation() for _ in range(20)}) == 1
    assert len(asked) == 1


def test_what_is_rolled_back_was_never_seen_outside(clock):
    bump_generation()
    before = get_generation()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        bump_generation()
        assert get_generation() != before
        raise ZeroDivisionError
    assert get_generation() == before


def test_inside_a_transaction_it_is_always_asked_for(clock):
    bump_generation()
    get_generation()
    other = change_elsewhere()
    with transaction.atomic():
        assert get_generation() == other


def test_a_lesson_that_another_process_took_away_is_missing_never_an_error(client, clock):
    lesson = make_lesson(make_module())
    address = "/nl/ligo/wonen/huurcontract/"
    assert client.get("/nl/").status_code == 200  # the catalogue is remembered, the lesson not yet
    stamp = ContentGeneration.objects.get(pk=1).stamp
    lesson.delete()
    ContentGeneration.objects.filter(pk=1).update(stamp=stamp)
    assert client.get(address).status_code == 404
