"""Messages and a calendar: answered, written, and every appointment on its day."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000


def appointment(id_: str, icon: str, title: str, day: str = "") -> dict:
    return {"id": id_, "icon": icon, "title": title, "time": "10:00"} | ({"day": day} if day else {})


def chat(id_: str, icon: str, *texts: dict, **more) -> dict:
    return {"id": id_, "from": f"From {id_}", "icon": icon, "texts": list(texts)} | more


PARAMETERS = {
    "chats": [
        chat("bus", "bus", {"text": "No bus today."}),
        chat(
            "school",
            "graduation",
            {"text": "Thursday?", "on": "talk", "day": "thu"},
            replies=[{"id": "yes", "text": "Yes", "icon": "check"}, {"id": "no", "text": "No", "icon": "x"}],
        ),
    ],
    "days": [{"id": "tue", "label": "Tuesday", "number": "10"}, {"id": "thu", "label": "Thursday", "number": "12"}],
    "appointments": [
        appointment("talk", "graduation", "The school"),
        appointment("doctor", "first-aid", "The doctor", "tue"),
        appointment("bike", "bicycle", "The bicycle", "tue"),
        appointment("class", "book", "The class", "thu"),
    ],
    "goal": [
        {"do": "answer", "on": "school", "reply": "yes"},
        {"do": "put", "on": "talk", "day": "thu"},
        {"do": "put", "on": "doctor", "day": "thu"},
        {"do": "cancel", "on": "bike"},
        {"do": "write", "on": "bus", "text": "ik kom later"},
    ],
}
DONE = [
    ("open", "school"),
    ("answer", "no"),
    ("answer", "yes"),
    ("plan", "talk"),
    ("day", "tue"),
    ("save", ""),
    ("pick", "talk"),
    ("day", "thu"),
    ("save", ""),
    ("pick", "doctor"),
    ("remove", ""),
    ("day", "thu"),
    ("save", ""),
    ("pick", "bike"),
    ("remove", ""),
    ("open", "bus"),
    ("write", "bus", "mijn adres is"),
    ("write", "bus", "Ik kom  later"),
]


def play(*told):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("messages", PARAMETERS, steps, elapsed=LONG_AGO)


def test_what_was_done_is_done_wrong_moves_included_and_nothing_that_was_typed_is_kept():
    verdict = play(*DONE)
    assert verdict.is_done and not play(*DONE[:-1]).is_done
    assert [step[3] for step in verdict.steps[-2:]] == [False, True]
    assert not [told for told in ("adres", "later") if told in repr(verdict.steps)]


def test_an_appointment_that_was_moved_without_need_is_missed_until_it_is_back():
    wrong = [("pick", "class"), ("day", "tue"), ("save", "")]
    assert not play(*wrong, *DONE).is_done
    assert play(*wrong, *DONE, ("pick", "class"), ("day", "thu"), ("save", "")).is_done


@pytest.mark.parametrize(
    "told",
    [
        [("fly", "school")],
        [("open", "moon")],
        [("answer", "yes")],
        [("open", "bus"), ("answer", "yes")],
        [("write", "bus", "hello")],
        [("open", "school"), ("write", "bus", "hello")],
        [("open", "bus"), ("plan", "talk")],
        [("pick", "talk")],
        [("pick", "moon")],
        [("day", "thu")],
        [("pick", "doctor"), ("day", "sun")],
        [("save", "")],
        [("open", "school"), ("plan", "talk"), ("save", "")],
        [("remove", "")],
        [("pick", "bike"), ("remove", ""), ("pick", "bike")],
        [*DONE, ("open", "bus")],
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(*told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "change",
    [
        {"chats": []},
        {"goal": []},
        {"appointments": []},
        {"appointments": [appointment("talk", "graduation", "The school", "sun")]},
        {"goal": [{"do": "fly", "on": "bus"}]},
        {"goal": [{"do": "open", "on": "moon"}]},
        {"goal": [{"do": "put", "on": "talk", "day": "sun"}]},
        {"goal": [{"do": "put", "on": "bus", "day": "thu"}]},
        {"goal": [{"do": "cancel", "on": "talk"}]},
        {"goal": [{"do": "answer", "on": "bus", "reply": "yes"}]},
        {"goal": [{"do": "write", "on": "bus"}]},
    ],
)
def test_an_author_is_told_what_the_world_cannot_be(change):
    with pytest.raises(BadParameters):
        make_world("messages", PARAMETERS | change)


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_answers_and_puts_every_appointment_on_its_day(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("messages", PARAMETERS)
    assert opened.find_faults() == []

    def press(*names: str) -> None:
        for name in names:
            page.locator(".device-screen").get_by_role("button", name=name).tap()

    press("From school", "No", "Yes")
    assert page.locator(".bubble.is-mine").all_inner_texts() == ["No", "Yes"] and opened.find_faults() == []
    press("Add", "Tuesday", "Save")
    page.get_by_text("No", exact=True).wait_for(state="attached")  # heard too
    press("The school", "Thursday")
    assert opened.find_faults() == []
    press("Save", "The doctor", "Remove")  # that one is to be moved: a soft sign, and it stays
    press("Thursday", "Save", "The bicycle", "Remove")
    press("Messages", "Back", "From bus")
    for text in ("mijn adres is", "Ik kom  later"):
        page.get_by_role("textbox", name="Write").fill(text)
        press("Send")
    assert opened.wait_for_report() == DONE


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_do_it_with_the_calendar_beside(world_page):
    opened = world_page(device="computer")
    page = opened.open("messages", PARAMETERS | {"goal": PARAMETERS["goal"][:2]})
    for name in ("From school", "Yes", "Add", "12 Thursday", "Save"):
        page.locator(".device-screen").get_by_role("button", name=name).press("Enter")
        assert page.evaluate("document.activeElement.closest('.device-screen') !== null")
    assert opened.wait_for_report() == [
        ("open", "school"),
        ("answer", "yes"),
        ("plan", "talk"),
        ("day", "thu"),
        ("save", ""),
    ]
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way_also_from_where_she_is(world_page, device):
    opened = world_page(device=device, is_still=True)
    goals = [{"do": "open", "on": "school"}, *PARAMETERS["goal"]]
    opened.open("messages", PARAMETERS | {"goal": goals})
    assert opened.watch_whole() < 30
    assert opened.reports == [] and opened.find_faults() == []
