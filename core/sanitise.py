"""Cleaning of HTML that people wrote: the only place where bleach is used.

bleach is end of life and gets no security fixes any more, so nothing rests on it: nh3 has the last word, with the same
allow list. Both run on every text, whether it came from the editor, an import or our own code.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import bleach
import nh3

# Embeddings, overrides and isolates can make a text read differently from what it says. Direction is the template's
# business (lang, dir, bdi). Marks that Persian or Arabic spelling needs (ZWNJ, ZWJ, LRM, RLM) stay.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, eq=False)  # known by identity, so that a cleaned text can be remembered
class AllowList:
    """Which elements may stay, and which attributes on them."""

    tags: frozenset[str]
    attributes: dict[str, frozenset[str]] = field(default_factory=dict)


# What an editor may write: paragraphs, lists, bold, a Dutch word (code), a fact (a linktype="fact" id="key").
STORED_TEXT = AllowList(
    tags=frozenset({"p", "ul", "li", "b", "strong", "code", "a"}),
    attributes={"a": frozenset({"linktype", "id"})},
)
# What we make of it for a reader.
SHOWN_TEXT = AllowList(
    tags=frozenset({"p", "ul", "li", "strong", "bdi"}),
    attributes={"bdi": frozenset({"lang", "dir", "class"})},
)
# The same with words that can be tapped: links of ours, which lead nowhere but to this site (no scheme is allowed).
TAPPED_TEXT = AllowList(
    tags=SHOWN_TEXT.tags | {"a"},
    attributes=SHOWN_TEXT.attributes | {"a": frozenset({"class", "href"})},
)


def strip_bidi_controls(text: str) -> str:
    """The text without characters that reorder what is read."""
    return BIDI_CONTROLS.sub("", text)


@lru_cache(maxsize=4096)  # saving a page cleans the same texts several times, and bleach is slow
def clean_html(html: str, *, allow: AllowList) -> str:
    """The HTML with nothing but `allow` in it. Content of script and style is dropped, of other elements kept."""
    html = strip_bidi_controls(html)
    html = bleach.clean(
        html,
        tags=allow.tags | {"script", "style"},  # kept for nh3, which drops them with their content
        attributes={tag: list(names) for tag, names in allow.attributes.items()},
        protocols=[],
        strip=True,
        strip_comments=True,
    )
    return nh3.clean(
        html,
        tags=set(allow.tags),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in allow.attributes.items()},
        url_schemes=set(),
        link_rel=None,
    )
