"""Frames are drawn once for everybody: nothing of one reader may be kept for the next."""

import pytest
from django.utils.safestring import SafeString

from mo_platform.frames import Frame, Slots

FRAME = Frame(texts=("<p>", "</p><b>", "</b>"), names=("name", "state"))


def test_each_part_stands_in_its_slot():
    assert FRAME.fill({"name": SafeString("Amina"), "state": SafeString("1")}) == "<p>Amina</p><b>1</b>"


def test_a_part_that_is_missing_is_no_empty_hole():
    with pytest.raises(KeyError):
        FRAME.fill({"name": SafeString("Amina")})


def test_a_part_that_is_no_safe_html_is_refused():
    with pytest.raises(AssertionError):
        FRAME.fill({"name": "<script>", "state": SafeString("1")})


def test_marks_are_nothing_a_text_could_hold():
    assert not any(ord(character) < 0xE000 for character in Slots()["x"].replace("x", ""))
