"""The Arabic of the lessons has the voice of the buttons around it: to one reader, in one spelling."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

CONTENT = Path(settings.BASE_DIR) / "content"
LESSONS = sorted(CONTENT.glob("*/lessons/*/ar.yaml"))
SHARED = sorted({*CONTENT.glob("*/*.yaml"), *CONTENT.glob("*/facts/*.yaml"), *CONTENT.glob("*/media/*.yaml")})
WORD = re.compile(r"[ء-ي\u064b-\u0652]+")
HOW_MANY = ("كم", "وكم")
TANWIN_AFTER_ALIF = "اً"


def list_arabic(value) -> list[str]:
    """The Arabic of a file that holds all languages."""
    if isinstance(value, dict):
        own = [str(value["ar"])] if "ar" in value else []
        return own + [text for inner in value.values() for text in list_arabic(inner)]
    return [text for inner in value for text in list_arabic(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("path", [*LESSONS, *SHARED], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_said_to_several_readers_or_spelt_otherwise(path):
    text = path.read_text(encoding="utf-8")
    if path in SHARED:
        text = "\n".join(list_arabic(yaml.safe_load(text)))

    to_several = [word for word in WORD.findall(text) if word.endswith(("كم", "أنتم")) and word not in HOW_MANY]
    assert to_several == []
    assert TANWIN_AFTER_ALIF not in text
