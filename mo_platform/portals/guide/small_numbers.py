"""Which numbers of a report are held back, so that no small one can be read or worked out. Pure: numbers in, cells out."""

from collections.abc import Sequence
from enum import Enum

#: The smallest number above zero that is shown.
SMALLEST_SHOWN = 5


class Hidden(Enum):
    """Why a number is not shown: it is small itself, or a small one could be worked out from it and the total."""

    SMALL = "small"
    HELD_BACK = "held back"


Cell = int | Hidden


def protect(counts: Sequence[int]) -> tuple[list[Cell], Cell]:
    """The cells to show for counts whose total stands below them, and that total.

    Counts from 1 to 4 are SMALL. Other cells are HELD_BACK, the first of them first, until the total and the cells shown
    allow every small one each value from 1 to 4. When that cannot be, no cell is told and only the total stands.
    """
    total, small = sum(counts), [number for number in counts if _is_small(number)]
    if not small:
        return list(counts), total
    cells: list[Cell] = [Hidden.SMALL if _is_small(number) else number for number in counts]
    # In the order they stand in: an order by size would say how large the cell is that is held back.
    others = [(number, place) for place, number in enumerate(counts) if number >= SMALLEST_SHOWN]
    held_back: list[int] = []
    while not _leaves_open(small, held_back):
        if not others:
            return [Hidden.HELD_BACK] * len(counts), Hidden.SMALL if _is_small(total) else total
        number, place = others.pop(0)
        held_back.append(number)
        cells[place] = Hidden.HELD_BACK
    return cells, total


def _is_small(number: int) -> bool:
    return 0 < number < SMALLEST_SHOWN


def _leaves_open(small: list[int], held_back: list[int]) -> bool:
    """True when the sum of the hidden cells allows every small one each value from 1 to 4."""
    most = SMALLEST_SHOWN - 1
    left = sum(small) + sum(held_back) - SMALLEST_SHOWN * len(held_back)  # for the small ones, at most
    can_be_most = left >= len(small) - 1 + most
    return can_be_most and (bool(held_back) or left <= most * (len(small) - 1) + 1)
