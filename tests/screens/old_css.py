"""Our stylesheets as a browser of 2016 reads them (Chrome 54): without what it does not know."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

from tests.mo_platform.page_frame import parse_css, read_css

#: It drops the rule, the declaration, or everything inside.
UNKNOWN_SELECTOR = re.compile(r":(is|where|has|focus-visible)\b|:not\([^)]*,|::(details-content|highlight)")
UNKNOWN_PROPERTY = re.compile(
    r"-(inline|block)(-|$)|^(inline|block)-size|inset|^(row-|column-)?gap$|^grid|^place-|^aspect-ratio"
)
UNKNOWN_VALUE = re.compile(
    r"\b(min|max|clamp|env|light-dark)\(|fit-content|^grid$|^inline-grid$|^sticky$|^(start|end)$| / \d+%"
)


def age(url: str) -> str:
    """The stylesheet at an address below /static/."""
    path = finders.find(urlsplit(url).path.removeprefix("/static/"))
    kept = []
    for (*around, selector), declarations in parse_css(read_css(Path(path))):
        if selector.startswith("@") or any(rule.startswith("@supports") for rule in around):
            continue
        if UNKNOWN_SELECTOR.search(selector):
            continue
        known = [
            f"{name}: {value}"
            for name, value in re.findall(r"([\w-]+):\s*([^;]+)", declarations)
            if not UNKNOWN_PROPERTY.search(name) and not UNKNOWN_VALUE.search(value)
        ]
        rule = f"{selector} {{{'; '.join(known)}}}"
        for media in reversed(around):
            rule = f"{media} {{{rule}}}"
        kept.append(rule)
    return "\n".join(kept)
