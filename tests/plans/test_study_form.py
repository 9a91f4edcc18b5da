"""How she learns MO is decided by a person, after she heard the advice. The voortraject is support: it counts nowhere."""

from datetime import date, timedelta

import pytest

from core.errors import DomainError, NotAllowed
from plans import api as plans
from plans.enums import DecisionKind, MessageType, SupportStatus
from plans.models import OutboxMessage, Plan, PlanComponent, TalkWish
from pretrajectory import api as pretrajectory
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer
from tests.pretrajectory.factories import screen_her

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def worker():
    return StaffFactory(first_name="An", last_name="Maes")


@pytest.fixture
def amal(worker):
    return make_newcomer(case_worker=worker)


@pytest.fixture
def choose(amal, worker):
    def take(form="guided_online", voortraject="bypassed", reason="Zij werkt al met een computer.", **other):
        plan = plans.get_plan_record(newcomer=amal)
        told = {"by": worker, "at": LATER} | other
        return plans.choose_study_form(plan=plan, form=form, voortraject=voortraject, reason=reason, **told)

    return take


def read(newcomer) -> plans.PlanView:
    return plans.get_plan(newcomer=newcomer, on=date(2026, 11, 23))


def list_news(newcomer) -> list[tuple[str, dict]]:
    types = (MessageType.STUDY_FORM_CHOSEN, MessageType.SUPPORT_CHANGED)
    rows = OutboxMessage.objects.filter(plan__newcomer=newcomer, type__in=types).order_by("sequence")
    return [(row.type.split(".")[-2], row.data) for row in rows]


def test_what_was_advised_is_chosen_without_a_reason_and_what_was_not_needs_one(amal, choose):
    screen_her(amal)
    pretrajectory.hear_advice(newcomer=amal, at=NOW)
    with pytest.raises(DomainError) as refused:
        choose(form="class", voortraject=plans.GOES_ON, reason="  ")
    assert refused.value.code == "reason_missing"
    assert read(amal).study_form is None

    choose(form="self_study_online", voortraject=plans.GOES_ON, reason="")
    assert read(amal).study_form.to_value == "self_study_online"


def test_nothing_is_decided_before_she_heard_the_advice_that_waits(amal, choose):
    screen_her(amal)
    with pytest.raises(DomainError) as refused:
        choose()
    assert refused.value.code == "advice_not_heard"
    assert read(amal).study_form is None


def test_without_a_screening_it_is_bypassed_with_a_reason_and_a_newer_decision_takes_its_place(amal, choose):
    with pytest.raises(DomainError) as refused:
        choose(reason="")
    assert refused.value.code == "reason_missing"
    choose()
    assert plans.get_support(newcomer=amal).status == SupportStatus.BYPASSED

    choose(form="voortraject_first", voortraject=plans.GOES_ON, reason="Zij wil toch eerst oefenen.")
    plan = read(amal)
    assert (plan.study_form.from_value, plan.study_form.to_value) == ("guided_online", "voortraject_first")
    assert plan.voortraject == SupportStatus.NOT_STARTED
    assert [line.to_value for line in plan.list_decisions([DecisionKind.STUDY_FORM])] == [
        "voortraject_first",
        "guided_online",
    ]


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"form": "voortraject_first", "voortraject": "stopped"}, "goes_on"),
        ({"voortraject": "done"}, "nothing_done"),
        ({"voortraject": "running"}, "not_next"),
    ],
)
def test_what_does_not_go_together_is_refused(amal, choose, wrong, code):
    with pytest.raises(DomainError) as refused:
        choose(**wrong)
    assert refused.value.code == code
    assert not list_news(amal)


def test_only_a_case_worker_of_her_office_decides(amal, choose):
    for stranger in (
        StaffFactory(role__organisation=OrganisationFactory(code="atlas")),
        StaffFactory(role="org_admin"),
    ):
        with pytest.raises(NotAllowed):
            choose(by=stranger)
        with pytest.raises(NotAllowed):
            plans.finish_talk(plan=plans.get_plan_record(newcomer=amal), by=stranger, at=LATER)


def test_receivers_hear_the_decision_and_where_the_voortraject_stands_but_no_reason(amal, choose):
    choose()
    assert list_news(amal) == [
        ("study_form_chosen", {"component": "MO", "from": "", "to": "guided_online", "decided_on": "2026-11-23"}),
        (
            "support_changed",
            {
                "support": "VOORTRAJECT",
                "from": "",
                "to": "bypassed",
                "decided_on": "2026-11-23",
                "practised_minutes": 0,
            },
        ),
    ]
    choose(reason="Zo is het beter.")
    assert [what for what, _data in list_news(amal)] == ["study_form_chosen", "support_changed", "study_form_chosen"]


def test_it_is_no_component_moves_no_clock_and_stands_in_no_count(amal, choose):
    office = [amal.organisation]
    period = {"from_date": date(2026, 10, 1), "until_date": date(2026, 12, 31)}
    before = (
        plans.count_component_statuses(organisations=office, **period),
        plans.count_clock_states(organisations=office, on=date(2026, 11, 23), **period),
        read(amal).components,
        read(amal).clocks,
    )
    choose(form="voortraject_first", voortraject=plans.GOES_ON)
    assert before == (
        plans.count_component_statuses(organisations=office, **period),
        plans.count_clock_states(organisations=office, on=date(2026, 11, 23), **period),
        read(amal).components,
        read(amal).clocks,
    )
    assert set(PlanComponent.objects.values_list("code", flat=True)) == {"MO", "NT2", "WERK", "PNT"}
    assert read(amal).evidence_minutes == 0


def test_she_asks_to_talk_once_and_her_case_worker_marks_it(amal, choose, worker):
    with pytest.raises(NotAllowed):
        plans.ask_to_talk(newcomer=amal, at=NOW)
    choose()
    plans.ask_to_talk(newcomer=amal, at=LATER)
    plans.ask_to_talk(newcomer=amal, at=LATER + timedelta(days=1))
    assert plans.find_talk_wish(newcomer=amal) == LATER and TalkWish.objects.count() == 1
    assert plans.list_plan_summaries(newcomers=[amal], on=date(2026, 11, 23))[amal.pk].wants_to_talk

    plan = Plan.objects.get(newcomer=amal)
    assert plans.finish_talk(plan=plan, by=worker, at=LATER)
    assert not plans.finish_talk(plan=plan, by=worker, at=LATER)
    assert plans.find_talk_wish(newcomer=amal) is None
    assert not plans.list_plan_summaries(newcomers=[amal], on=date(2026, 11, 23))[amal.pk].wants_to_talk
