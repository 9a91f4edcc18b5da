"""The kinds of question that lessons do not have, on a phone of 360 pixels in Arabic."""

import pytest

from tests.assessments.factories import fields_of, make_bank, make_street
from tests.progress.factories import wrong_response
from tests.screens.phone import Phone, Site

KINDS = ("choose", "short_text", "hotspot")
JUDGE = "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"


@pytest.mark.browser
@pytest.mark.once
def test_every_new_kind_on_a_phone_in_arabic(browser, phone):
    """Each question, its refusal and its answer: nothing is wrong for who reads with her ears, and all of it fits."""
    make_street()
    make_bank(keys=["wonen-1", "wonen-2", "wonen-3"], kinds=KINDS)
    url = phone.post("/ar/practice/start/", {"theme": ""})["Location"]
    site = Site()
    screen = Phone(browser, site, has_scripts=True)
    try:
        for number in (1, 2, 3):
            here = f"{url.rstrip('/').rpartition('/')[0]}/{number}/"
            shown = phone.get(here)
            page = screen.show(shown)
            check(screen, page)
            kind = page.locator("fieldset[data-kind]").get_attribute("data-kind")
            if kind == "hotspot":
                page.locator(".hotspot-tap").nth(1).click()
                assert page.locator(".choice input").nth(1).is_checked(), "a tap on the picture chooses its letter"
            version = shown.context["practice"].get_version(number)
            check(screen, screen.show(phone.post(here, {})))
            phone.post(here, fields_of(wrong_response(version)))
            check(screen, screen.show(phone.get(here)))
    finally:
        screen.context.close()
        site.close()


def check(screen, page) -> None:
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in page.evaluate(JUDGE)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert (page.evaluate("refused"), screen.complaints) == ([], [])
    small = page.locator("main :is(button, .button, .choice, .typed input)").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    assert small == []
