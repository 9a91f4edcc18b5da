"""Areas of a picture that can be chosen: rectangles in whole percent of it, from its left and its top."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

#: In percent: what is smaller cannot be seen on a phone.
SMALLEST = 4
MAX_AREAS = 12

Area = tuple[int, int, int, int]


class BadAreas(ValueError):
    """The areas are none, too many, or nobody could tell which one was meant."""


def read_areas(areas: Any, *, ids: Sequence[str]) -> dict[str, Area]:
    """{id: (left, top, width, height)} in the order of `ids`. Raises BadAreas."""
    if not isinstance(areas, Mapping) or set(areas) != set(ids):
        raise BadAreas("every option has its area, and no other")
    if len(ids) > MAX_AREAS:
        raise BadAreas(f"a picture has at most {MAX_AREAS} areas")
    found = {part: _read_area(part, areas[part]) for part in ids}
    for (one, first), (two, second) in combinations(found.items(), 2):
        if _overlap(first, second):
            raise BadAreas(f"the areas {one} and {two} lie over each other")
    return found


def _read_area(part: str, area: Any) -> Area:
    is_whole = isinstance(area, list | tuple) and all(
        isinstance(side, int) and not isinstance(side, bool) for side in area
    )
    if not is_whole or len(area) != 4:
        raise BadAreas(f"the area {part} is left, top, width and height in whole percent")
    left, top, width, height = area
    if min(left, top) < 0 or min(width, height) < SMALLEST or left + width > 100 or top + height > 100:
        raise BadAreas(f"the area {part} lies in the picture and is at least {SMALLEST} percent wide and high")
    return left, top, width, height


def _overlap(one: Area, two: Area) -> bool:
    return (
        one[0] < two[0] + two[2] and two[0] < one[0] + one[2] and one[1] < two[1] + two[3] and two[1] < one[1] + one[3]
    )
