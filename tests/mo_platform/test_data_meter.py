"""Who pays by the megabyte sees what the site fetched: counted on her phone, when she asked for it, and told to nobody."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.lessons.factories import make_lesson, make_module, publish
from tests.screens.phone import Phone, Site

pytestmark = pytest.mark.browser
METER = "[data-meter]"
HEAD = 600  # bytes at most that a browser counts for the head of an answer


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def phone(browser, site):
    phone = Phone(browser, site, has_scripts=True)
    yield phone
    phone.context.close()


@pytest.fixture
def counting(client, db):
    """She chose it on the page of colours and data use."""
    client.post("/ar/display/", {"theme": "auto", "saver": "auto", "meter": "on"})
    return client


def open_page(phone, client, path):
    page = phone.show(client.get(path))
    page.wait_for_load_state("networkidle")
    return page


def count(page) -> dict:
    return json.loads(page.evaluate("localStorage.getItem('mo-data')"))


def fetched(phone, response) -> tuple[int, int]:
    """What the phone was given: at least the bodies, at most with their heads."""
    paths = [urlsplit(url).path for url in phone.asked if "/static/" in url]
    sizes = [Path(finders.find(path.removeprefix("/static/"))).stat().st_size for path in paths]
    least = len(response.content) + sum(sizes)
    return least, least + HEAD * len(phone.asked)


def test_it_counts_what_came_and_only_what_came(phone, counting):
    response = counting.get("/ar/about/")
    page = phone.show(response)
    page.wait_for_load_state("networkidle")
    least, most = fetched(phone, response)
    first = count(page)["ofMonth"]
    assert least <= first <= most
    assert page.locator("[data-fetched=page]").inner_text() == f"{-(-first // 1000)} كيلوبايت"

    page = open_page(phone, counting, "/ar/privacy/")  # its styles and scripts are here already
    second = count(page)
    assert 1000 < second["ofMonth"] - first < first / 3
    assert second["ofDay"] == second["ofMonth"]
    assert page.locator("[data-fetched=ofMonth]").inner_text() == f"{-(-second['ofMonth'] // 1000)} كيلوبايت"
    assert all(url.startswith(phone.site.base) for url in phone.asked)


def test_a_month_and_a_day_end(phone, counting):
    page = open_page(phone, counting, "/nl/display/")
    kept = count(page)
    yesterday = kept | {"day": kept["day"] - 1, "ofDay": 900_000, "ofMonth": 2_340_000}
    page.evaluate("kept => localStorage.setItem('mo-data', kept)", json.dumps(yesterday))
    page = open_page(phone, counting, "/nl/display/")
    assert re.fullmatch(r"\d{1,2} kB", page.locator("[data-fetched=ofDay]").inner_text())
    assert page.locator("main [data-fetched=ofMonth]").inner_text() == "2,4 MB"

    page.evaluate("kept => localStorage.setItem('mo-data', kept)", json.dumps(yesterday | {"month": kept["month"] - 1}))
    page = open_page(phone, counting, "/nl/display/")
    assert re.fullmatch(r"\d{1,2} kB", page.locator("main [data-fetched=ofMonth]").inner_text())


def test_she_starts_again(phone, counting):
    page = open_page(phone, counting, "/ti/display/")
    assert page.locator("main [data-fetched=ofMonth]").inner_text() != "0 kB"
    page.locator("[data-meter-again]").click()
    assert page.locator("main [data-fetched=ofMonth]").inner_text() == "0 kB"


def test_who_did_not_ask_gets_no_script_and_no_line(phone, counting):
    counting.post("/ar/display/", {"theme": "auto", "saver": "auto", "meter": "off"})
    page = open_page(phone, counting, "/ar/display/")
    assert page.locator(METER).count() == 0
    assert [url for url in phone.asked if "data-meter" in url] == []
    assert page.evaluate("localStorage.length") == 0


def test_it_leaves_a_lesson_that_can_be_taken_along_as_it_is(phone, counting):
    lesson = make_lesson(make_module())
    publish(lesson)
    page = open_page(phone, counting, lesson.get_url_parts()[2])
    assert page.locator("[data-take-now]").is_visible()
    assert page.locator(METER).is_visible()
    assert phone.complaints == []


def test_without_a_script_nothing_is_claimed(browser, site, counting):
    phone = Phone(browser, site, has_scripts=False)
    page = phone.show(counting.get("/ar/display/"))
    assert page.locator(METER).count() == 1 and not page.locator(METER).is_visible()
    assert not page.locator("#meter").is_visible()
    phone.context.close()


def test_the_script_is_small():
    assert len(gzip.compress(Path(finders.find("js/data-meter.js")).read_bytes())) < 1000
