"""Wifi and data: the server plays the steps again; in a browser a finger and the keys do them."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000
NETWORKS = [
    {"id": "cafe", "name": "CAFE-3", "icon": "cup", "is_locked": True},
    {"id": "home", "name": "ZON-24", "icon": "house", "is_locked": True, "code": "roos58"},
    {"id": "library", "name": "BIB-1", "icon": "books", "asks": True},
    {"id": "square", "name": "PLEIN", "icon": "tree"},
]
FILM = {"id": "film", "icon": "film", "title": "A long film"}


def ask(*goals: tuple[str, str], starts_on=("data",)) -> dict:
    wanted = [{"do": does, "on": on} for does, on in goals]
    return {"networks": NETWORKS, "downloads": [FILM], "starts_on": list(starts_on), "goal": wanted}


HOME = ask(("switch-on", "wifi"), ("join", "home"))
LIBRARY = ask(("switch-off", "plane"), ("stop", "film"), ("join", "library"), starts_on=["plane"])
TYPED = ("type", "home", "ROOS58 ")


def play(parameters, *told: tuple):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("connection", parameters, steps, elapsed=LONG_AGO)


def test_a_network_is_joined_with_its_code_wrong_tries_included():
    told = [
        ("panel",),
        ("switch", "wifi"),
        ("settings",),
        ("choose", "cafe"),
        ("type", "cafe", "roos58"),
        ("connect", "cafe"),
        ("back",),
        ("choose", "home"),
        ("type", "home", "roos85"),
        ("connect", "home"),
        TYPED,
        ("connect", "home"),
    ]
    assert play(HOME, *told).is_done and not play(HOME, *told[:-1]).is_done
    assert [step[3] for step in play(HOME, *told).steps if step[1] == "type"] == [False, False, True]
    assert "roos" not in repr(play(HOME, *told).steps)


def test_plane_mode_takes_the_network_away_and_all_goals_hold_at_the_same_moment():
    joined = [("settings",), ("switch", "plane"), ("switch", "wifi"), ("choose", "library"), ("accept", "library")]
    assert not play(LIBRARY, *joined, ("switch", "plane"), ("back",), ("stop", "film")).is_done
    assert play(LIBRARY, *joined, ("back",), ("stop", "film")).is_done
    lost = play(ask(("join", "square"), ("stop", "film")), *joined[:1], ("switch", "wifi"), ("choose", "square"))
    assert not lost.doubt and not lost.is_done


@pytest.mark.parametrize(
    "parameters, told",
    [
        (HOME, [("fly",)]),
        (HOME, [("back",)]),
        (HOME, [("switch", "wifi")]),
        (HOME, [("panel",), ("switch", "light")]),
        (LIBRARY, [("panel",), ("switch", "wifi")]),
        (HOME, [("settings",), ("choose", "home")]),
        (HOME, [("panel",), ("switch", "wifi"), ("choose", "home")]),
        (HOME, [("settings",), ("switch", "wifi"), ("choose", "moon")]),
        (HOME, [("settings",), ("switch", "wifi"), ("type", "home", "roos58")]),
        (HOME, [("settings",), ("switch", "wifi"), ("choose", "home"), ("connect", "cafe")]),
        (HOME, [("settings",), ("switch", "wifi"), ("choose", "home"), ("accept", "home")]),
        (HOME, [("settings",), ("switch", "wifi"), ("choose", "library"), ("connect", "library")]),
        (HOME, [("settings",), ("switch", "wifi"), ("choose", "home"), ("switch", "wifi")]),
        (HOME, [("settings",), ("stop", "film")]),
        (HOME, [("stop", "film"), ("stop", "film")]),
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(parameters, told):
    assert play(parameters, *told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "parameters, why",
    [
        (ask(), "no goal"),
        (ask(("fly", "wifi")), "unknown goal 'fly'"),
        (ask(("switch-on", "light")), "'light'"),
        (ask(("join", "moon")), "'moon'"),
        (ask(("join", "cafe")), "without a code"),
        (ask(("stop", "song")), "'song'"),
        (ask(("stop", "film"), starts_on=["light"]), "unknown switch"),
        (ask(("stop", "film"), starts_on=["plane", "data"]), "plane mode"),
    ],
)
def test_an_author_is_told_what_cannot_be(parameters, why):
    with pytest.raises(BadParameters, match=why):
        make_world("connection", parameters)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_switches_wifi_on_and_types_the_code(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("connection", HOME)
    assert opened.find_faults() == []
    page.get_by_role("button", name="Quick").tap()
    page.get_by_role("switch", name="Wifi").tap()
    assert opened.find_faults() == []
    page.get_by_role("button", name="Settings").tap()
    assert opened.find_faults() == []
    page.get_by_role("button", name="ZON-24").tap()
    page.get_by_label("Code").fill("roos85")
    page.get_by_role("button", name="Connect").tap()
    page.get_by_text("Wrong", exact=True).wait_for(state="attached")  # heard
    assert opened.find_faults() == []
    page.get_by_label("Code").fill("Roos58")
    page.get_by_role("button", name="Connect").tap()
    assert opened.wait_for_report() == [
        ("panel", ""),
        ("switch", "wifi"),
        ("settings", ""),
        ("choose", "home"),
        ("type", "home", "roos85"),
        ("connect", "home"),
        ("type", "home", "Roos58"),
        ("connect", "home"),
    ]


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_leave_plane_mode_and_agree_in_the_library(world_page):
    opened = world_page(device="computer")
    page = opened.open("connection", LIBRARY)
    page.get_by_role("button", name="Stop").press("Enter")
    page.get_by_role("button", name="Settings").press("Enter")
    assert opened.find_faults() == []
    page.get_by_role("switch", name="Wifi").press("Space")  # plane mode holds it: a soft sign
    page.get_by_role("switch", name="Plane").press("Space")
    assert page.evaluate("document.activeElement.dataset.act") == "switch plane", "the focus stays where it was"
    page.get_by_role("switch", name="Wifi").press("Space")
    page.get_by_role("button", name="BIB-1").press("Enter")
    assert opened.find_faults() == []
    page.get_by_role("button", name="Accept").press("Enter")
    assert opened.wait_for_report() == [
        ("stop", "film"),
        ("settings", ""),
        ("switch", "plane"),
        ("switch", "wifi"),
        ("choose", "library"),
        ("accept", "library"),
    ]


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device, parameters", [("phone", HOME), ("computer", LIBRARY)])
def test_the_hand_knows_the_whole_way(world_page, device, parameters):
    opened = world_page(device=device, is_still=True)
    opened.open("connection", parameters)
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
