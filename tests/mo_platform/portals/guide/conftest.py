"""Staff at their desks: signed in with both factors, on Monday 23 November 2026, with the terms of the curriculum."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from curriculum.models import DatedRule
from people.enums import Role
from tests.factories import StaffFactory, make_newcomer
from tests.signing_in import sign_in_staff

REGISTERED_ON = date(2026, 11, 2)
MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def monday_morning(today, db):
    """Everything here happens on the day of the portals' conftest, with the terms of 30 and 90 days."""
    for code, days in (("components_decided", 30), ("contract_signed", 90)):
        DatedRule.objects.create(
            kind="deadline",
            code=code,
            regime="flanders",
            anchor="registration",
            value={
                "days": days,
                "counts_day_zero": False,
                "weekend": "keep",
                "assumed": ["counts_day_zero", "weekend"],
            },
            valid_from=date(2022, 3, 1),
            source_name="Conceptnota inburgering",
            confidence="original_text",
        )


@pytest.fixture
def newcomer(case_worker):
    return make_newcomer(case_worker=case_worker, registered_on=REGISTERED_ON)


@pytest.fixture
def worker(case_worker) -> Client:
    return sign_in_staff(Client(), case_worker)


@pytest.fixture
def colleague(office):
    """Another case worker of the same office."""
    return StaffFactory(role=Role.CASE_WORKER, role__organisation=office, first_name="Jan", last_name="Claes")


def browser_of(user) -> Client:
    return sign_in_staff(Client(), user)


def staff_in(organisation, role: Role) -> Client:
    """A browser of somebody with that role there."""
    return browser_of(StaffFactory(role=role, role__organisation=organisation))


def address(name: str, newcomer=None, **kwargs) -> str:
    if newcomer is not None:
        kwargs["uuid"] = getattr(newcomer, "uuid", newcomer)
    return reverse(name, kwargs=kwargs or None)


def text_of(response) -> str:
    """The page as one line, so that a sentence is found however the template breaks it."""
    return " ".join(response.content.decode().split())


def read_marks(browser: Client, url: str) -> dict[str, str]:
    """What a page of a decision sends along unseen: what stood there when it was shown."""
    page = browser.get(url).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(seen|replaces)" value="([^"]*)"', page))


def send(browser: Client, url: str, typed: dict | None = None, **kwargs):
    """Open the page of a decision, fill it in and press its button."""
    return browser.post(url, read_marks(browser, url) | (typed or {}), **kwargs)
