"""A short seed of the long trial: several tabs of several newcomers at once, and a web server that is killed."""

import pytest

from tests.soak.running import run_trial

SHORT = ["--seconds", "6", "--kill-every", "3", "--learners", "2"]
LONG = ["--seconds", "600", "--learners", "8"]


@pytest.mark.soak
def test_whatever_dies_each_event_counts_once_and_nothing_acknowledged_is_lost(request):
    is_long = request.config.getoption("--soak", False)
    outcome = run_trial("events", LONG if is_long else SHORT)
    assert outcome["events"] > 40
    assert outcome["refused"] >= 1
    assert outcome["kills"] >= 2
