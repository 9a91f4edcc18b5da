"""A teacher makes an inbox task with mouse and keyboard, and tries it as a newcomer meets it."""

import mimetypes
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from pretrajectory.models import Task, TaskTry
from tests.mo_platform.conftest import SITE

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page, teacher):
    """Shows what the site answered the teacher, and keeps what the page sends: the test passes it on, because another thread does
    not see these rows."""
    shown, sent = {}, []

    def answer(route) -> None:
        asked = urlsplit(route.request.url)
        if route.request.method == "POST":
            sent.append(route.request)
            route.fulfill(status=200, content_type="application/json", body="{}")
        elif response := shown.get(f"{asked.path}?{asked.query}"):
            route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)
        elif asked.path.startswith("/static/") and (found := finders.find(asked.path.removeprefix("/static/"))):
            route.fulfill(path=found, content_type=mimetypes.guess_type(asked.path)[0] or "application/octet-stream")
        else:
            route.abort()

    def show(path: str, *more: str):
        shown.update({f"{one}{'' if '?' in one else '?'}": teacher.get(one) for one in (path, *more)})
        page.goto(SITE + path)
        return page

    page.route("**/*", answer)
    page.sent, page.show = sent, show
    return page


def test_a_task_is_made_and_tried(desk, teacher):
    new = reverse("new_task", args=["inbox"])
    desk.show(new)
    desk.get_by_label("Wat haar gevraagd wordt").fill("Open de e-mail van de bus.")
    desk.get_by_label("Wat ze ermee toont").fill("Ik open een e-mail.")
    desk.get_by_label("Niveau", exact=False).first.select_option("1")
    for number, sender in enumerate(("De bus", "De school", "De stad")):
        desk.locator(f'[name="w-mails-{number}-from"]').fill(sender)
        desk.keyboard.press("Tab")
        desk.keyboard.press("Space")
        desk.locator(f'[name="w-mails-{number}-subject"]').fill("Nieuws")
        desk.locator(f'[name="w-mails-{number}-body"]').fill("Tot morgen.")
    desk.locator('[title="bus"]').first.click()
    with desk.expect_request(lambda request: request.method == "POST"):
        desk.get_by_role("button", name="Bewaren en uitproberen").click()
    fields = parse_qs(desk.sent[-1].post_data, keep_blank_values=True)
    assert fields["w-mails-0-icon"] == ["bus"] and fields["w-mails-1-icon"] == ["graduation"]
    saved = teacher.post(new, fields | {"w-goal-0-on": fields["w-mails-0-id"]})
    task = Task.objects.latest("pk")
    preview = reverse("task_preview", args=[task.pk, "nl", "phone"])
    assert saved.headers["Location"] == preview

    desk.show(preview, f"{preview}?frame")
    frame = desk.frame_locator("iframe")
    assert frame.locator("body").evaluate("body => innerWidth") <= 380, "as wide as a phone"
    with desk.expect_request(lambda request: request.url.endswith(preview) and request.method == "POST"):
        frame.locator("[data-act^=open]").first.click()
    told = teacher.post(preview, desk.sent[-1].post_data, content_type="application/json")
    assert told.json() == {"is_done": True}
    assert not TaskTry.objects.exists()
