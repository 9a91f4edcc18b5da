"""Areas of a picture that can be chosen: rectangles in whole percent of it, from its left and its top."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from .mistakes import Mistake

#: In percent: what is smaller cannot be seen on a phone.
SMALLEST = 4
MAX_AREAS = 12

Area = tuple[int, int, int, int]


class BadAreas(Mistake):
    """The areas are none, too many, or nobody could tell which one was meant."""


def read_areas(areas: Any, *, ids: Sequence[str]) -> dict[str, Area]:
    """{id: (left, top, width, height)} in the order of `ids`. Raises BadAreas."""
    if not isinstance(areas, Mapping) or set(areas) != set(ids):
        raise BadAreas("every option has its area, and no other")
    if len(ids) > MAX_AREAS:
        raise BadAreas("a picture has at most %(most)s areas", most=MAX_AREAS)
    found = {part: _read_area(part, areas[part]) for part in ids}
    for (one, first), (two, second) in combinations(found.items(), 2):
        if _overlap(first, second):
            raise BadAreas("the areas %(one)s and %(two)s lie over each other", one=one, two=two)
    return found


def _read_area(part: str, area: Any) -> Area:
    is_whole = isinstance(area, list | tuple) and all(
        isinstance(side, int) and not isinstance(side, bool) for side in area
    )
    if not is_whole or len(area) != 4:
        raise BadAreas("the area %(part)s is left, top, width and height in whole percent", part=part)
    left, top, width, height = area
    if min(left, top) < 0 or min(width, height) < SMALLEST or left + width > 100 or top + height > 100:
        raise BadAreas(
            "the area %(part)s lies in the picture and is at least %(least)s percent wide and high",
            part=part,
            least=SMALLEST,
        )
    return left, top, width, height


def _overlap(one: Area, two: Area) -> bool:
    return (
        one[0] < two[0] + two[2] and two[0] < one[0] + one[2] and one[1] < two[1] + two[3] and two[1] < one[1] + one[3]
    )
