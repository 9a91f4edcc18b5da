"""Which numbers of a report are held back, so that no few people can be read or worked out. Pure: numbers in, cells out."""

from collections.abc import Sequence
from enum import Enum

#: The smallest number above zero that is shown.
SMALLEST_SHOWN = 5


class Hidden(Enum):
    """Why a number is not shown: it is small itself, or it is of few people or would give away another number."""

    SMALL = "small"
    HELD_BACK = "held back"


Cell = int | Hidden


def protect(
    counts: Sequence[int], *, people: Sequence[int] | None = None, people_in_total: int = 0
) -> tuple[list[Cell], Cell]:
    """The cells to show for counts whose total stands below them, and that total.

    Counts from 1 to 4 are SMALL. Other cells are HELD_BACK, the first of them first, until the total and the cells shown
    allow every small one each value from 1 to 4. When that cannot be, no cell is told and only the total stands.

    Where somebody can count more than once, `people` has the different people behind each count and `people_in_total` those
    behind all. Counts of 1 to 4 people are then hidden too, always beside a cell of more people: one person may stand in
    all the others. A total of 1 to 4 people is hidden with all its cells.
    """
    total = sum(counts)
    if _is_small(people_in_total):
        return [Hidden.HELD_BACK] * len(counts), _hide(total)
    is_few = [_is_small(number) for number in (people or counts)]
    if not any(is_few):
        return list(counts), total
    cells: list[Cell] = [_hide(number) if few else number for number, few in zip(counts, is_few, strict=True)]
    small = [number for number in counts if _is_small(number)]
    held_back = [number for number, cell in zip(counts, cells, strict=True) if cell == Hidden.HELD_BACK]
    # In the order they stand in: an order by size would say how large the cell is that is held back.
    others = [place for place, cell in enumerate(cells) if isinstance(cell, int) and cell > 0]
    has_company = people is None
    while not (has_company and _leaves_open(small, held_back)):
        if not others:
            return [Hidden.HELD_BACK] * len(counts), _hide(total) if _is_small(total) else total
        place = others.pop(0)
        held_back.append(counts[place])
        cells[place] = Hidden.HELD_BACK
        has_company = True
    return cells, total


def _hide(number: int) -> Hidden:
    return Hidden.SMALL if _is_small(number) else Hidden.HELD_BACK


def _is_small(number: int) -> bool:
    return 0 < number < SMALLEST_SHOWN


def _leaves_open(small: list[int], held_back: list[int]) -> bool:
    """True when the sum of the hidden cells allows every small one each value from 1 to 4, and the others four values."""
    most = SMALLEST_SHOWN - 1
    left = sum(small) + sum(held_back) - SMALLEST_SHOWN * len(held_back)  # for the small ones, at most
    can_be_most = left >= len(small) - 1 + most
    return can_be_most and (bool(held_back) or left <= most * (len(small) - 1) + 1)
