import gc
import os
import sqlite3
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase
from django.utils import translation

from core import api as core
from lessons import api as lessons
from mo_platform.domain import interface_checks
from people.enums import Role
from scripts.run_tests import find_browser
from tests import migrated
from tests.concurrency import database_for_threads, requests_in_hand
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer
from tests.kept import forget_everything, kept_rows, list_main_rows, pytest_fixture_setup, pytest_generate_tests

__all__ = ["kept_rows", "pytest_fixture_setup", "pytest_generate_tests"]  # what pytest finds here
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests


def pytest_addoption(parser):
    parser.addoption("--soak", action="store_true", help="run the long trials at full length (make soak)")


def pytest_itemcollected(item):
    """What asks for no database reaches none (pytest-django sees to that), and is seen on the first alone."""
    names = set(getattr(item, "fixturenames", ())) - {"kept_rows"}
    asks = names & {"db", "transactional_db"} or any(name.endswith("_rows") for name in names)
    is_more = any(map(item.get_closest_marker, ("django_db", "walk", "soak", "skipif")))  # or starts processes that do
    if not (asks or is_more or issubclass(item.cls or object, TestCase)):
        item.add_marker("once")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """The files that take longest go first: workers that each take the next file then end together. Files of a folder that
    need the same rows follow each other."""
    if not config.getoption("--soak"):
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    slow = {item.path for item in items if item.get_closest_marker("walk") or item.get_closest_marker("soak")}
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    rows = list_main_rows(items)
    items.sort(
        key=lambda item: (
            item.path not in slow,
            item.path not in browser,
            item.path.parent,
            rows[item.path],
            item.path,
        )
    )


def pytest_collection_finish(session):
    """Code, models and tests stay until the end: the collector need not look at half a million objects again and again."""
    gc.collect()
    gc.freeze()


def pytest_configure():
    if os.environ.get(migrated.VARIABLE) and connection.vendor == "sqlite":
        migrated.copy_into_memory()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What is always there: what the migrations put into the database (root page, collection, permissions, default rules),
    and the homes of the languages. A test with real commits or a live server leaves it behind as it was."""
    with django_db_blocker.unblock():
        languages = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        lessons.ensure_homes(languages=languages, title="MO-platform")
        put_back = _remember_in_memory() if connection.vendor == "sqlite" else _remember_beside()
    flush, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, lambda _test: put_back()
    yield
    TransactionTestCase._fixture_teardown = flush


def _remember_in_memory() -> Callable[[], None]:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)

    def put_back() -> None:
        connection.ensure_connection()
        copy.backup(connection.connection)
        ContentType.objects.clear_cache()

    return put_back


def _remember_beside() -> Callable[[], None]:
    """The rows stand in a schema of their own: TRUNCATE, which makes new files for all tables, takes twenty times as long."""
    tables = [connection.ops.quote_name(table) for table in connection.introspection.django_table_names()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables))
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("CREATE SCHEMA kept; " + "; ".join(f"CREATE TABLE kept.{one} AS TABLE {one}" for one in filled))
    empty_and_fill = [f"DELETE FROM {table}" for table in tables]
    empty_and_fill += [f"INSERT INTO {table} TABLE kept.{table}" for table in filled]

    def put_back() -> None:
        with transaction.atomic(), connection.cursor() as cursor:  # only its end looks at foreign keys
            cursor.execute("; ".join(empty_and_fill))
        ContentType.objects.clear_cache()

    return put_back


@pytest.fixture(autouse=True)
def no_facts_of_another_test():
    """Each process remembers facts, rules and pages, and a page leaves its language behind."""
    translation.deactivate()
    forget_everything()
    interface_checks.remember(core.InterfaceStatus(offers_drafts=settings.SHOW_DRAFT_TRANSLATIONS))


@pytest.fixture
def four_languages():
    """Drafts are hidden, and three interfaces besides the Dutch one are checked: the others are not offered."""
    interface_checks.remember(core.InterfaceStatus(checked=frozenset({"ar", "fr", "en"}), offers_drafts=False))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, or the one that `make test` found."""
    return browser_type_launch_args | {
        "executable_path": find_browser() or None,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    }


@pytest.fixture
def office(db):
    return OrganisationFactory()


@pytest.fixture
def other_office(db):
    return OrganisationFactory(code="agii-hasselt", name="Kantoor Hasselt")


@pytest.fixture
def case_worker(office):
    return StaffFactory(role=Role.CASE_WORKER, role__organisation=office)


@pytest.fixture
def newcomer(case_worker):
    return make_newcomer(case_worker=case_worker)


@pytest.fixture
def threaded_database(transactional_db, tmp_path):
    """A database that several threads can write to, each by its own connection."""
    with database_for_threads(tmp_path):
        yield


@pytest.fixture
def live_server(live_server, threaded_database):
    """The server of the tests, where each request has a connection of its own, as in production.

    On SQLite Django lets all of them share the test's: one request then reads what another has not committed, and one that
    fails takes back the work of the others. What a page that is gone still asked for is answered before the tables are emptied.
    """
    server = live_server.thread.httpd
    shared, server.connections_override = server.connections_override, {}
    with requests_in_hand() as wait_for_the_last:
        yield live_server
        wait_for_the_last()
    server.connections_override = shared
