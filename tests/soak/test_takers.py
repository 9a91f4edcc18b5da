"""A short seed of the load: some takers save at the same time, and none is refused. How fast it goes is for `make soak`."""

import pytest

from tests.soak.running import run_trial

SHORT = ["--takers", "8", "--every", "0.5", "--seconds", "3"]
LONG = ["--takers", "2000", "--every", "15", "--seconds", "120"]


@pytest.mark.soak
def test_who_sits_a_test_with_many_others_has_her_answers_saved(request):
    is_long = request.config.getoption("--soak", False)
    outcome = run_trial("takers", LONG if is_long else SHORT)
    assert outcome["saved"] == (16_000 if is_long else 48)
    if is_long:
        assert outcome["p95_ms"] < 300
