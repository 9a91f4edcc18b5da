"""When something is complete, as pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.domain.rules import (
    BadRule,
    LessonFacts,
    ModuleFacts,
    check_requirements,
    could_be_complete,
    lesson_met_at,
    module_met_at,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DEFAULT = {"questions": "answered", "end": "reached"}


def minute(number):
    return NOON + timedelta(minutes=number)


def make_facts(**given):
    base = {
        "questions": ("q1", "q2"),
        "last_block": "end",
        "answered_at": {"q1": minute(1), "q2": minute(2)},
        "correct_at": {"q1": minute(1)},
        "seen_at": {"end": minute(3)},
        "finished_at": None,
    }
    return LessonFacts(**base | given)


def test_lesson_is_complete_at_the_last_thing_its_rule_asks_for():
    assert lesson_met_at(DEFAULT, make_facts()) == minute(3)
    assert lesson_met_at(DEFAULT, make_facts(answered_at={"q1": minute(1), "q2": minute(9)})) == minute(9)


@pytest.mark.parametrize(
    "given",
    [
        {"answered_at": {"q1": minute(1)}},
        {"answered_at": {}},
        {"seen_at": {"q1": minute(1)}},
        {"last_block": None, "seen_at": {}},
    ],
)
def test_lesson_is_not_complete_while_something_is_missing(given):
    assert lesson_met_at(DEFAULT, make_facts(**given)) is None


def test_end_is_reached_by_seeing_the_last_block_or_by_saying_so_whichever_came_first():
    assert make_facts(finished_at=minute(2)).end_reached_at == minute(2)
    assert make_facts(finished_at=minute(7)).end_reached_at == minute(3)
    assert lesson_met_at(DEFAULT, make_facts(seen_at={}, finished_at=minute(8))) == minute(8)


def test_stricter_rule_wants_right_answers():
    strict = {"questions": "correct", "end": "reached"}
    assert lesson_met_at(strict, make_facts()) is None
    assert lesson_met_at(strict, make_facts(correct_at={"q1": minute(4), "q2": minute(6)})) == minute(6)


def test_lesson_without_questions_is_complete_at_its_end():
    assert lesson_met_at(DEFAULT, make_facts(questions=(), answered_at={})) == minute(3)


def test_quick_look_never_hides_a_lesson_that_some_rule_would_complete():
    for questions in ("answered", "correct", "none"):
        for end in ("reached", "none"):
            if questions == end == "none":
                continue
            for facts in (
                make_facts(),
                make_facts(seen_at={}),
                make_facts(answered_at={}, correct_at={}),
                make_facts(correct_at={"q1": minute(1), "q2": minute(2)}, seen_at={}),
                make_facts(questions=(), answered_at={}),
                make_facts(seen_at={}, answered_at={}, correct_at={}),
            ):
                if lesson_met_at({"questions": questions, "end": end}, facts):
                    assert could_be_complete(facts)


def test_module_is_complete_with_its_last_lesson():
    both = ModuleFacts(("a", "b"), {"a": minute(5), "b": minute(2), "gone": minute(99)})
    assert module_met_at({"lessons": "all"}, both) == minute(5)
    assert module_met_at({"lessons": "all"}, ModuleFacts(("a", "b"), {"a": minute(5)})) is None
    assert module_met_at({"lessons": "all"}, ModuleFacts((), {})) is None


@pytest.mark.parametrize(
    ("kind", "requires"),
    [
        ("lesson", {}),
        ("lesson", {"questions": "answered"}),
        ("lesson", {"questions": "none", "end": "none"}),
        ("lesson", {"questions": "most", "end": "reached"}),
        ("lesson", ["answered"]),
        ("module", {"lessons": "most"}),
        ("track", {"lessons": "all"}),
    ],
)
def test_rule_nobody_can_judge_by_is_refused(kind, requires):
    with pytest.raises(BadRule):
        check_requirements(kind, requires)
