"""The staff screens in a real browser on a desk: no violations, no overflow, nothing from elsewhere. On paper; without
scripts. On a phone: tests/screens/test_in_browser.py.

The pages are asked of the test client first and then shown: what a browser's own thread asks of the database would come
over another connection, which does not see this test's rows.
"""

import mimetypes
from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client

from curriculum.models import Theme, Track
from people import api as people
from people.enums import LookPurpose, Role
from people.models import Organisation
from plans import api as plans
from tests.assessments.factories import make_bank
from tests.factories import NOW, StaffFactory
from tests.lessons.factories import make_lesson, make_module, publish_translation
from tests.mo_platform.conftest import SITE
from tests.signing_in import sign_in_staff

from .conftest import address

pytestmark = pytest.mark.browser


class Desk:
    """A browser page of somebody who is signed in. `open` and `post` show what the site answers."""

    def __init__(self, page, user, *, width: int = 360) -> None:
        self.page, self.client, self.answers = page, sign_in_staff(Client(), user), {}
        self.complaints, self.asked = [], []
        page.set_viewport_size({"width": width, "height": 800})
        page.on("console", lambda note: self.complaints.append(note.text) if note.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))
        page.route("**/*", self._answer)

    def open(self, path: str):
        return self._show(path, self.client.get(path))

    def post(self, path: str, data: dict):
        return self._show(path, self.client.post(path, data))

    def check(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        result = Axe().run(self.page)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in result.response["violations"]] == []
        assert [text for text in self.complaints if "status of 400" not in text] == []
        assert {url for url in self.asked if not url.startswith((SITE, "data:"))} == set()

    def _show(self, path: str, response):
        assert response.status_code in {200, 400}, (path, response.status_code)
        self.answers[SITE + path] = response
        self.page.goto(SITE + path)
        return self.page

    def _answer(self, route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.url in self.answers:
            response = self.answers[route.request.url]
            route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
        else:
            route.abort()


@pytest.fixture
def busy(newcomer, case_worker, colleague):
    """A newcomer about whom much has been decided: every part of her dossier has something to show."""
    plan = plans.get_plan_record(newcomer=newcomer)
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    plans.suspend_clocks(plan=plan, from_date=NOW.date(), reason="In het ziekenhuis", by=case_worker, at=NOW)
    people.record_look(user=colleague, newcomer=newcomer, purpose=LookPurpose.STAND_IN, what="dossier", at=NOW)
    return newcomer


def test_the_case_workers_pages_on_a_desk(page, case_worker, busy):
    desk = Desk(page, case_worker, width=1280)
    paths = ["/guide/caseload/", "/guide/caseload/?scope=office", "/guide/caseload/?name=xyz", "/guide/register/"]
    names = ("dossier", "newcomer_card", "hand_over", "handover_link", "revoke_card", "decide_components")
    paths += [f"{address('assign_to_several')}?who={busy.uuid}", address("assign_practice", busy)]
    paths += [address(name, busy) for name in (*names, "suspend_clocks", "resume_clocks", "sign_contract")]
    for path in (*paths, address("change_status", busy, code="MO")):
        desk.open(path)
        desk.check()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_who_runs_the_platform(page, office, other_office, case_worker, width):
    desk = Desk(page, StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office), width=width)
    uuid, number = case_worker.uuid, case_worker.memberships.get().pk
    for path in ("", "add/", f"{office.code}/"):
        desk.open(f"/guide/organisation/{path}")
        desk.check()
    for path in ("", "add/", f"{uuid}/", f"{uuid}/roles/{number}/end/", f"{uuid}/password/", f"{uuid}/second-factor/"):
        desk.open(f"/guide/people/{path}")
        desk.check()
    for path in ("", "ar/", "ar/take-back/"):
        desk.open(f"/guide/languages/{path}")
        desk.check()
    desk.post("/guide/people/add/", {"first_name": ""})
    desk.check()
    desk.post(f"/guide/organisation/{office.code}/", {"day_1": "later"})
    desk.check()
    desk.post(f"/guide/people/{uuid}/password/", {})
    desk.check()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_translation_beside_its_dutch(page, width, django_capture_on_commit_callbacks):
    lesson = make_lesson(make_module())
    arabic = publish_translation(lesson, "ar", django_capture_on_commit_callbacks)
    translator = StaffFactory(role=Role.TRANSLATOR, role__organisation=Organisation.objects.get(code="ligo"))
    desk = Desk(page, translator, width=width)

    for path in ("/guide/translations/", f"/guide/translations/{arabic.pk}/"):
        desk.open(path)
        desk.check()
    desk.post(f"/guide/translations/{arabic.pk}/", {"checked_by_name": ""})
    desk.check()


