"""A screening speaks for a study form by dated rules. She hears it first; what she heard stays."""

import pytest

from core.errors import NotAllowed
from curriculum import api as curriculum
from curriculum.enums import SKILLS, STUDY_FORMS
from curriculum.models import DatedRule
from curriculum.rule_values import find_problems
from pretrajectory import api as pretrajectory
from pretrajectory.engine.advising import Criteria, Standing, choose, weigh
from pretrajectory.engine.screening import Belief
from pretrajectory.enums import Skill, StudyForm
from pretrajectory.models import Advice
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer

from .factories import add_advice_rules, begin, go_through, load_tasks, make_report, screen_her

ALONE = Belief((0.02, 0.08, 0.9), 3)
ONE = Belief((0.05, 0.85, 0.1), 3)
NOT_YET = Belief((0.9, 0.08, 0.02), 2)
PERHAPS = Belief((0.4, 0.5, 0.1), 2)


def test_skills_and_forms_are_the_same_words_in_rules_and_voortraject():
    assert (tuple(Skill.values), tuple(StudyForm.values)) == (SKILLS, STUDY_FORMS)


def test_a_need_is_met_only_when_it_is_probable_enough():
    asked = Criteria("blended", 1, {"touch": 2, "keyboard": 1, "browser": 1, "email": 1}, 0.7)
    beliefs = {"touch": ALONE, "keyboard": PERHAPS, "browser": NOT_YET}
    assert weigh(asked, beliefs) == {
        "touch": Standing.CAN,
        "keyboard": Standing.UNSURE,
        "browser": Standing.NOT_YET,
        "email": Standing.UNTRIED,
    }


def test_the_first_form_whose_needs_are_all_met_is_advised():
    online, group = Criteria("self_study_online", 1, {"touch": 2}, 0.8), Criteria("class", 5, {}, 0.6)
    for belief, form in ((ALONE, "self_study_online"), (ONE, "class"), (NOT_YET, "class")):
        weighed = [(one, weigh(one, {"touch": belief})) for one in (group, online)]
        assert choose(weighed).form == form
    assert choose([(online, weigh(online, {}))]) is None


@pytest.mark.parametrize(
    "value, problem",
    [
        ({"rank": 1, "needs": {"emial": 1}, "certainty": 0.8}, "emial"),
        ({"rank": 1, "needs": {"email": 3}, "certainty": 0.8}, "email"),
        ({"rank": 1, "needs": {}, "certainty": 0.2}, "certainty"),
        ({"rank": 0, "needs": {}, "certainty": 0.8}, "rank"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_a_word_of_why(value, problem):
    assert problem in " ".join(find_problems("advice", value, code="class"))
    assert find_problems("advice", {"rank": 1, "needs": {}, "certainty": 0.8}, code="at_the_beach")


@pytest.mark.django_db
def test_the_rules_that_come_with_the_site_say_that_they_are_assumptions():
    add_advice_rules()
    rules = DatedRule.objects.filter(kind="advice")
    assert {(rule.code, rule.regime) for rule in rules} == {
        (form, regime) for form in STUDY_FORMS for regime in ("flanders", "brussels")
    }
    for rule in rules:
        rule.full_clean()
        assert (rule.confidence, rule.value["assumed"]) == ("assumption", ["needs", "certainty"])


@pytest.mark.django_db
def test_who_can_all_alone_is_advised_to_study_alone_and_who_was_helped_is_not():
    alone, helped = make_newcomer(), make_newcomer()
    screen_her(alone)
    heard = pretrajectory.hear_advice(newcomer=alone, at=NOW)
    assert (heard.form, heard.beyond, heard.missing) == (StudyForm.SELF_STUDY_ONLINE, None, ())
    assert {Skill.TOUCH, Skill.KEYBOARD, Skill.BROWSER, Skill.EMAIL, Skill.FORMS} == set(heard.can)

    screen_her(helped, is_assisted=True)
    heard = pretrajectory.hear_advice(newcomer=helped, at=NOW)
    assert heard.form not in (StudyForm.SELF_STUDY_ONLINE, StudyForm.GUIDED_ONLINE)
    assert heard.is_assisted and heard.missing


@pytest.mark.django_db
def test_who_can_little_is_told_honestly_that_a_class_suits_her_now():
    newcomer = make_newcomer()
    screen_her(newcomer, steps=[], gave_up=True)
    heard = pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    assert (heard.form, heard.beyond) == (StudyForm.CLASS, StudyForm.VOORTRAJECT_FIRST)
    assert heard.missing == ((Skill.TOUCH, Standing.NOT_YET),)


@pytest.mark.django_db
def test_what_she_heard_stays_whatever_the_rules_say_later():
    newcomer = make_newcomer()
    screen_her(newcomer)
    heard = pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    DatedRule.objects.filter(kind="advice").exclude(code="class").delete()
    curriculum.forget_rules()

    assert pretrajectory.hear_advice(newcomer=newcomer, at=NOW) == heard
    assert pretrajectory.get_advice_state(newcomer=newcomer).heard == heard
    assert Advice.objects.count() == 1


@pytest.mark.django_db
def test_there_is_no_advice_before_a_screening_is_over_nor_without_a_rule():
    newcomer = make_newcomer()
    load_tasks()
    with pytest.raises(pretrajectory.NothingToAdvise):
        pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    task_try = begin(newcomer)
    pretrajectory.report_try(newcomer=newcomer, uuid=task_try.uuid, report=make_report(task_try), at=NOW)
    with pytest.raises(pretrajectory.NothingToAdvise):
        pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    go_through(newcomer)
    with pytest.raises(pretrajectory.NothingToAdvise):
        pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    assert not Advice.objects.exists()


@pytest.mark.django_db
def test_practising_and_a_screening_that_goes_on_leave_the_advice_as_it_is():
    newcomer = make_newcomer()
    screen_her(newcomer, steps=[], gave_up=True)
    first = pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    begin(newcomer)
    assert pretrajectory.get_advice_state(newcomer=newcomer) == pretrajectory.AdviceState(False, first, True)

    go_through(newcomer)
    state = pretrajectory.get_advice_state(newcomer=newcomer)
    assert (state.waits, state.heard) == (True, first)
    second = pretrajectory.hear_advice(newcomer=newcomer, at=NOW)
    assert (first.form, second.form) == (StudyForm.CLASS, StudyForm.SELF_STUDY_ONLINE)


@pytest.mark.django_db
def test_a_case_worker_looks_at_it_together_with_her_one_of_another_office_does_not():
    case_worker, stranger = (
        StaffFactory(first_name="An", last_name="Maes"),
        StaffFactory(role__organisation=OrganisationFactory(code="atlas")),
    )
    newcomer = make_newcomer(case_worker=case_worker)
    screen_her(newcomer)
    with pytest.raises(NotAllowed):
        pretrajectory.hear_advice(newcomer=newcomer, at=NOW, together_with=stranger)
    assert pretrajectory.hear_advice(newcomer=newcomer, at=NOW, together_with=case_worker).together_with == "An Maes"
