"""A PIN and a password of the task: chosen, typed, kept where nobody looks. Nothing that is typed is kept by us."""

import pytest

from pretrajectory.engine.judging import Doubt, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

LONG_AGO = 600_000
WORDS = [{"icon": name, "text": text} for name, text in (("tree", "boom"), ("car", "auto"), ("bicycle", "fiets"))]
OPTIONS = [
    {"id": "row", "label": "1234"},
    {"id": "free", "label": "7305", "is_safe": True},
    {"id": "vault", "icons": ["vault"], "label": "The safe", "is_safe": True},
]
SCENES = [
    {"id": "open", "kind": "pin", "icon": "lock", "title": "Open", "pin": "2846"},
    {"id": "choose", "kind": "choose", "icon": "shield", "title": "Choose", "options": OPTIONS},
    {"id": "new", "kind": "new", "icon": "key", "title": "Make", "words": WORDS},
    {"id": "again", "kind": "sign-in", "icon": "sign-in", "title": "Sign in", "words": WORDS},
]
PARAMETERS = {"scenes": SCENES}
DONE = [
    ("type", "open", "1111"),
    ("type", "open", "2846"),
    ("choose", "row"),
    ("choose", "free"),
    ("type", "new", "geheim123"),
    ("type", "new", "BoomAuto fiets"),
    ("look", "again"),
    ("type", "again", "boomautofiets"),
]


def play(*told):
    steps = [Step(2_000 * number, *one) for number, one in enumerate(told, start=1)]
    return judge("password", PARAMETERS, steps, elapsed=LONG_AGO)


def test_what_was_done_is_done_wrong_moves_included_and_nothing_that_was_typed_is_kept():
    verdict = play(*DONE)
    assert verdict.is_done and not play(*DONE[:-1]).is_done
    assert [step[3] for step in verdict.steps] == [False, True, True, True, False, True, True, True]
    assert not [told for told in ("2846", "geheim", "boom") if told in repr(verdict.steps)]


@pytest.mark.parametrize(
    "told",
    [
        [("choose", "free")],
        [("type", "new", "boomautofiets")],
        [("look", "open")],
        [DONE[1], ("choose", "moon")],
        [DONE[1], ("type", "choose", "7305")],
        [*DONE[1:4], ("look", "new")],
        [*DONE, ("look", "again")],
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(told):
    assert play(*told).doubt == Doubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "scene",
    [
        {"id": "a", "kind": "fly"},
        {"kind": "pin", "pin": "2846"},
        {"id": "a", "kind": "pin", "pin": "123"},
        {"id": "a", "kind": "pin", "pin": "abcd"},
        {"id": "a", "kind": "choose", "options": [{"id": "b"}]},
        {"id": "a", "kind": "choose", "options": [{"id": "b", "is_safe": True}]},
        {"id": "a", "kind": "new", "words": WORDS[:2]},
        {"id": "a", "kind": "sign-in"},
    ],
)
def test_an_author_is_told_what_the_world_cannot_be(scene):
    with pytest.raises(BadParameters):
        make_world("password", {"scenes": [scene]})
    with pytest.raises(BadParameters):
        make_world("password", {})


@pytest.mark.browser
@pytest.mark.once
def test_a_finger_presses_the_pin_chooses_and_types_the_words(world_page):
    opened = world_page(is_rtl=True)
    page = opened.open("password", PARAMETERS)
    assert opened.find_faults() == []
    for digit in "1111":
        page.get_by_role("button", name=digit, exact=True).tap()
    page.locator(".pin-places.is-nudged").wait_for()
    opened.wait()
    for digit in "285":
        page.get_by_role("button", name=digit, exact=True).tap()
    page.get_by_role("button", name="Erase").tap()
    for digit in "46":
        page.get_by_role("button", name=digit, exact=True).tap()
    assert page.locator(".world-goals .is-met").count() == 1

    page.get_by_role("button", name="1234").tap()
    page.get_by_text("No: 1234").wait_for(state="attached")  # heard too
    assert opened.find_faults() == []
    page.get_by_role("button", name="7305").tap()

    field = page.get_by_role("textbox", name="Password")
    field.fill("boom fiets")
    assert page.locator(".pass-words .is-met").all_inner_texts() == ["boom", "fiets"]
    page.get_by_role("button", name="Save").tap()
    page.get_by_text("No auto").wait_for(state="attached")
    assert field.get_attribute("type") == "text" and opened.find_faults() == []  # no browser offers to keep it
    field.fill("boom auto fiets")
    page.get_by_role("button", name="Save").tap()
    page.get_by_role("button", name="Saved").tap()
    field.fill("boomautofiets")
    assert opened.find_faults() == []
    page.get_by_role("button", name="Sign in").tap()
    assert opened.wait_for_report() == [
        *DONE[:4],
        ("type", "new", "boom fiets"),
        ("type", "new", "boom auto fiets"),
        *DONE[6:],
    ]


@pytest.mark.browser
@pytest.mark.once
def test_the_keys_alone_press_a_pin_and_sign_in(world_page):
    opened = world_page(device="computer")
    page = opened.open("password", PARAMETERS)
    page.get_by_role("button", name="1", exact=True).focus()
    page.keyboard.type("29")
    page.keyboard.press("Backspace")
    page.keyboard.type("846")
    page.get_by_role("button", name="7305").press("Enter")
    for keep in ("Save", "Sign in"):
        page.get_by_role("button", name="Show").press("Enter")
        assert page.locator(".pass-field.is-hidden").count() == 0
        page.get_by_role("textbox").fill("boom auto fiets")
        page.get_by_role("button", name=keep).press("Enter")
    assert opened.wait_for_report() == [
        DONE[1],
        DONE[3],
        ("type", "new", "boom auto fiets"),
        ("type", "again", "boom auto fiets"),
    ]
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("device", ["phone", "computer"])
def test_the_hand_knows_the_whole_way(world_page, device):
    opened = world_page(device=device, is_still=True)
    opened.open("password", PARAMETERS)
    assert opened.watch_whole() < 15
    assert opened.reports == [] and opened.find_faults() == []
