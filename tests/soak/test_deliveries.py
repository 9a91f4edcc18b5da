"""A short seed of the long trial: a real worker that is killed, a real broker, a receiver that fails one time in five."""

import pytest

from tests.soak.running import run_trial

SHORT = ["--calm", "4", "--seconds", "6", "--kill-every", "6", "--plans", "4"]
LONG = ["--calm", "60", "--seconds", "600"]


@pytest.mark.soak
def test_whatever_dies_each_message_has_its_effect_once_and_in_order(request):
    is_long = request.config.getoption("--soak", False)
    outcome = run_trial("deliveries", LONG if is_long else SHORT)
    assert outcome["messages"] == outcome["effects"] > 20
    assert outcome["kills"] >= 1
    if is_long:  # the short seed shares its machine with the rest of the suite: no clock judges it
        assert outcome["p95_ms"] < 5000
