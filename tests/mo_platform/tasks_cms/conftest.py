import pytest

from lessons.rights.groups import setup_organisation_rights
from people.enums import OrganisationKind, Role
from tests.factories import OrganisationFactory
from tests.mo_platform.bank.conftest import desk_of
from tests.pretrajectory.factories import load_tasks


@pytest.fixture
def ligo(db):
    load_tasks()
    ligo = OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)
    setup_organisation_rights(organisation=ligo)
    return ligo


@pytest.fixture
def teacher(ligo):
    return desk_of(Role.TEACHER, ligo)


@pytest.fixture
def translator(ligo):
    return desk_of(Role.TRANSLATOR, ligo)


@pytest.fixture
def reviewer(ligo):
    return desk_of(Role.ORG_ADMIN, ligo)


@pytest.fixture
def platform(ligo):
    return desk_of(Role.PLATFORM_ADMIN, ligo)


@pytest.fixture
def stranger(ligo):
    """A teacher of another organisation that writes tasks."""
    intec = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
    setup_organisation_rights(organisation=intec)
    return desk_of(Role.TEACHER, intec)
