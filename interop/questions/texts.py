"""Texts of other systems: HTML becomes what the bank can hold, and what is lost on the way is told."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.api import STORED_TEXT, clean_html, strip_bidi_controls

from .neutral import Unsupported
from .reading import MAX_TEXT_CHARACTERS, say_number

MAX_TAG_DEPTH = 40
MAX_OPEN_TAGS = 20  # that do not end: each is looked for up to the end of the text
_BLOCKS = frozenset(
    re.split(
        " ",
        "address article aside blockquote br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
        " header hr li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SILENT = frozenset({"script", "style"})  # what stands in them is no text
_NAMES = {
    "img": gettext_lazy("a picture"),
    "audio": gettext_lazy("sound"),
    "video": gettext_lazy("a film"),
    "a": gettext_lazy("a link"),
    "table": gettext_lazy("a table"),
    "iframe": gettext_lazy("a frame"),
    "object": gettext_lazy("an object"),
    "math": gettext_lazy("a formula"),
    "script": gettext_lazy("a script"),
}
_EDGE = "\x00"  # of a block; no text that is read holds it
_TAG_LIKE = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY_LIKE = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")


class _Html(HTMLParser):
    """Reads HTML piece by piece, so that no depth can exhaust the stack; keeps text, and elements of `kept`."""

    def __init__(self, kept: frozenset[str], attributes: dict[str, frozenset[str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.kept = kept
        self.attributes = attributes
        self.pieces: list[str] = []
        self.lost: dict[str, None] = {}
        self.depth = 0
        self.silent = 0
        self.blocks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.depth += 1
            if self.depth > MAX_TAG_DEPTH:
                raise Unsupported(_("its HTML is nested deeper than %(most)s elements") % {"most": MAX_TAG_DEPTH})
        self.silent += tag in _SILENT
        allowed = self.attributes.get(tag, frozenset())
        for name, _value in attrs:
            if name not in allowed and name not in ("dir", "lang") and tag not in _NAMES:
                self.lost[_("the attribute %(name)s of <%(tag)s>") % {"name": name[:20], "tag": tag[:20]}] = None
        if tag in self.kept and not (tag == "a" and dict(attrs).get("linktype") != "fact"):
            told = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in allowed)
            self.pieces.append(f"<{tag}{told}>")
            return
        if tag in _BLOCKS:
            self.pieces.append(_EDGE)
        if tag not in ("p", "div", "span"):
            self.lost[str(_NAMES.get(tag, f"<{tag[:20]}>"))] = None

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.depth = max(0, self.depth - 1)
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in self.kept:
            self.pieces.append(f"</{tag}>")
        elif tag in _BLOCKS:
            self.pieces.append(_EDGE)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(escape(data, quote=False) if self.kept else data)

    def handle_comment(self, data: str) -> None:
        self.lost[_("a comment")] = None

    def handle_decl(self, decl: str) -> None:
        self.lost[_("a declaration")] = None

    def unknown_decl(self, data: str) -> None:
        self.lost[_("a declaration")] = None

    def handle_pi(self, data: str) -> None:
        self.lost[_("a declaration")] = None


def _read_html(html: str, kept: frozenset[str], attributes: dict[str, frozenset[str]]) -> _Html:
    """The HTML, read within bounds. Raises Unsupported."""
    check_length(html)
    if html.count("<", html.rfind(">") + 1) > MAX_OPEN_TAGS:
        raise Unsupported(_("its HTML is broken: its tags do not end"))
    reader = _Html(kept, attributes)
    reader.feed(html)
    reader.close()
    return reader


def line_from_plain(text: str) -> tuple[str, list[str]]:
    """A text without markup, as the bank holds it, and what was lost."""
    check_length(text)
    cleaned = strip_bidi_controls(text)
    return cleaned.strip(), [_("marks that reorder letters")] if cleaned != text else []


def line_from_html(html: str) -> tuple[str, list[str]]:
    """What HTML says, without its markup, and what was lost. Paragraphs become lines."""
    reader = _read_html(html, frozenset(), {})
    lines = [re.sub(r"[ \t\r\n\f]+", " ", line).strip() for line in "".join(reader.pieces).split(_EDGE)]
    lines = [line for line in lines if line]
    text, lost = line_from_plain("\n".join(lines))
    if len(lines) > 1:
        lost.append(_("paragraphs"))
    return text, [*reader.lost, *lost]


def rich_from_html(html: str) -> tuple[str, list[str]]:
    """HTML with nothing but what an explanation may hold, and what was lost."""
    reader = _read_html(html, STORED_TEXT.tags, STORED_TEXT.attributes)
    plain = strip_bidi_controls(html)
    lost = [*reader.lost, *([_("marks that reorder letters")] if plain != html else [])]
    return clean_html("".join(reader.pieces).replace(_EDGE, "\n"), allow=STORED_TEXT).strip(), lost


def rich_from_plain(text: str) -> tuple[str, list[str]]:
    """A text without markup as an explanation: a paragraph for each piece between empty lines."""
    line, lost = line_from_plain(text)
    paragraphs = [piece.strip() for piece in re.split(r"\n\s*\n", line) if piece.strip()]
    html = "".join(f"<p>{escape(piece, quote=False)}</p>" for piece in paragraphs)
    return clean_html(html, allow=STORED_TEXT), lost


def looks_like_html(text: str) -> bool:
    """True when a system that takes both would read tags or entities in it."""
    return bool(_TAG_LIKE.search(text) or _ENTITY_LIKE.search(text))


def check_length(text: str) -> None:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Unsupported(
            _("one of its texts is longer than %(most)s letters") % {"most": say_number(MAX_TEXT_CHARACTERS)}
        )


def tell_lost(*groups: Iterable[str]) -> tuple[str, ...]:
    """Everything that was lost, each said once, in order."""
    return tuple(dict.fromkeys(lost for group in groups for lost in group))


def has_picture(lost: Sequence[str]) -> bool:
    return str(_NAMES["img"]) in lost


def say_no_text(lost: Sequence[str]) -> str:
    """Why a question in which this was lost asks nothing."""
    return _("it has no text but a picture") if has_picture(lost) else _("it has no text")
