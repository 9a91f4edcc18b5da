import pytest

from tests.concurrency import database_for_threads

from .factories import make_lesson


@pytest.fixture
def lesson(db):
    return make_lesson()


@pytest.fixture
def signed_in(client, newcomer):
    """A browser in which the newcomer is signed in."""
    client.force_login(newcomer.user, backend="people.backends.NewcomerBackend")
    return client


@pytest.fixture
def threaded_database(transactional_db, tmp_path):
    """A database that several threads can write to, each by its own connection."""
    with database_for_threads(tmp_path):
        yield
