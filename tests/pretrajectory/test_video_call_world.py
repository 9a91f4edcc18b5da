"""A call with pictures: the server plays the steps again; in a browser fingers and keys do them, and nothing real is asked."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000
TEACHER = {"id": "teacher", "icon": "teacher", "name": "The teacher"}
CALL = {
    "invite": {"icon": "teacher", "from": "The teacher", "text": "Welcome.", "link": "les.example"},
    "people": [TEACHER, {"id": "ali", "icon": "user", "name": "Ali"}],
    "cameras": [{"id": "first", "name": "One", "is_broken": True}, {"id": "other", "name": "Two"}],
    "said": {"icon": "teacher", "from": "The teacher", "text": "Until Thursday!"},
}


def ask(*goals: str | tuple[str, str], **more) -> dict:
    told = [goal if isinstance(goal, tuple) else (goal, "") for goal in goals]
    return CALL | {"goal": [{"do": does, "on": on} for does, on in told]} | more


SOUND = ask("join", "mute", "unmute")
LESSON = ask(("camera", "other"), "hand", "chat", "leave")
JOIN = [("link",), ("allow",), ("join",)]


def play(parameters, *told: tuple):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("video_call", parameters, steps, elapsed=LONG_AGO)


def test_she_joins_and_switches_her_microphone_off_and_on_detours_included():
    told = [("link",), ("refuse",), ("ask",), ("allow",), ("mute",), ("join",), ("unmute",), ("hand",), ("mute",)]
    assert play(SOUND, *told).is_done and not play(SOUND, *told[:-1]).is_done
    assert not play(SOUND, ("link",), ("allow",), ("mute",), ("unmute",), ("join",)).is_done, (
        "at the door nobody hears it"
    )


def test_who_left_too_early_comes_back_and_leaves_at_the_end():
    rest = [("hand",), ("settings",), ("camera", "other"), ("chat",), ("leave",)]
    assert play(LESSON, *JOIN, *rest).is_done and not play(LESSON, *JOIN, *rest[:-1]).is_done
    assert play(LESSON, *JOIN, ("leave",), ("link",), ("join",), *rest).is_done, "what she allowed stays so"
    assert not play(LESSON, *JOIN, *rest[:3], ("camera", "first"), *rest[3:]).is_done


@pytest.mark.parametrize(
    "told",
    [
        [("fly",)],
        [("allow",)],
        [("join",)],
        [("link",), ("link",)],
        [("link",), ("join",)],
        [("link",), ("refuse",), ("join",)],
        [("link",), ("refuse",), ("mute",)],
        [("link",), ("refuse",), ("settings",)],
        [("link",), ("allow",), ("ask",)],
        [("link",), ("allow",), ("chat",)],
        [("link",), ("allow",), ("hand",)],
        [*JOIN, ("unmute",)],
        [*JOIN, ("camera", "other")],
        [*JOIN, ("settings",), ("camera", "moon")],
        [*JOIN, ("settings",), ("chat",), ("camera", "other")],
        [("link",), ("allow",), ("leave",)],
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(LESSON, *told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "parameters, why",
    [
        (ask(), "no goal"),
        (ask("join", cameras=[]), "no camera"),
        (ask("fly"), "unknown goal 'fly'"),
        (ask(("camera", "moon")), "'moon'"),
        (ask(("mute", "other")), "'other'"),
    ],
)
def test_an_author_is_told_what_cannot_be(parameters, why):
    with pytest.raises(BadParameters, match=why):
        make_world("video_call", parameters)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_joins_and_the_page_asks_for_nothing_real(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("video_call", SOUND)
    page.evaluate("() => { globalThis.asked = 0; navigator.mediaDevices.getUserMedia = async () => asked++; }")

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).tap()

    assert opened.find_faults() == []
    page.get_by_role("link", name="les.example").tap()
    assert opened.find_faults() == []
    press("Refuse")
    assert page.get_by_role("button", name="Join").count() == 0 and opened.find_faults() == []
    press("Ask")
    press("Allow")
    assert opened.find_faults() == []
    press("Join")
    press("Mute")
    assert opened.find_faults() == []
    press("Unmute")
    assert opened.wait_for_report() == [
        ("link", ""),
        ("refuse", ""),
        ("ask", ""),
        ("allow", ""),
        ("join", ""),
        ("mute", ""),
        ("unmute", ""),
    ]
    assert page.evaluate("asked") == 0


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_choose_a_camera_read_a_message_and_leave(world_page):
    opened = world_page(device="computer")
    page = opened.open("video_call", LESSON)

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).press("Enter")

    page.get_by_role("link", name="les.example").press("Enter")
    press("Allow")
    press("Join")
    press("Mute")
    assert page.evaluate("document.activeElement.dataset.act") == "unmute", "the focus stays on the microphone"
    press("Cameras")
    assert opened.find_faults() == []
    press("Two")
    press("Chat")
    page.get_by_role("status").get_by_text("Until Thursday!").wait_for(state="attached")  # heard
    assert opened.find_faults() == []
    press("Hand")
    press("Leave")
    assert opened.wait_for_report()[-5:] == [
        ("settings", ""),
        ("camera", "other"),
        ("chat", ""),
        ("hand", ""),
        ("leave", ""),
    ]


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device, parameters", [("phone", LESSON), ("computer", SOUND)])
def test_the_hand_knows_the_whole_way(world_page, device, parameters):
    opened = world_page(device=device, is_still=True)
    opened.open("video_call", parameters)
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
