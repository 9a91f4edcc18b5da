import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from curriculum import api as curriculum
from people.enums import Role
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer


def pytest_addoption(parser):
    parser.addoption("--soak", action="store_true", help="run the long trials at full length (make soak)")


#: What the migrations put into the database (root page, collection, permissions, default rules), as JSON.
_base_data: list[str] = []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        _base_data[:] = [connection.creation.serialize_db_to_string()]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real commits or a live server empties the tables; the next one finds what the migrations put there."""
    result = yield
    marker = item.get_closest_marker("django_db")
    has_committed = marker is not None and marker.kwargs.get("transaction")
    if _base_data and (has_committed or {"transactional_db", "live_server"} & set(item.fixturenames)):
        with item.config.stash[blocking_manager_key].unblock():
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(_base_data[0])
    return result


@pytest.fixture(autouse=True)
def no_facts_of_another_test():
    """Each process keeps the facts in memory; a test's rollback does not announce itself."""
    curriculum.forget_facts()


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
