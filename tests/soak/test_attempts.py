"""A short seed of the long trial: tests that are sat over HTTP while the web server is killed."""

import pytest

from tests.soak.running import run_trial

SHORT = ["--sessions", "4", "--takers", "2", "--kills", "3", "--think", "0.03", "--no-worker"]
LONG = ["--sessions", "200", "--kills", "60", "--own-database"]


@pytest.mark.soak
def test_whatever_dies_nothing_acknowledged_is_lost_and_each_test_has_one_result(request):
    is_long = request.config.getoption("--soak", False)
    outcome = run_trial("attempts", LONG if is_long else SHORT)
    assert outcome["sessions"] == (200 if is_long else 4)
    assert outcome["acknowledged"] >= 33 * outcome["sessions"]
    assert sum(outcome["kills"].values()) >= (60 if is_long else 1)
    assert not is_long or min(outcome["kills"].values()) >= 15
