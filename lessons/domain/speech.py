"""What a piece of a page says aloud, read from the very HTML that is shown: so what is heard is what stands there.

A passage is the text of one paragraph, heading, line or option, with its language. It is marked in the HTML by an
attribute at its element; nothing else of the HTML changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.safestring import SafeString

from media import api as media

#: Each of these is a passage of its own; `class="line"` makes one of any other element.
PASSAGES = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "legend", "label", "dfn", "figcaption", "dt", "dd", "summary", "th", "td"}
)
LINES = frozenset({"line", "line-dutch", "choice-text", "speaker", "word-own"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
#: Not words to be read: controls, drawings, and what the page itself marks so (`data-quiet`).
QUIET = frozenset({"svg", "select", "option", "textarea", "button", "audio", "video", "script", "style", "template"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text to be spoken; `at` is where an attribute of its element goes in the HTML."""

    language: str
    text: str
    at: int = field(default=-1, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What a voice is found by: language and hash."""
        return self.language, media.hash_spoken(self.text)


def list_passages(html: str, *, language: str) -> list[Passage]:
    """The passages of a finished piece of HTML in the order in which they stand. `language` is that of the piece."""
    reader = _Reader(html, language)
    reader.feed(html)
    reader.close()
    return reader.list_passages()


def mark_voices(html: str, passages: list[Passage], voices: Mapping[tuple[str, str], media.Voice]) -> SafeString:
    """The HTML with `data-voice` at each of its passages that can be heard. Given safe HTML, the result is safe."""
    pieces, end = [], 0
    for passage in sorted(passages, key=lambda passage: passage.at):
        if passage.at < 0 or (voice := voices.get(passage.key)) is None:
            continue
        pieces += [html[end : passage.at], f' data-voice="{voice.token}"', _mark_sentences(voice)]
        end = passage.at
    return SafeString("".join([*pieces, html[end:]]))


def _mark_sentences(voice: media.Voice) -> str:
    """When each sentence begins and which characters it has: "0,0,12;1400,13,40". Nothing where there is only one."""
    if len(voice.sentences) < 2:
        return ""
    return f' data-sentences="{";".join(",".join(map(str, part)) for part in voice.sentences)}"'


@dataclass(slots=True)
class _Element:
    tag: str
    language: str
    is_quiet: bool
    at: int  # just behind the name in its opening tag
    is_passage: bool
    texts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, html: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]  # where each line of the HTML begins
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.open = [_Element("", language, False, -1, True)]
        self.found = [self.open[0]]

    def handle_starttag(self, tag, attrs) -> None:
        if tag in VOID:
            self._find_passage().texts.append(" ")
            return
        parent, about = self.open[-1], dict(attrs)
        classes = set((about.get("class") or "").split())
        language = about.get("lang") or parent.language
        line, column = self.getpos()
        element = _Element(
            tag=tag,
            language=language,
            is_quiet=parent.is_quiet or tag in QUIET or "data-quiet" in about,
            at=self.lines[line - 1] + column + 1 + len(tag),
            # A Dutch word within a sentence (bdi) is part of that sentence; any other change of language is not.
            is_passage=tag in PASSAGES or bool(classes & LINES) or (tag != "bdi" and language != parent.language),
        )
        self.open.append(element)
        if element.is_passage:
            self.found.append(element)

    def handle_endtag(self, tag) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data) -> None:
        if not self.open[-1].is_quiet:
            self._find_passage().texts.append(data)

    def _find_passage(self) -> _Element:
        return next(element for element in reversed(self.open) if element.is_passage)

    def list_passages(self) -> list[Passage]:
        spoken = ((element, media.normalise_spoken("".join(element.texts))) for element in self.found)
        return [
            Passage(element.language, text, element.at)
            for element, text in spoken
            if any(character.isalnum() for character in text)
        ]