def test_the_card_is_as_large_as_a_bank_card_and_prints_alone(page, case_worker, busy):
    desk = Desk(page, case_worker)
    desk.post(address("issue_card", busy), {"replaces": ""})
    desk.check()
    card, digits, qr = (page.locator(part).bounding_box() for part in (".wallet-card", ".wallet-digits", ".qr"))
    assert (round(card["width"] / 96 * 25.4), round(card["height"] / 96 * 25.4)) == (85, 54)
    assert card["y"] < digits["y"]
    assert digits["y"] + digits["height"] < card["y"] + card["height"]
    assert digits["x"] + digits["width"] <= qr["x"]

    page.emulate_media(media="print")
    screen_only = page.locator("h1, .site-header, .side-nav, .notice, .actions")
    assert [element for element in screen_only.all() if element.is_visible()] == []
    assert page.locator(".wallet-card").is_visible()
    assert page.locator(".sheet-steps li").count() == 5


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [718, 1047, 1280])  # A4 upright, on its side, and a wide sheet
def test_a_dossier_and_a_card_fill_the_sheet(page, case_worker, busy, width):
    desk = Desk(page, case_worker, width=width)
    desk.open(address("dossier", busy))
    page.emulate_media(media="print")
    for part in (".about-her", ".clock", ".table-wrap"):
        assert page.locator(part).first.bounding_box()["width"] > 0.9 * width
    assert fits(page)

    page.emulate_media(media="screen")
    desk.post(address("issue_card", busy), {"replaces": ""})
    page.emulate_media(media="print")
    assert page.locator(".card-sheet").bounding_box()["width"] > min(0.9 * width, 700)
    assert fits(page)


def test_a_test_for_a_class_is_cut_between_questions_and_its_answer_sheet_stands_alone(page, case_worker):
    """In Arabic with the Dutch beside it: big letters, from the right, nothing of the screen."""
    since = date(2022, 3, 1)
    track = Track.objects.create(key="mo", title={"nl": "MO"}, valid_from=since)
    Theme.objects.create(key="wonen", title={"nl": "Wonen"}, track=track, valid_from=since)
    kinds = ("single", "multiple", "true_false", "order", "match")
    make_bank(keys=[f"wonen-{number}" for number in range(11, 26)], kinds=kinds)
    asked = "bank=oefenbank&language=ar&title=Wonen&has_dutch=on&n-wonen=15&seed=7&stamp=x"
    desk = Desk(page, case_worker, width=1280)
    for path in ("", "key/", "print/"):
        desk.open(f"/guide/class-test/{path}?{asked}")
        desk.check()

    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    assert (
        page.locator("h1, .site-header, .side-nav, .notice, .actions").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).length"
        )
        == 0
    )
    assert fits(page)
    own, dutch = (page.locator(f".paper-stem [lang={code}]").first.bounding_box() for code in ("ar", "nl"))
    assert own["x"] > dutch["x"] + dutch["width"] - 1 and abs(own["y"] - dutch["y"]) < 8
    look = "(all, name) => [...new Set(all.map(one => getComputedStyle(one)[name]))]"
    for part in (".paper-question", ".paper-row"):
        assert page.locator(part).evaluate_all(look, "breakInside") == ["avoid"]
    assert page.locator(".paper-answers").evaluate_all(look, "breakBefore") == ["page"]
    assert float(page.locator(".paper-stem").first.evaluate("stem => parseFloat(getComputedStyle(stem).fontSize)")) > 18


def test_a_term_stays_within_its_row_on_a_narrow_phone(page, case_worker, busy):
    Desk(page, case_worker, width=360).open("/guide/caseload/")

    edges = """rows => rows.map(row => [row.getBoundingClientRect().right,
        Math.max(...[...row.querySelectorAll('.clock-sign, .chip')].map(sign => sign.getBoundingClientRect().right))])"""
    for row, sign in page.locator(".table-caseload tbody tr").evaluate_all(edges):
        assert sign <= row


def test_a_report_is_a_table_on_paper_too(page, office, busy):
    Desk(page, StaffFactory(role=Role.AUDITOR, role__organisation=office), width=680).open("/guide/reports/")
    page.emulate_media(media="print")

    assert page.locator(".filters").is_hidden()
    head, first_row = (page.locator(f".table-report {part}").first.bounding_box() for part in ("thead", "tbody tr"))
    assert head["width"] == first_row["width"] > 400
    assert first_row["height"] < 60
    assert fits(page)


def test_a_dossier_without_scripts_has_every_way_on(browser, case_worker, busy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    Desk(page, case_worker).open(address("dossier", busy))

    assert page.locator("[data-print]").is_hidden()
    for name in ("newcomer_card", "hand_over", "decide_components", "suspend_clocks", "resume_clocks"):
        assert page.locator(f'a[href="{address(name, busy)}"]').is_visible()
    context.close()
