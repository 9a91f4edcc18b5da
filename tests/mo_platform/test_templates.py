"""What every template keeps to: no inline style or script, known icons and pictures, fragments with a direction."""

import re

import pytest

from mo_platform.templatetags.looks import list_icons

from .page_frame import ROOT, list_templates

pytestmark = pytest.mark.once

TEMPLATES = list_templates()
ART = {path.stem for path in (ROOT / "mo_platform" / "static" / "art").glob("*.svg")}
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>%]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"),
    "handler attribute": re.compile(r"<[^>%]*\son[a-z]+\s*="),
    "safe filter": re.compile(r"\|\s*safe\b"),
    "javascript address": re.compile(r"javascript:"),
}


def short(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_template_has_nothing_inline(template):
    text = template.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_the_search_finds_what_it_looks_for():
    bad = {
        "style attribute": '<p style="color:red">',
        "style element": "<style>p{}</style>",
        "inline script": "<script>alert(1)</script>",
        "handler attribute": '<a onclick="x()">',
        "safe filter": "{{ text|safe }}",
        "javascript address": '<a href="javascript:x">',
    }
    assert {name for name, text in bad.items() if FORBIDDEN[name].search(text)} == set(FORBIDDEN)
    assert not FORBIDDEN["inline script"].search('<script type="module" src="{% static \'js/x.js\' %}"></script>')


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_every_icon_of_a_template_is_in_a_sprite(template):
    if {"wagtailadmin", "cms"} & set(template.parts):  # Wagtail's admin has icons of its own
        return
    text = template.read_text(encoding="utf-8")
    named = set(re.findall(r'{%\s*icon "([^"]+)"', text)) | set(re.findall(r'\bicon(?:_end)?="([a-z-]+)"', text))
    assert named - set(list_icons()) == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_every_picture_of_a_template_is_drawn(template):
    text = template.read_text(encoding="utf-8")
    named = set(re.findall(r'{%\s*art "([^"|]+)"\s*(?:"[^"]*")?\s*%}', text)) | set(
        re.findall(r'\bart="([^"]+)"', text)
    )
    assert named - ART == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_named_language_brings_its_direction(template):
    # <bdi> finds its own direction
    tags = re.findall(r'<(?!html|bdi)[^>]*\slang="[^"]*"[^>]*>', template.read_text(encoding="utf-8"))
    assert [tag for tag in tags if "dir=" not in tag] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_block_uses_the_addresses_it_made_itself(template):
    """A variable made in one block is empty in the next: a button without its address would send the form."""
    blocks = re.findall(r"{% block \w+ %}(.*?){% endblock", template.read_text(encoding="utf-8"), re.DOTALL)
    made = [set(re.findall(r" as (\w+_url)", block)) for block in blocks]
    for block, own in zip(blocks, made, strict=True):
        assert set(re.findall(r"\burl=(\w+_url)", block)) & (set().union(*made) - own) == set()
