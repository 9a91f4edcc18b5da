import pytest

from curriculum import api as curriculum
from people.enums import Role
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer


def pytest_addoption(parser):
    parser.addoption("--soak", action="store_true", help="run the long trials at full length (make soak)")


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
