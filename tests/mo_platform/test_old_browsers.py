"""What a newcomer's browser must know: everything works with one of November 2021 (Chrome 96, Firefox 94, Safari 15.1).

Versions are MDN's, in this order: Chrome, Firefox, Safari. YOUR SCRIPT USES SOMETHING NEWER: do without, or ask first whether
it is there, in the way that `guard` names (docs/reference/looks.md, "Old browsers").
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .page_frame import CSS, list_stylesheets, parse_css, read_css

#: Staff have a desk and a browser that is kept up to date.
STAFF = {
    "guide.css",
    "staff.css",
    "staff-sign-in.css",
    "style.css",
    "chooser.js",
    "passkeys.js",
    "print-button.js",
}
SCRIPTS = [
    path for path in sorted((CSS.parent / "js").rglob("*.js")) if not {path.name, path.parent.name} & {*STAFF, "vendor"}
]
SHEETS = [
    path for path in [*list_stylesheets(), *sorted((CSS.parent / "fonts").glob("*.css"))] if path.name not in STAFF
]


@dataclass(frozen=True)
class Newer:
    """Something newer than the line. `guard`: a script that contains this asks first."""

    pattern: str
    since: str
    guard: str | None = None

    def is_in(self, text: str) -> bool:
        return bool(re.search(self.pattern, text)) and not (self.guard and re.search(self.guard, text))


IN_SCRIPTS = [
    Newer(r"\.findLast(Index)?\(", "97, 104, 15.4"),
    Newer(r"\.at\(", "92, 90, 15.4"),
    Newer(r"\.(toSorted|toReversed|toSpliced)\(|\w\.with\(", "110, 115, 16"),
    Newer(r"\b(Object|Map)\.groupBy\(", "117, 119, 17.4"),
    Newer(r"Object\.hasOwn\(", "93, 92, 15.4"),
    Newer(r"Array\.fromAsync\(|Promise\.withResolvers\(|Promise\.try\(", "119, 115, 16.4"),
    Newer(r"\bstructuredClone\(", "98, 94, 15.4"),
    Newer(r"\brequestSubmit\(", "76, 75, 16"),
    Newer(r"\bsubmitter\b(?!\?)", "81, 75, 15.4", guard=r"submitter = \w+"),
    Newer(r"randomUUID(?!\?)", "92, 95, 15.4"),
    Newer(r"AbortSignal\.(timeout|any)(?!\?)", "103, 100, 16"),
    Newer(r"navigator\.locks\.", "69, 96, 15.4", guard=r"navigator\.locks \?"),
    Newer(r"CSS\.highlights\.", "105, 140, 17.2", guard=r"globalThis\.CSS\?\.highlights"),
    Newer(r"\bcheckVisibility(?!\?)", "105, 106, 17.4"),
    Newer(r"\b(show|hide|toggle)Popover\(", "114, 125, 17", guard=r'"popover" in HTMLElement\.prototype'),
    Newer(r"\.aria[A-Z]\w+", "81, 119, 12.1"),  # as an attribute: setAttribute
    Newer(r"\.inert\b|\.showModal\(|\bfield-sizing", "102, 112, 15.5"),
    Newer(r"\bIntl\.(Segmenter|DurationFormat)", "87, 125, 14.1"),
    Newer(r"\bURL\.(canParse|parse)\(", "120, 115, 17"),
    Newer(r"\bscrollend\b|\brequestIdleCallback\(", "114, 109, 26"),
    Newer(r"navigator\.storage\.|storage\.estimate\(", "61, 57, 17"),
    Newer(r"\(\?<[=!]", "62, 78, 16.4"),  # looking behind in a pattern breaks the whole file
    Newer(r"/[a-z]*v[a-z]*\.(test|exec)\(|\bstatic \{", "112, 116, 17"),
    Newer(r"\bimport\b.*\bwith\b|\busing \w+ =", "123, 138, 17.2"),
    Newer(r"matches\([^)]*:has\(|querySelector(All)?\([^)]*:has\(", "105, 121, 15.4"),
    Newer(r"\.serverTiming(?!\?)", "65, 61, 16.4"),
]
IN_SELECTORS = [
    Newer(r":has\(", "105, 121, 15.4"),
    Newer(r":focus-visible", "86, 85, 15.4"),
    Newer(r"::details-content|::highlight\(|::backdrop|:popover-open|:user-(in)?valid|:dir\(", "131, 119, 17.2"),
    Newer(r":nth-(last-)?child\([^)]* of ", "111, 113, 9"),
]
IN_VALUES = [
    Newer(r"light-dark\(", "123, 120, 17.5"),
    Newer(r"color-mix\(|oklch\(|oklab\(|\b(rgb|hsl)a?\(from ", "111, 113, 16.2"),
    Newer(r"\b[\d.]+(dvh|svh|lvh|dvw|svw|cqi|cqw|cqb|rlh)\b", "108, 101, 15.4"),
    Newer(r"\b(round|mod|rem|sin|cos|pow|sqrt|abs|sign)\([^)]*,", "125, 118, 15.4"),
]
#: At-rules that an old browser skips with everything in them.
AT_RULES = [
    Newer(r"@(container|layer|scope|starting-style|property|view-transition|position-try)\b", "105, 110, 16"),
    Newer(r"@media[^{]*[<>]=?", "104, 63, 16.4"),
]


def parts_of(selector: str) -> list[str]:
    """The selectors of a list; commas inside brackets do not part."""
    return re.split(r",(?![^(]*\))\s*", selector)


def list_faults(css: str) -> list[str]:
    faults = []
    for (*around, head), declarations in parse_css(css):
        is_asked = any(rule.startswith("@supports") for rule in around)
        faults += [f"{head}: {newer.since}" for newer in AT_RULES if newer.is_in(head)]
        faults += [f"{head}: a rule in a rule" for rule in around if not rule.startswith("@")]
        if head.startswith("@") or is_asked:
            continue
        for newer in IN_SELECTORS:
            has = [newer.is_in(part) for part in parts_of(head)]
            if any(has) and not all(has):
                faults.append(f"{head}: an old browser drops the whole rule ({newer.since})")
        for property_, value in re.findall(r"([\w-]+):\s*([^;]+)", declarations):
            if any(newer.is_in(value) for newer in IN_VALUES):
                others = re.findall(rf"(?:^|[\s;]){property_}:\s*([^;]+)", declarations)
                if value == others[0]:
                    faults.append(f"{head}: {property_} has no value before {value}")
    return faults


@pytest.mark.once
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_asks_for_nothing_that_a_browser_of_2021_does_not_know(script):
    code = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.M)
    assert [f"{newer.pattern} ({newer.since})" for newer in IN_SCRIPTS if newer.is_in(code)] == []


@pytest.mark.once
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_what_a_browser_of_2021_does_not_know_takes_nothing_else_along(sheet):
    assert list_faults(read_css(sheet)) == []


@pytest.mark.once
def test_the_search_finds_what_it_looks_for():
    bad = """a:has(b), c {color: red} d {e & {top: 0}} f {block-size: 10dvh} @container (width > 1px) {g {color: red}}
    @media (width > 1px) {}"""
    assert len(list_faults(bad)) == 5
    good = """a:has(b) {color: red} c {color: red; color: oklch(1 0 0)} d {block-size: 9vh; block-size: 9dvh}
    @supports (color: light-dark(#000, #fff)) {:root {--a: light-dark(#000, #fff)}} :is(a, b):focus-visible {color: red}"""
    assert list_faults(good) == []
    assert any(newer.is_in("list.findLast(isOld)") for newer in IN_SCRIPTS)
    assert not any(newer.is_in("element.checkVisibility?.() ?? true") for newer in IN_SCRIPTS)
    assert {path.name for path in SCRIPTS} >= {"listen.js", "phone.js"} and Path(SHEETS[0]).exists()
