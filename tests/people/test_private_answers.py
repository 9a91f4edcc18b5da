"""What a signed-in person was shown is kept by no browser."""

import pytest
from django.test import Client
from django.urls import reverse

from people.enums import Role
from tests.factories import StaffFactory
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

FOR_EVERYBODY = ["about/", "privacy/", "accessibility/", "display/", "help/", "sign-out/"]


@pytest.fixture
def phone(newcomer):
    return sign_in_as_newcomer(Client(), newcomer)


@pytest.mark.parametrize("page", [*FOR_EVERYBODY, "", "plan/", "looks/", "devices/", "no/such/page/"])
def test_every_page_shown_to_a_newcomer_is_private(phone, page):
    kept = phone.get(f"/nl/{page}")["Cache-Control"]

    assert {"private", "no-store"} <= set(kept.split(", "))


def test_pages_that_are_nobodys_may_be_kept(db):
    for page in ("about/", "privacy/", "display/"):
        assert "no-store" not in Client().get(f"/nl/{page}").get("Cache-Control", "")


def test_staff_pages_are_private_too(office):
    browser = sign_in_staff(Client(), StaffFactory(role=Role.CASE_WORKER, role__organisation=office))
    for page in ("/style/", "/nl/about/", "/guide/caseload/"):
        assert "no-store" in browser.get(page)["Cache-Control"], page


def test_redirects_and_answers_of_programs_are_private(phone):
    assert "no-store" in phone.post("/nl/reading/", {"parallel": "on"})["Cache-Control"]
    assert "no-store" in phone.post("/progress/events/", data="{}", content_type="application/json")["Cache-Control"]


def test_files_that_are_the_same_for_everybody_may_be_kept(phone, newcomer):
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    name = default_storage.save("pictures/huis.png", ContentFile(b"not really a picture"))
    kept = phone.get(reverse("media_file", kwargs={"name": name}))["Cache-Control"]

    assert "public" in kept and "no-store" not in kept
