import pytest

from people.enums import Role
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer


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
