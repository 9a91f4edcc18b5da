"""The story of a newcomer whose browser runs no script: she signs in, learns, answers everything, finishes, sees her plan."""

import re

import pytest
from django.utils import timezone

from people.domain.cards import issue_card
from people.enums import Role
from progress.models import Answer, Completion, Event
from tests.factories import StaffFactory, add_completion_rules, make_newcomer
from tests.progress.factories import KINDS, make_lesson
from tests.walkthroughs.story import PHONE, PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def sign_in(page, base, digits):
    page.goto(f"{base}/ar/sign-in/")
    page.locator("input[name=digits]").fill(digits)
    page.locator("[data-card-form] > .button").click()
    for _chosen_and_repeated in range(2):
        for picture in PICTURES:
            page.wait_for_url(re.compile("/sign-in/pictures/"))
            page.locator(f"button[value={picture}]").click()
            page.wait_for_load_state()
    page.wait_for_url(re.compile("/sign-in/phone/"))
    page.locator("button[value=mine]").click()
    page.wait_for_url(re.compile("/welcome/"))
    page.locator("main form button").click()
    page.wait_for_url(f"{base}/ar/")


def answer(form):
    selects = form.locator("select")
    for place in range(selects.count()):
        selects.nth(place).select_option(index=place + 1)
    if not selects.count():
        form.locator("input[type=radio], input[type=checkbox]").first.check()
    form.locator("button[type=submit]").first.click()


def test_everything_that_counts_goes_without_a_script(live_server, phone):
    add_completion_rules()
    lesson = make_lesson(kinds=KINDS, languages=("nl", "ar"))
    by = StaffFactory(role=Role.CASE_WORKER)
    newcomer = make_newcomer(case_worker=by)
    base = live_server.url
    sign_in(phone, base, issue_card(newcomer=newcomer, by=by, at=timezone.now()).digits)

    address = base + "/ar" + lesson.get_url_parts()[2].removeprefix("/nl")
    phone.goto(f"{base}/ar/lessons/")
    phone.locator(f"main a[href*='{lesson.get_parent().slug}']").first.click()
    phone.locator(f"main a[href*='{lesson.slug}']").first.click()
    assert phone.url.split("?")[0].split("#")[0] == address
    phone.locator("button[name=parallel]").click()
    assert phone.locator(".block-dutch[lang=nl]").count() >= 3

    for number in range(len(KINDS)):
        answer(phone.locator("form[data-question]").nth(number))
        assert phone.locator("form[data-question]").nth(number).locator(".feedback").is_visible()
    assert Answer.objects.filter(newcomer=newcomer).count() == len(KINDS)

    box = phone.locator("input[name=ticked]").first
    box.check()
    phone.locator("form:has(input[name=ticked]) button").first.click()
    assert phone.locator("input[name=ticked]").first.is_checked()
    assert Event.objects.filter(type="checklist.ticked", data__checked=True).count() == 1

    phone.locator("[data-remaining] form button, [data-finish] button").first.click()
    assert phone.locator("[data-complete]").is_visible()
    assert set(Completion.objects.filter(newcomer=newcomer).values_list("kind", flat=True)) == {"lesson", "module"}

    phone.goto(f"{base}/ar/plan/")
    assert phone.locator("h1").is_visible() and phone.locator("[data-evidence]").count() == 1
