"""Rows that are made once, and that every test finds as if it had made them itself.

A fixture for the whole session whose name ends in `_rows` makes them, and a fixture for one test fetches its own copy:

    @pytest.fixture(scope="session")
    def lesson_rows(kept_rows):
        return make_lesson()

    @pytest.fixture
    def lesson(lesson_rows, db):
        return fetch(lesson_rows)

All rows that a test names are made before it begins, in a transaction around it: the test rolls back to them. Tests of a
folder that name the same rows follow each other, and no test finds rows that it does not name. One with real commits
cannot have any.
"""

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django_tasks import default_task_backend

from assessments import api as assessments
from curriculum import api as curriculum
from lessons.domain import generation, memory


def fetch[M: Model](row: M) -> M:
    """The row as it stands in the database, in an object that the test may spoil."""
    return type(row)._base_manager.get(pk=row.pk)


def forget_everything() -> None:
    """What a process remembers: no rollback takes that back."""
    cache.clear()
    curriculum.forget_facts()
    curriculum.forget_glossary()
    curriculum.forget_rules()
    generation.forget_everything()
    memory.forget_everything()
    assessments.forget_remembered_versions()
    default_task_backend.clear()


@pytest.fixture(scope="session", autouse=True)
def kept_rows(request, django_db_blocker):
    """The transaction around the rows that the tests in hand name; without any there is none.

    A browser comes first: Playwright's loop gives this thread another connection than it had before.
    """
    _place, names, has_browser = getattr(request, "param", ("", (), False))
    if not names:
        yield names
        return
    for first in ["browser"] * has_browser + ["django_db_setup"]:
        request.getfixturevalue(first)
    forget_everything()
    with django_db_blocker.unblock(), transaction.atomic():
        yield names
        transaction.set_rollback(True)


def pytest_fixture_setup(fixturedef, request):
    """Rows of a fixture that a test fetches by name in its own code would be made inside of its savepoint."""
    name = fixturedef.argname
    if name.endswith("_rows") and name != "kept_rows" and name not in request.getfixturevalue("kept_rows"):
        raise pytest.UsageError(f"{name} was not named by the test: add pytest.mark.usefixtures({name!r})")


def pytest_generate_tests(metafunc):
    """Each test says to `kept_rows` which rows it names, and where; pytest lets the same follow each other."""
    names = tuple(sorted(name for name in metafunc.fixturenames if name.endswith("_rows") and name != "kept_rows"))
    if names and _commits(metafunc):
        raise pytest.UsageError(f"{metafunc.definition.nodeid} commits: it cannot be given {', '.join(names)}")
    module = metafunc.module
    place = module.__name__ if vars(module).keys() & set(names) else module.__package__
    kept = (place, names, "browser" in metafunc.fixturenames)
    metafunc.parametrize("kept_rows", [kept], indirect=True, scope="session", ids=[pytest.HIDDEN_PARAM])


def list_main_rows(items) -> dict[Path, tuple[str, ...]]:
    """The rows that most tests of each file name."""
    named: dict[Path, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for item in items:
        _place, names, _has_browser = (
            item.callspec.params["kept_rows"] if hasattr(item, "callspec") else ("", (), False)
        )
        named[item.path][names] += 1
    return {path: counted.most_common(1)[0][0] for path, counted in named.items()}


def _commits(metafunc) -> bool:
    mark = metafunc.definition.get_closest_marker("django_db")
    return "transactional_db" in metafunc.fixturenames or bool(mark and mark.kwargs.get("transaction"))
