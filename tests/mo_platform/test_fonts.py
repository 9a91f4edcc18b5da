"""No empty boxes: our fonts have every letter that we write in their scripts, in both weights."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from fontTools.ttLib import TTFont

from core import api as core
from scripts import messages

ROOT = Path(settings.BASE_DIR)
FONTS = {"Arab": "noto-sans-arabic-arabic", "Ethi": "noto-sans-ethiopic-ethiopic", "Armn": "noto-sans-armenian-armenian",
         "Tibt": "noto-serif-tibetan-tibetan"}  # fmt: skip
#: Where the letters of a script stand in Unicode; what lies outside is the system's own font's.
BLOCKS = {
    "Arab": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    "Ethi": ((0x1200, 0x139F), (0x2D80, 0x2DDF)),
    "Armn": ((0x0530, 0x058F),),
    "Tibt": ((0x0F00, 0x0FFF),),
}
LANGUAGES = [language for language in core.list_languages() if language.script in FONTS]


@cache
def letters_of(language, blocks) -> set[int]:
    """Every letter of the blocks in our catalogue, our lessons and our facts in this language."""
    locale = messages.LOCALE / language.code.replace("-", "_")
    texts = [text for path in locale.glob("LC_MESSAGES/*.po") for text in _list_translations(path)]
    texts += [path.read_text(encoding="utf-8") for path in ROOT.glob(f"content/*/lessons/*/{language.code}.yaml")]
    texts += _list_in_language(read_data(), language.code)
    texts.append(language.endonym + language.not_yet)
    return {ord(letter) for text in texts for letter in text if any(low <= ord(letter) <= high for low, high in blocks)}


@cache
def read_data() -> list:
    """What our content and the curriculum hold besides lessons."""
    found = [ROOT.glob(pattern) for pattern in ("content/*/*.yaml", "content/*/*/*.yaml", "curriculum/data/*.yaml")]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for paths in found for path in paths]


def _list_translations(path: Path) -> list[str]:
    strings = [message.string for message in messages.read_catalogue(path) if message.id]
    return [text for string in strings for text in ([string] if isinstance(string, str) else string)]


def _list_in_language(value, code: str) -> list[str]:
    if isinstance(value, dict):
        own = [str(value[code])] if code in value else []
        return own + [text for inner in value.values() for text in _list_in_language(inner, code)]
    return [text for inner in value for text in _list_in_language(inner, code)] if isinstance(value, list) else []


@pytest.mark.once
@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_font_has_every_letter_that_we_write(language, weight):
    file = ROOT / "mo_platform" / "static" / "fonts" / f"{FONTS[language.script]}-{weight}-normal.woff2"
    written = letters_of(language, BLOCKS[language.script])

    assert len(written) >= 35  # there is something to look for
    assert {chr(code) for code in written - set(TTFont(file).getBestCmap())} == set()


@pytest.mark.once
@pytest.mark.parametrize("script", FONTS)
def test_a_font_is_fetched_only_by_a_phone_that_has_none(script):
    css = (ROOT / "mo_platform" / "static" / "fonts" / f"{script.lower()}.css").read_text(encoding="utf-8")
    sources = re.findall(r"src: (.*?);", css)
    assert len(sources) == 2
    for source in sources:
        names = re.findall(r"(local|url)\(", source)
        assert names.count("local") >= 3 and names[-1:] == ["url"] and names.count("url") == 1


@pytest.mark.once
@pytest.mark.parametrize("language", core.list_languages(), ids=lambda language: language.code)
def test_a_page_names_the_font_of_its_own_script_and_no_other(client, db, language):
    page = client.get(f"/{language.code.lower()}/about/").content.decode()
    assert re.findall(r"/static/fonts/(\w+)\.css", page) == (
        [language.script.lower()] if language.script in FONTS else []
    )
