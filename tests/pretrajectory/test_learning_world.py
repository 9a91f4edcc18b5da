"""A site to learn on: the lesson that was begun, the exercise, what the teacher says, the next class."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000


def thing(id_: str, icon: str, label: str) -> dict:
    return {"id": id_, "icon": icon, "label": label}


FILM = {
    "id": "film",
    "kind": "play",
    "scenes": [{"icon": "woman", "text": "Amal."}, {"icon": "bus", "text": "The bus."}],
}
QUESTION = {
    "id": "where",
    "kind": "question",
    "text": "Where?",
    "right": "doctor",
    "options": [thing("school", "graduation", "The school"), thing("doctor", "first-aid", "The doctor")],
}
PARAMETERS = {
    "lessons": [
        {"id": "house", "icon": "house", "title": "The house", "state": "done"},
        {"id": "bus", "icon": "bus", "title": "The bus", "state": "begun", "parts": [FILM, QUESTION]},
    ],
    "exercise": {"title": "A photo"},
    "files": [thing("tree", "tree", "The tree"), thing("home", "house", "My home")],
    "feedback": {"icon": "star", "text": "Well done!"},
    "today": "10",
    "dates": [
        {"id": "before", "number": "5", "label": "Thursday"},
        {"id": "after", "number": "12", "label": "Thursday"},
    ],
    "goal": [
        {"do": "finish", "on": "bus"},
        {"do": "hand-in", "on": "home"},
        {"do": "feedback"},
        {"do": "date", "on": "after"},
    ],
}
DONE = [
    ("open", "house"),
    ("open", "bus"),
    ("next", ""),
    ("play", "film"),
    ("next", ""),
    ("answer", "school"),
    ("answer", "doctor"),
    ("next", ""),
    ("file", "tree"),
    ("hand-in", ""),
    ("file", "home"),
    ("hand-in", ""),
    ("feedback", ""),
    ("date", "before"),
    ("date", "after"),
]


def play(*told):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("learning", PARAMETERS, steps, elapsed=LONG_AGO)


@pytest.mark.parametrize("left_out", [1, 3, 6, 10, 11, 12, 14])
def test_what_was_done_is_done_wrong_moves_included(left_out):
    assert play(*DONE).is_done
    assert not play(*DONE[:left_out], *DONE[left_out + 1 :]).is_done


def test_a_lesson_that_is_opened_again_begins_anew():
    assert not play(*DONE[:4], ("open", "bus"), *DONE[4:]).is_done
    assert play(*DONE[:4], ("open", "house"), *DONE[4:]).is_done, "nothing was opened there"


@pytest.mark.parametrize(
    "told",
    [
        [("fly", "")],
        [("open", "moon")],
        [("play", "film")],
        [("next", "")],
        [("open", "house"), ("next", "")],
        [("open", "bus"), ("play", "where")],
        [("open", "bus"), ("answer", "doctor")],
        [*DONE[1:5], ("play", "film")],
        [*DONE[1:5], ("answer", "moon")],
        [*DONE[1:8], ("next", "")],
        [("file", "moon")],
        [("hand-in", "")],
        [("date", "moon")],
        [*DONE, ("feedback", "")],
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(*told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "change",
    [
        {"goal": []},
        {"goal": [{"do": "fly"}]},
        {"goal": [{"do": "finish", "on": "house"}]},
        {"goal": [{"do": "hand-in", "on": "moon"}]},
        {"goal": [{"do": "feedback", "on": "home"}]},
        {"goal": [{"do": "date"}]},
        {"lessons": [{"id": "bus", "parts": [{"id": "a", "kind": "fly"}]}]},
        {"lessons": [{"id": "bus", "parts": [QUESTION | {"right": "moon"}]}]},
        {"lessons": [{"id": "bus", "parts": [QUESTION | {"options": QUESTION["options"][1:]}]}]},
    ],
)
def test_an_author_is_told_what_the_world_cannot_be(change):
    with pytest.raises(BadParameters):
        make_world("learning", PARAMETERS | change)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_goes_on_in_the_lesson_and_finds_its_way_in_the_class(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("learning", PARAMETERS)
    assert opened.find_faults() == []

    def press(*names: str) -> None:
        for name in names:
            page.locator(".device-screen").get_by_role("button", name=name).tap()

    press("The house", "The bus", "Next", "Play")
    page.get_by_text("Amal.").first.wait_for()
    opened.wait(3_100)  # one picture after the other
    assert opened.find_faults() == []
    press("Next", "The school", "The doctor")
    assert opened.find_faults() == []
    press("Next", "Class", "The tree", "Hand in", "My home", "Hand in", "Feedback")
    assert page.get_by_text("Well done!").is_visible() and opened.find_faults() == []
    press("5 Thursday")
    page.get_by_text("No", exact=True).wait_for(state="attached")  # heard too
    press("12 Thursday")
    assert opened.wait_for_report() == DONE


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_alone_do_a_lesson_with_the_others_beside(world_page):
    opened = world_page(device="computer", is_still=True)
    page = opened.open("learning", PARAMETERS | {"goal": PARAMETERS["goal"][:1]})
    for name in ("The bus", "Play", "Next", "The doctor", "Next"):
        page.locator(".device-screen").get_by_role("button", name=name).press("Enter")
        assert page.evaluate("document.activeElement.closest('.device-screen') !== null")
    assert opened.wait_for_report() == [DONE[1], *DONE[3:5], *DONE[6:8]]
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way(world_page, device):
    opened = world_page(device=device, is_still=True)
    opened.open("learning", PARAMETERS)
    assert opened.watch_whole() < 20
    assert opened.reports == [] and opened.find_faults() == []
