"""The Arabic of the lessons has the voice of the buttons around it: to one reader, in one spelling."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEXTS = sorted(Path(settings.BASE_DIR).glob("content/*/**/*.yaml"))
WORD = re.compile(r"[ء-ي\u064b-\u0652]+")
HOW_MANY = ("كم", "وكم")
TANWIN_AFTER_ALIF = "اً"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_said_to_several_readers_or_spelt_otherwise(path):
    text = path.read_text(encoding="utf-8")

    to_several = [word for word in WORD.findall(text) if word.endswith(("كم", "أنتم")) and word not in HOW_MANY]
    assert to_several == []
    assert TANWIN_AFTER_ALIF not in text
