"""How ready she is: from her own first answers alone, and honest about what is not known."""

from datetime import timedelta

import pytest

from assessments import api as assessments
from progress import api as progress
from tests.assessments.factories import make_bank
from tests.factories import NOW, make_newcomer

from .factories import practise

pytestmark = pytest.mark.django_db
KEYS = [f"{theme}-{number}" for theme in ("wonen", "werk", "rechtsstaat") for number in range(1, 9)]
RULE = {
    "sections": [{"code": "practical", "items": 30, "pass_at": 16}, {"code": "values", "items": 11, "pass_at": 9}],
    "needs": "all",
}


@pytest.fixture
def bank():
    return make_bank(keys=KEYS, values=["rechtsstaat"])


def look(newcomer, *, language="nl", rule=RULE):
    blueprint = assessments.read_pass_rule(rule) if rule else None
    return progress.get_readiness(newcomer=newcomer, language=language, blueprint=blueprint)


def answer_theme(newcomer, bank, theme, *, right, wrong, at=NOW):
    results = [True] * right + [False] * wrong
    keys = [key for key in KEYS if key.startswith(theme)]
    practise(newcomer, [(bank[key], is_right) for key, is_right in zip(keys, results, strict=False)], at=at)


def section_of(found, key):
    return next(section for section in found.sections if section.standing.key == key)


def levels_of(found):
    return {theme.key: theme.level for section in found.sections for theme in section.themes}


def test_before_the_first_answer_nothing_is_told(newcomer, bank):
    found = look(newcomer)
    assert (found.answered, found.band, found.weak_objectives) == (0, assessments.Band.TOO_FEW, ())
    assert set(levels_of(found).values()) == {assessments.Level.TOO_FEW}
    assert found.next_theme == "", "a mix tells most"


def test_one_strong_theme_and_one_weak_are_told_apart(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=7, wrong=1)
    answer_theme(newcomer, bank, "werk", right=1, wrong=7)
    found = look(newcomer)
    assert levels_of(found) == {
        "wonen": assessments.Level.STRONG,
        "werk": assessments.Level.WEAK,
        "rechtsstaat": assessments.Level.TOO_FEW,
    }
    assert found.weak_objectives == ("werk-iets",)
    assert section_of(found, "practical").standing.evidence == assessments.Evidence(8, 16)


def test_without_answers_on_values_no_chance_is_told_and_values_come_next(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=8, wrong=0)
    answer_theme(newcomer, bank, "werk", right=8, wrong=0)
    found = look(newcomer)
    assert found.band == assessments.Band.TOO_FEW
    assert found.next_theme == "rechtsstaat"


def test_the_weakest_theme_comes_next(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=8, wrong=0)
    answer_theme(newcomer, bank, "werk", right=2, wrong=6)
    answer_theme(newcomer, bank, "rechtsstaat", right=8, wrong=0)
    found = look(newcomer)
    assert found.next_theme == "werk"
    assert found.band in (assessments.Band.UNCERTAIN, assessments.Band.UNLIKELY)


def test_who_has_all_right_is_told_that_she_would_probably_pass(newcomer, bank):
    for theme in ("wonen", "werk", "rechtsstaat"):
        answer_theme(newcomer, bank, theme, right=8, wrong=0)
    assert look(newcomer).band == assessments.Band.LIKELY


def test_repeats_do_not_count(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=2, wrong=6)
    before = look(newcomer)
    for day in (1, 2, 3):
        answer_theme(newcomer, bank, "wonen", right=8, wrong=0, at=NOW + timedelta(days=day))
    assert look(newcomer) == before


def test_a_question_with_other_words_is_the_same_question(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=0, wrong=4)
    before = look(newcomer)
    changed = make_bank(keys=KEYS, values=["rechtsstaat"], kinds=["true_false"])
    assert changed["wonen-1"] != bank["wonen-1"]
    answer_theme(newcomer, changed, "wonen", right=4, wrong=0, at=NOW + timedelta(days=1))
    assert look(newcomer) == before


def test_answers_of_others_say_nothing_of_her(newcomer, bank):
    answer_theme(make_newcomer(first_name="Bilal"), bank, "wonen", right=8, wrong=0)
    assert look(newcomer).answered == 0


def test_what_has_no_questions_in_her_language_is_never_the_next_step(newcomer):
    bank = make_bank(keys=KEYS, values=["rechtsstaat"], languages=("nl",))
    answer_theme(newcomer, bank, "wonen", right=8, wrong=0)
    answer_theme(newcomer, bank, "rechtsstaat", right=0, wrong=8)
    found = look(newcomer, language="ar")
    assert found.next_theme == ""
    assert levels_of(found) == {"wonen": assessments.Level.STRONG, "rechtsstaat": assessments.Level.WEAK}


def test_a_question_kept_for_a_mock_exam_makes_no_theme_to_practise(newcomer):
    make_bank(keys=["wonen-1", "werk-1"], mock=["werk-1"])
    assert set(levels_of(look(newcomer))) == {"wonen"}


def test_where_no_rule_says_what_it_takes_no_chance_is_told(newcomer, bank):
    answer_theme(newcomer, bank, "wonen", right=8, wrong=0)
    answer_theme(newcomer, bank, "rechtsstaat", right=1, wrong=7)
    found = look(newcomer, rule=None)
    assert found.band is None
    assert levels_of(found) == {"wonen": None, "werk": assessments.Level.TOO_FEW, "rechtsstaat": None}
    assert found.next_theme == "rechtsstaat"


def test_a_look_costs_the_same_for_one_set_and_for_three(newcomer, bank, django_assert_num_queries):
    for sets in (1, 2):
        for _ in range(sets):
            answer_theme(newcomer, bank, "wonen", right=4, wrong=4)
        with django_assert_num_queries(5):
            look(newcomer)
