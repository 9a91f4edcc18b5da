"""A teacher makes a test of ten questions in /cms/ and her colleague opens it; a newcomer finds it by its name on her phone and
sits it. None of them has a script; who sits it gets what the teacher said."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from assessments import api as assessments
from assessments.models import Attempt, AttemptResult, Blueprint
from lessons.rights.groups import setup_organisation_rights
from people.enums import Role
from people.models import Organisation
from tests.assessments.factories import make_bank
from tests.factories import StaffFactory, make_newcomer
from tests.progress.test_script import put_session
from tests.signing_in import sign_in_staff
from tests.walkthroughs.story import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def open_page(browser):
    contexts = []

    def take(viewport) -> Page:
        contexts.append(browser.new_context(viewport=viewport, java_script_enabled=False, locale="nl"))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1].new_page()

    yield take
    for context in contexts:
        context.close()


def sit_down(page: Page, live_server, role: Role, ligo: Organisation) -> None:
    """A member of staff of the organisation of the bank, signed in."""
    session = sign_in_staff(Client(), StaffFactory(role=role, role__organisation=ligo)).session
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}]
    )


def make_test(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/cms/questions/oefenbank/tests/new/")
    page.fill("[name=title_nl]", "Wonen en werken")
    page.fill("[name=s0-title_nl]", "Het huis")
    page.fill("[name=s0-d0-count]", "6")
    page.locator("#s0 summary", has_text="Uit welke vragen").click()
    page.check("[name=s0-d0-themes][value=wonen]")
    page.locator("button[name=add][value=section]").click()
    page.fill("[name=s1-title_nl]", "Op het werk")
    page.fill("[name=s1-d0-count]", "5")
    page.locator("#s1 summary", has_text="Uit welke vragen").click()
    page.check("[name=s1-d0-themes][value=werk]")
    page.fill("[name=o0-p0-c0-minimum]", "7")
    page.locator("button[name=check]", has_text="Opnieuw kijken").click()
    expect(page.locator("td.is-short")).to_have_count(2)  # four of the five, in both languages
    page.fill("[name=s1-d0-count]", "4")
    page.locator("button[name=example]").click()
    expect(page.locator(".bank-example li")).to_have_count(10)
    page.locator("button[name=save]").click()
    page.wait_for_url(re.compile(r"/tests/wonen-en-werken-\w+/"))


def test_a_teacher_makes_a_test_and_a_newcomer_sits_it(live_server, open_page):
    call_command("load_curriculum", verbosity=0)
    make_bank(keys=[f"{theme}-{number}" for theme, most in (("wonen", 6), ("werk", 4)) for number in range(most)])
    ligo = Organisation.objects.get(code="ligo")
    setup_organisation_rights(organisation=ligo)
    newcomer = make_newcomer(languages=["nl"])
    teacher, colleague, phone = open_page(DESK), open_page(DESK), open_page(PHONE)
    sit_down(teacher, live_server, Role.TEACHER, ligo)
    make_test(teacher, live_server)
    put_session(phone, live_server, newcomer)
    phone.goto(f"{live_server.url}/nl/mock/")
    expect(phone.get_by_text("Wonen en werken")).to_have_count(0)

    sit_down(colleague, live_server, Role.ORG_ADMIN, ligo)
    colleague.goto(teacher.url)
    colleague.select_option("[name=open_to]", "newcomers")
    colleague.get_by_role("button", name="Zo instellen").click()

    phone.goto(f"{live_server.url}/nl/mock/")
    expect(phone.get_by_role("heading", name="Wonen en werken")).to_be_visible()
    phone.locator(f"button[value={Blueprint.objects.get().code}]").click()
    attempt = Attempt.objects.get()
    for place in attempt.form:
        version = assessments.get_question_version(version_id=place["version"])
        choice = assessments.right_response_of(version=version)["choice"]
        phone.check(f"[name=choice][value='{choice}']")
        phone.locator("button[value=next]").click()
    phone.locator("[data-finished] button").click()
    expect(phone.locator("[data-right]")).to_have_text("10")
    expect(phone.get_by_text("Het huis")).to_be_visible()
    assert AttemptResult.objects.get().outcomes == {"passed": True}
