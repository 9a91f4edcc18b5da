import pytest
from django.test import Client

from assessments.models import Bank
from lessons.rights.groups import setup_organisation_rights
from people.enums import OrganisationKind, Role
from people.models import Organisation
from tests.assessments.factories import make_bank
from tests.curriculum.factories import add_fact, add_objective
from tests.factories import OrganisationFactory, StaffFactory
from tests.signing_in import sign_in_staff


@pytest.fixture
def bank(db):
    add_fact("huurwaarborg-maximum")
    add_objective("huurcontract", theme="wonen")
    make_bank(keys=("wonen-1", "wonen-2"))
    setup_organisation_rights(organisation=Organisation.objects.get(code="ligo"))
    return Bank.objects.select_related("organisation").get(code="oefenbank")


def desk_of(role: Role, organisation) -> Client:
    """The browser of a member of staff."""
    browser = Client()
    browser.user = StaffFactory(role=role, role__organisation=organisation)
    return sign_in_staff(browser, browser.user)


@pytest.fixture
def teacher(bank):
    return desk_of(Role.TEACHER, bank.organisation)


@pytest.fixture
def translator(bank):
    return desk_of(Role.TRANSLATOR, bank.organisation)


@pytest.fixture
def reviewer(bank):
    return desk_of(Role.ORG_ADMIN, bank.organisation)


@pytest.fixture
def stranger(bank):
    """A teacher of another organisation that writes lessons."""
    intec = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
    setup_organisation_rights(organisation=intec)
    return desk_of(Role.TEACHER, intec)
