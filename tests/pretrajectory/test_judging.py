"""A report is played again by the server: what cannot have happened does not count, an honest slow phone does."""

import pytest

from pretrajectory.engine.judging import MOST_STEPS, Doubt, fingerprint, judge
from pretrajectory.engine.worlds import BadParameters, Step, make_world

TOUCH = {
    "scenes": [
        {"gesture": "tap", "target": "ball", "decoys": ["box"]},
        {"gesture": "swipe-left", "target": "photo"},
    ]
}
KEYBOARD = {"lines": [{"id": "word", "text": "Huis", "kind": "letters"}]}
INBOX = {
    "mails": [
        {"id": "school", "attachment": "photo"},
        {"id": "prize", "is_bad": True},
        {"id": "bus"},
    ],
    "goal": [{"do": "reply", "on": "school"}, {"do": "spam", "on": "prize"}],
    "reply": "ja",
}
FORM = {"fields": [{"id": "name", "kind": "text", "value": "Amal"}, {"id": "agree", "kind": "tick"}]}
BROWSER = {
    "pages": {
        "town": {"address": "stad.example", "links": ["school"]},
        "school": {"address": "school.example"},
        "bus": {"address": "bus.example"},
    },
    "start": "town",
    "goal": [{"do": "see", "on": "school"}, {"do": "back", "on": "town"}],
}
LONG_AGO = 600_000


def steps(*told: tuple) -> list[Step]:
    """What was done, a second each: (what, on what, typed)."""
    return [Step(1_000 * number, *one) for number, one in enumerate(told, start=1)]


DONE = {
    "touch": (TOUCH, steps(("tap", "box"), ("tap", ""), ("tap", "ball"), ("swipe-left", "photo"))),
    "keyboard": (KEYBOARD, steps(("type", "word", "muis"), ("type", "word", " huis "))),
    "inbox": (
        INBOX,
        steps(("open", "school"), ("reply", "school"), ("type", "school", "Ja"), ("send", "school"), ("spam", "prize")),
    ),
    "form": (FORM, steps(("send",), ("fill", "name", "amal"), ("tick", "agree"), ("send",))),
    "browser": (BROWSER, steps(("go", "", "fout.example"), ("link", "school"), ("back",))),
}


@pytest.mark.parametrize("world", DONE)
def test_what_was_done_is_done_wrong_moves_included(world):
    parameters, done = DONE[world]
    assert judge(world, parameters, done, elapsed=LONG_AGO).is_done
    assert not judge(world, parameters, done[:-1], elapsed=LONG_AGO).is_done


@pytest.mark.parametrize(
    "world, told",
    [
        ("touch", [("tap", "moon")]),
        ("touch", [("fly", "ball")]),
        ("touch", [("tap", "ball"), ("swipe-left", "photo"), ("tap", "ball")]),
        ("keyboard", [("type", "other", "huis")]),
        ("inbox", [("reply", "school")]),
        ("inbox", [("open", "school"), ("send", "school")]),
        ("inbox", [("open", "bus"), ("attach-open", "bus")]),
        ("inbox", [("spam", "prize"), ("open", "prize")]),
        ("form", [("fill", "agree", "x")]),
        ("form", [("fill", "salary", "x")]),
        ("browser", [("link", "bus")]),
        ("browser", [("back",)]),
        ("browser", [("tab", "3")]),
        ("browser", [("search", "", " ")]),
    ],
)
def test_a_step_that_the_world_does_not_allow_counts_for_nothing(world, told):
    verdict = judge(world, DONE[world][0], steps(*told), elapsed=LONG_AGO)
    assert (verdict.is_done, verdict.doubt, verdict.steps) == (False, Doubt.IMPOSSIBLE, ())


def test_a_good_mail_that_was_thrown_away_is_missed():
    told = [("open", "school"), ("reply", "school"), ("type", "school", "ja"), ("send", "school"), ("spam", "bus")]
    assert not judge("inbox", INBOX, steps(*told, ("spam", "prize")), elapsed=LONG_AGO).is_done


def test_an_answer_that_says_something_else_is_not_sent():
    told = [("open", "school"), ("reply", "school"), ("type", "school", "nee"), ("send", "school"), ("spam", "prize")]
    assert not judge("inbox", INBOX, steps(*told), elapsed=LONG_AGO).is_done


def test_nothing_that_was_typed_is_kept():
    kept = judge("keyboard", KEYBOARD, DONE["keyboard"][1], elapsed=LONG_AGO).steps
    assert kept == ((1_000, "type", "word", False), (2_000, "type", "word", True))


def test_faster_than_anybody_can_is_doubted():
    fast = [Step(number, step.does, step.on, step.text) for number, step in enumerate(DONE["inbox"][1])]
    assert judge("inbox", INBOX, fast, elapsed=LONG_AGO).doubt == Doubt.TOO_FAST


def test_longer_than_since_it_was_given_is_doubted_and_slow_is_not():
    done = DONE["touch"][1]
    assert judge("touch", TOUCH, done, elapsed=900).doubt == Doubt.CLOCK
    assert judge("touch", TOUCH, done, elapsed=1_500).is_done, "the network may take some seconds"
    late = [Step(step.at * 200, step.does, step.on) for step in done]
    assert judge("touch", TOUCH, late, elapsed=late[-1].at).is_done


def test_times_that_run_back_are_doubted():
    told = [Step(2_000, "tap", "ball"), Step(1_000, "swipe-left", "photo")]
    assert judge("touch", TOUCH, told, elapsed=LONG_AGO).doubt == Doubt.CLOCK


def test_a_copy_is_known_by_its_milliseconds():
    done = DONE["touch"][1]
    assert fingerprint(done) == fingerprint(list(done))
    assert fingerprint(done) != fingerprint([Step(step.at + 1, step.does, step.on) for step in done])
    assert fingerprint(done[:2]) == "", "so few steps may well take the same time"
    assert judge("touch", TOUCH, done, elapsed=LONG_AGO, is_repeated=True).doubt == Doubt.REPEATED


def test_too_many_steps_are_not_read():
    told = [Step(number, "tap", "") for number in range(MOST_STEPS + 1)]
    assert judge("touch", TOUCH, told, elapsed=LONG_AGO).doubt == Doubt.TOO_LONG


@pytest.mark.parametrize(
    "world, parameters",
    [
        ("flying", {}),
        ("touch", {}),
        ("touch", {"scenes": [{"gesture": "fly", "target": "ball"}]}),
        ("keyboard", {"lines": [{"id": "a", "text": "b", "kind": "song"}]}),
        ("inbox", {"mails": [{"id": "a"}], "goal": [{"do": "open", "on": "b"}]}),
        ("form", {"fields": [{"id": "a", "kind": "text"}]}),
        ("browser", {"pages": {"a": {"links": ["b"]}}, "start": "a", "goal": [{"do": "see", "on": "a"}]}),
    ],
)
def test_an_author_is_told_what_a_world_cannot_be(world, parameters):
    with pytest.raises(BadParameters):
        make_world(world, parameters)
