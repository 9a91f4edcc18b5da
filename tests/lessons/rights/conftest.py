import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from lessons.rights.groups import ensure_collection, setup_organisation_rights
from media.models import Attachment, Clip, Picture
from people.enums import OrganisationKind, Role
from tests.factories import OrganisationFactory, StaffFactory
from tests.kept import fetch
from tests.lessons.factories import make_lesson, make_module
from tests.signing_in import sign_in_staff


def make_partner(code, name):
    return OrganisationFactory(code=code, name=name, kind=OrganisationKind.PARTNER)


@pytest.fixture
def ligo(db):
    return make_partner("ligo", "Ligo")


@pytest.fixture
def intec(db):
    return make_partner("intec", "INTEC")


@pytest.fixture(scope="session")
def ligo_lesson_rows(kept_rows):
    ligo = make_partner("ligo", "Ligo")
    setup_organisation_rights(organisation=ligo)
    return make_lesson(make_module(organisation=ligo))


@pytest.fixture
def ligo_lesson(ligo_lesson_rows, db):
    return fetch(ligo_lesson_rows)


@pytest.fixture(scope="session")
def intec_lesson_rows(kept_rows):
    intec = make_partner("intec", "INTEC")
    setup_organisation_rights(organisation=intec)
    return make_lesson(make_module(organisation=intec, slug="werk"), slug="solliciteren", title="Geheim van INTEC")


@pytest.fixture
def intec_lesson(intec_lesson_rows, db):
    return fetch(intec_lesson_rows)


@pytest.fixture
def staff_of(client):
    """A member of staff with a role in an organisation, and a browser in which she is signed in."""

    def make(role: Role, organisation) -> Client:
        browser = Client()
        browser.user = StaffFactory(role=role, role__organisation=organisation)
        return sign_in_staff(browser, browser.user)

    return make


@pytest.fixture
def teacher(ligo, ligo_lesson, staff_of):
    return staff_of(Role.TEACHER, ligo)


@pytest.fixture
def translator(ligo, ligo_lesson, staff_of):
    return staff_of(Role.TRANSLATOR, ligo)


@pytest.fixture
def reviewer(ligo, ligo_lesson, staff_of):
    return staff_of(Role.ORG_ADMIN, ligo)


@pytest.fixture
def administrator(office, ligo_lesson, staff_of):
    return staff_of(Role.PLATFORM_ADMIN, office)


@pytest.fixture
def files_of():
    """A picture, an attachment and a clip in the collection of an organisation."""

    def make(organisation) -> dict[str, object]:
        collection: Collection = ensure_collection(organisation=organisation)
        image = io.BytesIO()
        Image.new("RGB", (8, 8), "#bad5e2").save(image, "PNG")
        name = f"Geheim bestand van {organisation.name}"
        frame = b"\xff\xfb\x90\x64" + bytes(413)
        return {
            "picture": Picture.objects.create(
                title=name, file=ContentFile(image.getvalue(), "x.png"), collection=collection, licence="CC0-1.0"
            ),
            "attachment": Attachment.objects.create(
                title=name, file=ContentFile(b"%PDF-1.4", "x.pdf"), collection=collection
            ),
            "clip": Clip.objects.create(
                title=name,
                kind="audio",
                file=ContentFile(frame * 10, "x.mp3"),
                licence="CC0-1.0",
                author="x",
                collection=collection,
            ),
        }

    return make
