"""The small Markdown of packs: paragraphs, `- ` lists, **bold**, `Dutch words`, {fact:keys}. Nothing else."""

import re
from html import escape

from markdown_it import MarkdownIt

from core.api import STORED_TEXT, clean_html

from ..domain.markup import FACT, list_syntax_mistakes

_markdown = MarkdownIt("commonmark", {"html": False})
_NAMES = {
    "heading_open": "a heading; use a heading block",
    "ordered_list_open": "a numbered list; use a steps block",
    "blockquote_open": "a quotation",
    "code_block": "an indented block; start the line at the margin",
    "fence": "a code block",
    "hr": "a horizontal line",
    "link_open": "a link; use a link block",
    "image": "a picture; use an image block",
    "em_open": "italics; use **bold**",
    "hardbreak": "a forced line break; start a new paragraph",
    "html_inline": "HTML",
    "html_block": "HTML",
}
_ALLOWED = {"paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open"}
_ALLOWED |= {"list_item_close", "inline", "text", "softbreak", "strong_open", "strong_close", "code_inline"}
TAG_LIKE = re.compile(r"</?[a-zA-Z][^>]*>")


def list_text_mistakes(text: str) -> list[str]:
    """What an author must mend in a text with paragraphs and lists."""
    mistakes = list(list_syntax_mistakes(text))
    if TAG_LIKE.search(text):
        mistakes.append("this holds HTML; write plain text.")
    tokens = _markdown.parse(text)
    kinds = [child.type for token in tokens for child in [token, *(token.children or [])]]
    for kind in dict.fromkeys(kinds):
        if kind not in _ALLOWED and not kind.endswith("_close"):
            mistakes.append(f"this holds {_NAMES.get(kind, kind)}.")
    if any(token.type == "bullet_list_open" and token.level > 0 for token in tokens):
        mistakes.append("a list may not stand in a list.")
    return mistakes


def list_line_mistakes(line: str) -> list[str]:
    """What an author must mend in a one-line text."""
    mistakes = list(list_syntax_mistakes(line))
    if "\n" in line:
        mistakes.append("this must be one line.")
    if "**" in line:
        mistakes.append("bold works in texts only, not in this field.")
    if TAG_LIKE.search(line):
        mistakes.append("this holds HTML; write plain text.")
    return mistakes


def render_text(text: str) -> str:
    """The stored HTML of a text: what the editor of the CMS would have made of it."""
    html: list[str] = []
    in_item = False
    for token in _markdown.parse(text):
        match token.type:
            case "paragraph_open" if not in_item:
                html.append("<p>")
            case "paragraph_close" if not in_item:
                html.append("</p>")
            case "paragraph_close":
                html.append(" ")  # between the paragraphs of one loose list item
            case "bullet_list_open":
                html.append("<ul>")
            case "bullet_list_close":
                html.append("</ul>")
            case "list_item_open":
                in_item = True
                html.append("<li>")
            case "list_item_close":
                in_item = False
                html[-1] = html[-1].rstrip()
                html.append("</li>")
            case "inline":
                html.append(_render_inline(token.children or []))
    return clean_html("".join(html), allow=STORED_TEXT)


def _render_inline(tokens) -> str:
    html = []
    for token in tokens:
        match token.type:
            case "text":
                html.append(_with_facts(token.content))
            case "softbreak":
                html.append(" ")
            case "code_inline":
                html.append(f"<code>{escape(token.content, quote=False)}</code>")
            case "strong_open":
                html.append("<b>")
            case "strong_close":
                html.append("</b>")
    return "".join(html)


def _with_facts(text: str) -> str:
    # The text inside the link is for editors; readers get the fact's value (lessons.domain.markup).
    return FACT.sub(r'<a linktype="fact" id="\1">\1</a>', escape(text, quote=False))
