"""Another language, reading aloud, larger letters: the server plays the steps again; in a browser fingers and keys do them."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000


def say(own: str, latin: str) -> dict:
    return {"own": own, "la": latin}


PAGE = {
    "page": {"icon": "building", "title": say("The town", "Urbs")},
    "parts": [
        {"id": "hours", "icon": "clock", "title": say("Hours", "Horae"), "text": say("From 9 to 12.", "Ab hora nona.")},
        {"id": "waste", "icon": "trash", "title": say("Waste", "Purgamenta"), "text": say("On Monday.", "Die Lunae.")},
    ],
    "languages": [{"id": "la", "name": "Latina"}, {"id": "own", "name": "English"}],
    "starts_in": "la",
}


def ask(*goals: tuple[str, str], **more) -> dict:
    return PAGE | {"goal": [{"do": does, "on": on} for does, on in goals]} | more


ALL = ask(("language", "own"), ("listen", "waste"), ("larger", "2"), ("back", "waste"))
CHOOSE = [("menu",), ("language", "own")]


def play(parameters, *told: tuple):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("reading_aids", parameters, steps, elapsed=LONG_AGO)


def test_a_part_is_heard_in_her_language_made_larger_and_left_detours_included():
    told = [
        ("open", "hours"),
        ("listen", "hours"),
        ("back",),
        *CHOOSE,
        ("larger",),
        ("smaller",),
        ("larger",),
        ("open", "waste"),
        ("larger",),
        ("listen", "waste"),
        ("back",),
    ]
    assert play(ALL, *told).is_done and not play(ALL, *told[:-1]).is_done


def test_what_is_read_aloud_in_a_language_that_she_does_not_want_is_not_heard():
    told = [("open", "waste"), ("listen", "waste"), *CHOOSE, ("larger",), ("larger",), ("back",)]
    assert not play(ALL, *told).is_done
    assert not play(ALL, *told[:-1], ("listen", "waste"), ("menu",), ("language", "la"), ("back",)).is_done
    assert play(ALL, *told[:-1], ("listen", "waste"), ("back",)).is_done


@pytest.mark.parametrize(
    "told",
    [
        [("fly",)],
        [("language", "own")],
        [("menu",), ("menu",), ("language", "own")],
        [("menu",), ("language", "tlh")],
        [("open", "moon")],
        [("open", "waste"), ("open", "hours")],
        [("back",)],
        [("listen", "waste")],
        [("open", "waste"), ("listen", "")],
        [("smaller",)],
        [("larger",)] * 4,
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(ALL, *told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "parameters, why",
    [
        (ask(), "no goal"),
        (ask(("listen", ""), starts_in="nl"), "no language"),
        (ask(("fly", "")), "unknown goal 'fly'"),
        (ask(("language", "nl")), "'nl'"),
        (ask(("listen", "moon")), "'moon'"),
        (ask(("larger", "4")), "'4'"),
        (ask(("back", "")), "''"),
    ],
)
def test_an_author_is_told_what_cannot_be(parameters, why):
    with pytest.raises(BadParameters, match=why):
        make_world("reading_aids", parameters)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_finds_her_language_and_has_a_part_read_aloud(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("reading_aids", ALL | {"is_bare": True})
    assert opened.find_faults() == []
    assert page.locator(".aid-page").get_attribute("lang") == "la"
    page.get_by_role("button", name="Languages").tap()
    assert opened.find_faults() == []
    page.get_by_role("button", name="English").tap()
    page.get_by_role("link", name="Waste").tap()
    page.get_by_role("button", name="Listen").tap()
    page.get_by_role("status").get_by_text("On Monday.").wait_for(state="attached")  # heard by who does not see it
    for _time in range(4):
        page.get_by_role("button", name="Larger").tap()  # the last one leads nowhere: a soft sign
    assert page.locator(".aid-page").get_attribute("data-size") == "3" and opened.find_faults() == []
    page.get_by_role("button", name="Back").tap()
    assert opened.wait_for_report() == [
        ("menu", ""),
        ("language", "own"),
        ("open", "waste"),
        ("listen", "waste"),
        *[("larger", "")] * 3,
        ("back", ""),
    ]


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_hear_the_page_and_the_focus_stays(world_page):
    opened = world_page(device="computer", is_still=True)
    page = opened.open("reading_aids", ask(("language", "own"), ("listen", ""), ("larger", "1")))
    page.get_by_role("button", name="Larger").press("Enter")
    assert page.evaluate("document.activeElement.dataset.act") == "larger" and opened.find_faults() == []
    page.get_by_role("button", name="Languages").press("Enter")
    page.get_by_role("button", name="English").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "The town"
    page.get_by_role("button", name="Listen").press("Enter")
    assert page.locator(".is-said").count() == 4, "without motion they do not light up one by one"
    assert opened.wait_for_report() == [("larger", ""), ("menu", ""), ("language", "own"), ("listen", "")]


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way(world_page, device):
    opened = world_page(device=device, is_still=True)
    opened.open("reading_aids", ALL)
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
