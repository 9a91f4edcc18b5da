"""Somebody helps with a task: it is noted, a link says what to show, and nothing tells whose task it is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pretrajectory import api as pretrajectory
from pretrajectory.domain.helping import MOST_LINKS, VALID_FOR
from pretrajectory.models import HelperLink, TaskHelp
from tests.factories import NOW, make_newcomer

from .factories import after, begin, go_through, load_tasks, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(db):
    load_tasks()
    return make_newcomer()


def ask(newcomer, task_try, at=NOW):
    return pretrajectory.ask_helper(newcomer=newcomer, uuid=task_try.uuid, at=at)


def test_a_link_leads_to_the_task_for_two_hours(amal):
    task_try = begin(amal)
    token = ask(amal, task_try)
    assert pretrajectory.find_helped_task(token=token, at=NOW + timedelta(minutes=119)) == task_try.version
    assert token not in repr(list(HelperLink.objects.values()))
    for wrong, at in ((token, NOW + VALID_FOR), (token[:-1], NOW), ("", NOW)):
        with pytest.raises(pretrajectory.UnknownHelperLink):
            pretrajectory.find_helped_task(token=wrong, at=at)


def test_a_newer_link_takes_the_place_of_the_earlier_one(amal):
    task_try = begin(amal)
    first, second = ask(amal, task_try), ask(amal, task_try, at=NOW + timedelta(minutes=1))
    with pytest.raises(pretrajectory.UnknownHelperLink):
        pretrajectory.find_helped_task(token=first, at=NOW + timedelta(minutes=2))
    assert pretrajectory.find_helped_task(token=second, at=NOW + timedelta(minutes=2))
    assert TaskHelp.objects.count() == 1


def test_what_was_done_with_help_does_not_count_as_alone(amal):
    task_try = begin(amal)
    other = make_newcomer(first_name="Bilal")
    others = begin(other)
    ask(amal, task_try)
    for newcomer, one in ((amal, task_try), (other, others)):
        report = make_report(one)
        report["steps"] = [step | {"t": step["t"] + newcomer.pk} for step in report["steps"]]
        pretrajectory.report_try(newcomer=newcomer, uuid=one.uuid, report=report, at=after(one))
    helped, alone = (pretrajectory.describe_profile(newcomer=one)[0] for one in (amal, other))
    assert helped.level < alone.level
    go_through(amal, at=after(task_try, 300))
    assert TaskHelp.objects.get().task_try == task_try, "only the one task"


@pytest.mark.parametrize("whose", ["reported", "of another", "unknown"])
def test_nobody_is_asked_to_help_with_what_is_not_hers_to_do(amal, whose):
    task_try = begin(amal)
    asks = amal
    if whose == "reported":
        pretrajectory.report_try(newcomer=amal, uuid=task_try.uuid, report=make_report(task_try), at=after(task_try))
    elif whose == "of another":
        asks = make_newcomer(first_name="Bilal")
    else:
        task_try.uuid = uuid4()
    with pytest.raises(pretrajectory.UnknownTry):
        ask(asks, task_try, at=after(task_try))
    assert not HelperLink.objects.exists() and not TaskHelp.objects.exists()


def test_links_are_not_made_without_end(amal):
    task_try = begin(amal)
    for _number in range(MOST_LINKS):
        ask(amal, task_try)
    with pytest.raises(pretrajectory.TooManyLinks):
        ask(amal, task_try)
    assert ask(amal, task_try, at=NOW + VALID_FOR)
