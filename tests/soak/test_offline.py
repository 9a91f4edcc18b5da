"""Learners without a connection: a short seed of the long trial, against the server of the tests, and the trial itself."""

import pytest

from tests.factories import add_completion_rules
from tests.soak.offline import Trial
from tests.soak.running import run_trial
from tests.soak.web import Line


@pytest.mark.django_db(transaction=True)
def test_whatever_happens_on_the_way_the_server_has_what_was_done_once(live_server):
    add_completion_rules()
    trial = Trial(line=Line(live_server.thread.port), learners=5, events_a_day=50, seed=7)
    outcome = trial.run(at_once=2)
    assert outcome.problems == [], outcome
    assert outcome.events > 50 and outcome.counts["broken_off"], outcome


@pytest.mark.soak
@pytest.mark.long
def test_three_days_of_a_hundred_learners_reach_the_server_once():
    outcome = run_trial("offline", ["--learners", "100", "--events-a-day", "200"])
    assert outcome["events"] > 20_000
