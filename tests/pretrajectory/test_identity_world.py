"""An app to show who she is: what she began is confirmed with the code of the task, what she did not begin is refused."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000
WANTS = [{"icon": "user", "label": "Your name"}]


def request(id_: str, number: str, **more) -> dict:
    return {"id": id_, "from": "The school", "icon": "graduation", "number": number, "wants": WANTS} | more


PARAMETERS = {
    "site": {"icon": "graduation", "title": "The school", "number": "62"},
    "requests": [request("false", "85"), request("own", "62", is_own=True)],
    "code": "3915",
    "goal": [{"do": "refuse", "on": "false"}, {"do": "confirm", "on": "own"}],
}
DONE = [
    ("begin", ""),
    ("app", ""),
    ("see", "false"),
    ("check", "false"),
    ("confirm", "false"),
    ("back", ""),
    ("see", "own"),
    ("refuse", "own"),
    ("confirm", "own"),
    ("check", "own"),
    ("confirm", "own"),
    ("type", "own", "1111"),
    ("type", "own", "3915"),
    ("see", "false"),
    ("refuse", "false"),
]


def play(*told):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("identity", PARAMETERS, steps, elapsed=LONG_AGO)


def test_what_was_done_is_done_wrong_decisions_included_and_no_code_is_kept():
    verdict = play(*DONE)
    assert verdict.is_done and not play(*DONE[:-1]).is_done
    assert [step[3] for step in verdict.steps[11:13]] == [False, True]
    assert "3915" not in repr(verdict.steps)


@pytest.mark.parametrize(
    "told",
    [
        [("fly", "")],
        [("begin", ""), ("begin", "")],
        [("app", ""), ("app", "")],
        [("see", "false")],
        [("app", ""), ("see", "own")],
        [("app", ""), ("see", "moon")],
        [("app", ""), ("back", "")],
        [("app", ""), ("refuse", "false")],
        [("app", ""), ("see", "false"), ("confirm", "own")],
        [("app", ""), ("see", "false"), ("confirm", "false"), ("type", "false", "3915")],
        [*DONE[:2], ("see", "own"), ("confirm", "own"), ("type", "own", "3915")],
        [*DONE[:11], ("refuse", "own")],
        [("app", ""), ("see", "false"), ("refuse", "false"), ("see", "false")],
        [*DONE, ("see", "own")],
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(*told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "change",
    [
        {"requests": []},
        {"goal": []},
        {"site": {}},
        {"code": "39"},
        {"code": "word"},
        {"goal": [{"do": "fly", "on": "own"}]},
        {"goal": [{"do": "confirm", "on": "moon"}]},
        {"goal": [{"do": "confirm", "on": "false"}]},
        {"goal": [{"do": "refuse", "on": "own"}]},
    ],
)
def test_an_author_is_told_what_the_world_cannot_be(change):
    with pytest.raises(BadParameters):
        make_world("identity", PARAMETERS | change)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_looks_who_asks_before_it_confirms_and_refuses_the_other(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("identity", PARAMETERS)
    assert opened.find_faults() == []

    def press(*names: str) -> None:
        for name in names:
            page.locator(".device-screen").get_by_role("button", name=name, exact=True).tap()

    press("Begin", "App", "The school 85", "Check")
    assert page.locator(".id-wants").is_visible() and opened.find_faults() == []
    press("Confirm")  # that number is not the one of the page: a soft sign, and nothing happened
    press("Back", "The school 62", "Refuse", "Confirm", "Check", "Confirm")
    assert opened.find_faults() == []
    press(*"1111")
    page.get_by_text("No", exact=True).wait_for(state="attached")  # heard too
    press(*"3915")
    assert page.locator(".id-state.is-in").count() == 1
    press("The school 85", "Refuse")
    assert opened.wait_for_report() == DONE


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_alone_confirm_with_the_page_beside(world_page):
    opened = world_page(device="computer")
    page = opened.open("identity", PARAMETERS | {"goal": PARAMETERS["goal"][1:]})
    for name in ("Begin", "App", "The school 62", "Check", "Confirm"):
        page.locator(".device-screen").get_by_role("button", name=name, exact=True).press("Enter")
        assert page.evaluate("document.activeElement.closest('.device-screen') !== null")
    page.get_by_role("button", name="1", exact=True).focus()
    page.keyboard.type("3915")
    assert opened.wait_for_report() == [DONE[0], DONE[1], DONE[6], *DONE[9:11], DONE[12]]
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way(world_page, device):
    opened = world_page(device=device, is_still=True)
    opened.open("identity", PARAMETERS)
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
