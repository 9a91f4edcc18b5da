import pytest

from tests.factories import add_completion_rules
from tests.kept import fetch
from tests.signing_in import sign_in_as_newcomer

from .factories import make_lesson


@pytest.fixture(autouse=True)
def rules_of_the_curriculum(request):
    """What judges stands in the curriculum; only tests with a database need it."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        add_completion_rules()


@pytest.fixture(scope="session")
def lesson_rows(kept_rows):
    return make_lesson()


@pytest.fixture
def lesson(lesson_rows, db):
    return fetch(lesson_rows)


@pytest.fixture
def signed_in(client, newcomer):
    """A browser in which the newcomer is signed in."""
    sign_in_as_newcomer(client, newcomer)
    return client
