"""Staying safe: the server plays the steps again; in a browser a finger and the keys do them, and a wrong move costs nothing."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000
MESSAGES = {
    "kind": "messages",
    "messages": [
        {"id": "school", "icon": "graduation", "from": "The school", "text": "At 9 o'clock.", "link": "school.example"},
        {"id": "parcel", "icon": "box", "from": "+00 99", "text": "Pay now!", "link": "pay.example", "is_bad": True},
    ],
}
CHEAP = {"id": "cheap", "name": "Super", "address": "cheap.example", "price": "€ 9", "text": "Hurry!", "is_bad": True}
GOOD = {"id": "good", "name": "Bicycles", "address": "bikes.example", "price": "€ 210", "text": "You can call us."}
SHOPS = {"kind": "shops", "icon": "bicycle", "starts_in": "cheap", "shops": [CHEAP, GOOD]}
SHARED = {"kind": "shared", "name": "Amal", "address": "post.example", "text": "Hello, Amal!"}
THREE = [MESSAGES, SHOPS, SHARED]
AWAY = [("open", "parcel"), ("delete", "parcel")]
BUY = [("leave",), ("see", "good"), ("buy", "good")]


def ask(*scenes: dict) -> dict:
    return {"scenes": list(scenes)}


def play(parameters, *told: tuple):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("safety", parameters, steps, elapsed=LONG_AGO)


def test_what_is_dangerous_sets_off_an_alarm_and_may_be_done_better_after_it():
    told = [
        *[("open", "school"), ("link", "school"), ("back",)],
        *[("open", "parcel"), ("link", "parcel"), ("calm",), ("report", "parcel")],
        *[("buy", "cheap"), ("calm",), *BUY],
        *[("keep",), ("calm",), ("not-keep",), ("account",), ("sign-out",)],
    ]
    assert play(ask(*THREE), *told).is_done and not play(ask(*THREE), *told[:-1]).is_done


@pytest.mark.parametrize(
    "scene, told",
    [
        (MESSAGES, [("fly",)]),
        (MESSAGES, [("calm",)]),
        (MESSAGES, [("back",)]),
        (MESSAGES, [("delete", "parcel")]),
        (MESSAGES, [("open", "moon")]),
        (MESSAGES, [("open", "school"), ("delete", "school")]),
        (MESSAGES, [("open", "school"), ("link", "parcel")]),
        (MESSAGES, [("open", "parcel"), ("link", "parcel"), ("delete", "parcel")]),
        (MESSAGES, [*AWAY, ("open", "school")]),
        (SHOPS, [("see", "good")]),
        (SHOPS, [("buy", "good")]),
        (SHOPS, [("leave",), ("leave",)]),
        (SHOPS, [("leave",), ("see", "moon")]),
        (SHOPS, [("buy", "cheap"), ("leave",)]),
        (SHOPS, [("fly",)]),
        (SHARED, [("account",)]),
        (SHARED, [("not-keep",), ("not-keep",)]),
        (SHARED, [("not-keep",), ("keep",)]),
        (SHARED, [("not-keep",), ("sign-out",)]),
        (SHARED, [("fly",)]),
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(scene, told):
    assert play(ask(scene), *told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "parameters, why",
    [
        (ask(), "no scenes"),
        (ask({"kind": "war"}), "unknown kind 'war'"),
        (ask({"kind": "messages", "messages": MESSAGES["messages"][:1]}), "no false message"),
        (ask(SHOPS | {"starts_in": "moon"}), "'moon'"),
        (ask(SHOPS | {"shops": [CHEAP]}), "no good shop"),
        (ask(SHOPS | {"shops": [GOOD], "starts_in": ""}), "no bad shop"),
    ],
)
def test_an_author_is_told_what_cannot_be(parameters, why):
    with pytest.raises(BadParameters, match=why):
        make_world("safety", parameters)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_follows_a_false_link_is_warned_and_deletes_it(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("safety", ask(MESSAGES))
    assert opened.find_faults() == []
    page.get_by_role("button", name="The school").tap()
    page.get_by_role("button", name="Delete").tap()  # a good message stays: a soft sign
    page.get_by_role("button", name="Back").tap()
    page.get_by_role("button", name="+00 99").tap()
    assert opened.find_faults() == []
    page.get_by_role("link", name="pay.example").tap()
    page.get_by_role("status").get_by_text("Alarm").wait_for(state="attached")  # heard
    assert opened.find_faults() == []
    page.get_by_role("button", name="Back").tap()
    page.get_by_role("button", name="Delete").tap()
    assert opened.wait_for_report() == [
        ("open", "school"),
        ("back", ""),
        ("open", "parcel"),
        ("link", "parcel"),
        ("calm", ""),
        ("delete", "parcel"),
    ]


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_leave_a_shop_buy_in_another_and_leave_no_password_behind(world_page):
    opened = world_page(device="computer")
    page = opened.open("safety", ask(SHOPS, SHARED))

    def press(name: str) -> None:
        page.get_by_role("button", name=name).press("Enter")

    assert opened.find_faults() == []
    press("Buy")
    assert page.evaluate("document.activeElement.textContent") == "Alarm" and opened.find_faults() == []
    press("Back")
    press("Leave")
    assert opened.find_faults() == []
    press("bikes.example")
    press("Buy")
    press("Account")  # not before the question is answered: a soft sign
    assert opened.find_faults() == []
    press("Not keep")
    press("Account")
    assert page.evaluate("document.activeElement.dataset.act") == "account" and opened.find_faults() == []
    press("Sign out")
    assert opened.wait_for_report() == [
        *[("buy", "cheap"), ("calm", ""), ("leave", ""), ("see", "good"), ("buy", "good")],
        *[("not-keep", ""), ("account", ""), ("sign-out", "")],
    ]


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device, scene", [("phone", MESSAGES), ("computer", SHOPS), ("phone", SHARED)])
def test_the_hand_knows_the_whole_way(world_page, device, scene):
    opened = world_page(device=device, is_still=True)
    opened.open("safety", ask(scene))
    assert opened.watch_whole() < 10
    assert opened.reports == [] and opened.find_faults() == []
