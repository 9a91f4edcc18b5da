"""Areas of a picture: whoever taps means one of them."""

import pytest

from assessments.engine.areas import BadAreas, read_areas

pytestmark = pytest.mark.once


def test_areas_may_touch_and_keep_the_order_of_the_options():
    areas = {"b": [50, 0, 50, 100], "a": (0, 0, 50, 100)}
    assert read_areas(areas, ids=["a", "b"]) == {"a": (0, 0, 50, 100), "b": (50, 0, 50, 100)}


@pytest.mark.parametrize(
    "areas",
    [
        None,
        {"a": [0, 0, 10, 10]},
        {"a": [0, 0, 10, 10], "b": [50, 0, 10, 10], "c": [0, 50, 10, 10]},
        {"a": [0, 0, 10, 10], "b": [9, 9, 10, 10]},
        {"a": [0, 0, 10, 10], "b": [95, 0, 10, 10]},
        {"a": [0, 0, 10, 10], "b": [-1, 50, 10, 10]},
        {"a": [0, 0, 10, 10], "b": [50, 0, 3, 10]},
        {"a": [0, 0, 10, 10], "b": [50, 0, 10.5, 10]},
        {"a": [0, 0, 10, 10], "b": [50, 0, 10]},
        {"a": [0, 0, 10, 10], "b": [True, 50, 10, 10]},
        {"a": [0, 0, 10, 10], "b": "50 50 10 10"},
    ],
)
def test_areas_that_could_mean_another_are_refused(areas):
    with pytest.raises(BadAreas):
        read_areas(areas, ids=["a", "b"])


def test_more_areas_than_a_phone_can_show_are_refused():
    areas = {f"a{number}": [number * 7, 0, 6, 10] for number in range(13)}
    with pytest.raises(BadAreas, match="at most 12"):
        read_areas(areas, ids=list(areas))
