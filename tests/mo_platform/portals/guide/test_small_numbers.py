"""No number from 1 to 4 stands in a report, and whoever knows the total and the rule cannot work one out."""

from itertools import product

import pytest

from mo_platform.portals.guide.small_numbers import Hidden, protect

SMALL, HELD_BACK = Hidden.SMALL, Hidden.HELD_BACK


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], ([], 0)),
        ([0, 0], ([0, 0], 0)),
        ([5, 0, 12], ([5, 0, 12], 17)),
        ([3, 0], ([HELD_BACK, HELD_BACK], SMALL)),
        ([3, 9, 20], ([SMALL, HELD_BACK, 20], 32)),
        ([2, 3, 20], ([SMALL, SMALL, 20], 25)),
        ([1, 1, 20], ([SMALL, SMALL, HELD_BACK], 22)),
        ([1, 5, 20], ([SMALL, HELD_BACK, HELD_BACK], 26)),
        ([1, 5, 0], ([HELD_BACK, HELD_BACK, HELD_BACK], 6)),
    ],
)
def test_a_small_number_takes_company_when_the_total_would_give_it_away(counts, shown):
    assert protect(counts) == shown


def test_whoever_knows_the_rule_still_cannot_work_a_small_number_out():
    worlds: dict[tuple, list[tuple]] = {}
    for counts in product(range(25), repeat=3):
        cells, total = protect(counts)
        if sum(counts) < 25:  # beyond, not every way to reach the total is tried
            worlds.setdefault((tuple(cells), total), []).append(counts)
    for (cells, total), possible in worlds.items():
        for place, cell in enumerate(cells):
            number_of_values = len({counts[place] for counts in possible})
            assert not isinstance(cell, Hidden) or number_of_values >= 3, (cells, total)
        assert total != SMALL or {sum(counts) for counts in possible} == {1, 2, 3, 4}
