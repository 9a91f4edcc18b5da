"""In a browser: what every world has: a hand that shows, hints that point closer, and a report that arrives."""

import pytest

from .world_page import scene

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_the_hand_shows_once_without_counting_and_hints_point_closer(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box"), scene("tap", "tree")]})
    page.click("[data-watch]")
    while page.locator(".is-demo").count():
        opened.wait(200)
    page.click("[data-hint]")
    assert page.locator(".touch-area.is-region").count() == 1
    page.click("[data-hint]")
    assert page.locator(".is-thing").get_attribute("data-name") == "ball"
    page.click("[data-hint]")
    page.locator(".device-cover").click()  # she has seen enough
    page.tap("[data-name=ball]")
    opened.wait()
    page.tap("[data-name=tree]")
    assert opened.wait_for_report() == [("tap", "ball"), ("tap", "tree")]
    assert (opened.reports[0]["watched"], opened.reports[0]["hints"]) == (1, 3)


def test_without_motion_the_steps_are_numbered_and_wait_for_a_tap(world_page):
    opened = world_page(is_still=True, is_rtl=True)
    page = opened.open("touch", {"scenes": [scene("swipe-left", "ball", "box")]})
    assert page.locator(".world-hand").count() == 0
    page.click("[data-watch]")
    assert page.locator(".world-mark").inner_text() == "1"
    assert opened.find_faults() == []
    page.keyboard.press("Enter")
    page.locator(".is-demo").wait_for(state="detached")
    assert page.evaluate("document.activeElement.hasAttribute('data-watch')")


def test_who_gets_no_further_is_pointed_closer_without_asking(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box")]})
    opened.wait(20_100)
    assert page.locator(".touch-area.is-region").count() == 1
    opened.wait(20_100)
    assert page.locator("[data-name=ball].is-thing").count() == 1
    page.tap("[data-name=ball]")
    opened.wait_for_report()
    assert opened.reports[0]["hints"] == 0


def test_without_a_connection_the_report_waits_on_the_phone(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball")]})
    opened.status = None
    page.tap("[data-name=ball]")
    opened.wait()
    page.get_by_text("Kept").wait_for()
    opened.status = 200
    page.evaluate("dispatchEvent(new Event('online'))")
    opened.wait(2000)
    page.wait_for_url("**/next/")
    assert len(opened.reports) == 1


def test_who_goes_on_tells_so_with_what_she_did(world_page):
    opened = world_page()
    page = opened.open("touch", {"scenes": [scene("tap", "ball", "box")]})
    page.tap("[data-name=box]")
    page.click("[data-skip]")
    page.wait_for_url("**/next/")
    (report,) = opened.reports
    assert report["gave_up"] is True and [step["on"] for step in report["steps"]] == ["box"]
