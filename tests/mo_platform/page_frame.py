"""What the tests of the looks read: our templates, our stylesheets, our colours."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "mo_platform",
    "interop",
    "plans",
    "progress",
    "pretrajectory",
    "lessons",
    "assessments",
    "curriculum",
    "media",
    "people",
)
CSS = ROOT / "mo_platform" / "static" / "css"


def list_templates() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("templates/**/*.html"))


def list_stylesheets() -> list[Path]:
    return sorted(CSS.rglob("*.css"))


def read_css(path: Path) -> str:
    """A stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def parse_css(css: str) -> list[tuple[tuple[str, ...], str]]:
    """(selector or at-rule and everything it stands in, its declarations), in order. Nested rules have an ancestor that is
    no at-rule."""
    found: list[tuple[tuple[str, ...], str]] = []
    inside: list[str] = []
    text: list[str] = [""]
    for piece in re.split(r"([{}])", css):
        if piece == "{":
            *own, head = re.split(r"(?<=;)", text[-1])
            text[-1] = "".join(own)
            inside.append(" ".join(head.split()))
            text.append("")
        elif piece == "}":
            found.append((tuple(inside), text.pop().strip()))
            inside.pop()
        else:
            text[-1] += piece
    return found


def read_colours() -> dict[str, tuple[str, str]]:
    """Each colour token's (light, dark) value."""
    text = read_css(CSS / "tokens.css")
    return {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    }


def read_strong_colours() -> dict[str, tuple[str, str]]:
    """The same where more contrast is asked for."""
    strong = read_css(CSS / "tokens.css").split("@media (prefers-contrast: more)")[1]
    colours = read_colours()
    instead = re.findall(r"--([a-z-]+): var\(--([a-z-]+)\);", strong)
    return colours | {name: colours[other] for name, other in instead}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
