from pathlib import Path

import pytest

from media import api as media

pytestmark = pytest.mark.once

CONTENT = Path(__file__).resolve().parents[2] / "content"
OPEN = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
HOSTILE = {
    "script": OPEN + b"<script>alert(1)</script></svg>",
    "script in another namespace": OPEN + b'<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script></svg>',
    "html inside": OPEN + b'<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>',
    "event handler": OPEN + b'<path d="M0 0" onload="alert(1)"/></svg>',
    "event handler on the root": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"/>',
    "picture from elsewhere": OPEN + b'<image href="https://example.org/x.png"/></svg>',
    "use from elsewhere": OPEN + b'<use xlink:href="https://example.org/x.svg#a"/></svg>',
    "link": OPEN + b'<a href="https://example.org"><path d="M0 0"/></a></svg>',
    "script address": OPEN + b'<use href="javascript:alert(1)"/></svg>',
    "style sheet": OPEN + b"<style>@import url(https://example.org/x.css);</style></svg>",
    "style attribute": OPEN + b'<path d="M0 0" style="fill:url(https://example.org/x)"/></svg>',
    "paint from elsewhere": OPEN + b'<path d="M0 0" fill="url(https://example.org/x.svg#a)"/></svg>',
    "escaped paint": OPEN + b'<path d="M0 0" fill="u\\72l(https://example.org/x.svg#a)"/></svg>',
    "animation that sets a link": OPEN + b'<set attributeName="href" to="javascript:alert(1)"/></svg>',
    "entities": b'<!DOCTYPE svg [<!ENTITY x "boom">]>' + OPEN + b"<title>&x;</title></svg>",
    "entity from a file": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + OPEN
    + b"<desc>&x;</desc></svg>",
    "a page": b"<html><body>hello</body></html>",
    "not well formed": OPEN + b"<path>",
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "too large": OPEN + b"<desc>" + b"x" * 500_000 + b"</desc></svg>",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_drawing_that_can_act_is_refused_with_a_reason(content):
    with pytest.raises(media.UnsafePicture) as refusal:
        media.sanitise_svg(content)
    assert refusal.value.reasons


def test_all_reasons_are_told_at_once():
    content = OPEN + b'<script/><path d="M0 0" onclick="x()"/></svg>'
    with pytest.raises(media.UnsafePicture) as refusal:
        media.sanitise_svg(content)
    assert len(refusal.value.reasons) == 2


def test_a_plain_drawing_stays_what_it_was(drawing):
    cleaned = media.sanitise_svg(drawing)
    assert b'<path d="M0 148h240v12z" fill="#BAD5E2"' in cleaned
    assert cleaned.startswith(b"<svg")
    assert media.sanitise_svg(cleaned) == cleaned


def test_comments_and_instructions_are_dropped():
    content = b'<?xml-stylesheet href="https://example.org/x.css"?>' + OPEN + b"<!-- <script> --></svg>"
    assert b"example.org" not in media.sanitise_svg(content)


def test_a_gradient_of_its_own_is_allowed():
    content = OPEN + b'<linearGradient id="a"/><path d="M0 0" fill="url(#a)"/><use xlink:href="#b"/></svg>'
    cleaned = media.sanitise_svg(content)
    assert b'href="#b"' in cleaned and b"xlink" not in cleaned


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*/media/*.svg")), ids=lambda file: file.stem)
def test_our_own_drawings_pass(file):
    media.sanitise_svg(file.read_bytes())
