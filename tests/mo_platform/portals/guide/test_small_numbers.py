"""No number from 1 to 4, nor of so few people, stands in a report, and knowing the rule works none out."""

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


FEW, MANY = 1, 9


@pytest.mark.parametrize(
    ("counts", "people", "shown"),
    [
        ([6, 30, 20], [1, 30, 20], ([HELD_BACK, HELD_BACK, 20], 56)),
        ([6, 5, 20], [1, 5, 20], ([HELD_BACK, HELD_BACK, HELD_BACK], 31)),
        ([6, 7], [3, 4], ([HELD_BACK, HELD_BACK], 13)),
        ([2, 3, 20], [2, 3, 20], ([SMALL, SMALL, HELD_BACK], 25)),
        ([30, 20], [30, 20], ([30, 20], 50)),
    ],
)
def test_a_number_of_few_people_is_hidden_beside_one_of_many(counts, people, shown):
    assert protect(counts, people=people, people_in_total=9) == shown


@pytest.mark.parametrize(("counts", "total"), [([6, 0], HELD_BACK), ([6, 7], HELD_BACK), ([1, 2], SMALL)])
def test_a_total_of_few_people_is_hidden_with_all_its_cells(counts, total):
    assert protect(counts, people=counts, people_in_total=2) == ([HELD_BACK, HELD_BACK], total)


def test_whoever_knows_the_rule_cannot_work_out_what_a_busy_person_did():
    worlds: dict[tuple, list[tuple]] = {}
    for counts in product(range(25), repeat=3):
        if sum(counts) < 25:
            for people in product(*([0] if n == 0 else [FEW] if n < 5 else [FEW, MANY] for n in counts)):
                cells, total = protect(counts, people=people, people_in_total=MANY)
                worlds.setdefault((tuple(cells), total), []).append(counts)
                hidden = [p for p, cell in zip(people, cells, strict=True) if isinstance(cell, Hidden)]
                assert not hidden or MANY in hidden or len(hidden) == len(counts)
    for (cells, total), possible in worlds.items():
        for place, cell in enumerate(cells):
            assert not isinstance(cell, Hidden) or len({counts[place] for counts in possible}) >= 3, (cells, total)
