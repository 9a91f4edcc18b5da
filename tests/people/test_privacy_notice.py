"""Before anything else she reads what is known of her; until then every page of hers leads there."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from people.domain import privacy_notice
from people.models import PrivacyNoticeSeen
from tests.people.newcomer_steps import begin, sign_in_first_time


@pytest.fixture
def fresh(client, card):
    """Signed in for the first time, the notice not read."""
    assert sign_in_first_time(client, card.digits)["Location"] == "/ar/welcome/"
    return client


@pytest.mark.parametrize("page", ["/ar/", "/nl/plan/", "/ar/devices/", "/ar/looks/?page=2"])
def test_every_page_of_hers_leads_to_the_notice_and_back(fresh, page):
    there = fresh.get(page)["Location"]
    assert there.startswith("/ar/welcome/?next=")

    text = fresh.get(there).text
    assert f'name="next" value="{page}"' in text
    assert fresh.post("/ar/welcome/", {"next": page})["Location"] == page

    assert fresh.get(page).status_code == 200 or page == "/ar/"


def test_where_she_was_going_is_kept_from_the_card_on(client, card):
    client.post("/ar/sign-in/", {"digits": card.digits, "next": "/ar/plan/"})
    for _ in range(2):
        for picture in ("key", "boat", "tree"):
            client.post("/ar/sign-in/pictures/", {"picture": picture})
    there = client.post("/ar/sign-in/phone/", {"owner": "mine"})["Location"]
    assert there == "/ar/welcome/?next=%2Far%2Fplan%2F"

    assert client.post("/ar/welcome/", {"next": "/ar/plan/"})["Location"] == "/ar/plan/"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/"])
def test_the_notice_sends_nobody_to_another_site(fresh, elsewhere):
    assert fresh.post("/ar/welcome/", {"next": elsewhere})["Location"] == "/ar/"


def test_nothing_of_hers_is_stored_before_she_has_read_it(fresh):
    assert fresh.post("/progress/events/", data="{}", content_type="application/json").status_code == 403
    assert fresh.post("/ar/reading/", {"parallel": "on"})["Location"] == "/ar/welcome/"
    assert not PrivacyNoticeSeen.objects.exists()


def test_she_may_ask_a_human_change_the_language_read_about_it_and_leave(fresh):
    for page in ("/ar/help/", "/ar/about/", "/ar/privacy/", "/ar/accessibility/", "/ar/display/", "/ar/sign-out/"):
        assert fresh.get(page).status_code == 200, page
    assert fresh.post("/ar/language/", {"language": "fr /fr/welcome/"})["Location"] == "/fr/welcome/"
    fresh.post("/ar/sign-out/")
    assert fresh.get("/ar/help/").status_code == 200


def test_reading_as_a_guest_stays_possible(db):
    assert Client().get("/ar/help/").status_code == 200
    assert "welcome" not in Client().get("/ar/").get("Location", "")


def test_when_the_text_changes_she_is_asked_again_but_work_under_way_is_kept(client, card, monkeypatch):
    begin(client, card.digits)
    assert client.get("/ar/devices/").status_code == 200
    for module in ("people.domain.privacy_notice", "people.sessions"):
        monkeypatch.setattr(f"{module}.VERSION", "2030-01")

    assert client.get("/ar/devices/")["Location"].startswith("/ar/welcome/")
    answer = client.post("/progress/events/", data="{}", content_type="application/json")
    assert answer.status_code == 400, "the events are judged, not refused for the notice"


def test_who_has_read_it_on_one_phone_is_not_asked_on_the_next(client, card, django_assert_num_queries):
    begin(client, card.digits)
    assert privacy_notice.has_read_any_notice(newcomer=PrivacyNoticeSeen.objects.get().newcomer)
    client.post("/ar/sign-out/")

    assert client.post("/ar/sign-in/", {"digits": card.digits})["Location"] == "/ar/"


def test_the_notice_is_the_one_of_the_page_about_her_data(fresh):
    def sentences(page):
        return re.findall(r"<li><svg.*?</svg><span>(.*?)</span></li>", fresh.get(page).text)

    assert len(sentences("/nl/welcome/")) == 7
    assert sentences("/nl/welcome/") == sentences("/nl/privacy/")


def test_the_first_time_it_comes_in_four_parts_with_all_of_it_one_tap_away(fresh):
    page = BeautifulSoup(fresh.get("/nl/welcome/").text, "html.parser")
    parts = page.select(".notice-parts > li")

    assert [len(part.select("details .sentence-list > li")) for part in parts] == [3, 1, 2, 1]
    assert all(part.img and part.select_one("p[data-ear-here]").get_text() for part in parts)
    assert not page.select("details[open]") and page.select_one("form.stays-in-sight button")
