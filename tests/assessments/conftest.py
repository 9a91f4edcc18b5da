import pytest

from tests.concurrency import database_for_threads


@pytest.fixture
def threaded_database(transactional_db, tmp_path):
    """A database that several threads can write to, each by its own connection."""
    with database_for_threads(tmp_path):
        yield
