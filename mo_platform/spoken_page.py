"""What of a finished page can be heard: headings, texts and the words on controls, found in its very HTML.

A page is read in pieces (header, sections, forms), because most pieces are the same for everybody and are read only once.
What a piece leaves open (`State`) is what the next one begins with.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from media import api as media

from .spoken_values import Part, split_sentence, strip_signs

#: A new piece begins at each of these. None of them stands within a paragraph, a heading or a control.
BEGINS = re.compile(rb"<(?:section|main|nav|header|footer|article|form|details)\b")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
#: What nobody reads aloud: drawings, fields, films; what the page marks so; and the buttons that make it sound.
SILENT = frozenset({"svg", "select", "textarea", "audio", "video", "script", "style", "template", "title"})
INLINE = frozenset({"b", "bdi", "code", "em", "i", "small", "span", "strong"})
CONTROLS = frozenset({"a", "button", "summary", "label"})
#: The text of a block of a lesson and its words have their own voices (lessons.domain.sound); here only what can be pressed.
OWN_VOICES = frozenset({"block-own", "block-dutch", "own-voices"})
LONGEST = 2000  # characters; no sentence and no paragraph of ours is as long
AROUND = " \n:·–—-()"  # what stands between a sentence and its neighbours


def split_page(content: bytes) -> Iterator[bytes]:
    """The pieces of a page; together they are the page."""
    begin = 0
    for found in BEGINS.finditer(content):
        yield content[begin : found.start()]
        begin = found.start()
    yield content[begin:]


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is still open. `is_silent`: nothing in it is read; `has_own`: only its buttons are; `is_live`: a script
    may change what it says."""

    tag: str
    language: str
    is_silent: bool
    has_own: bool
    is_live: bool = False


type State = tuple[Open, ...]


@dataclass(slots=True)
class Element:
    about: Open
    at: int  # just behind the name in its opening tag; -1: it was opened in an earlier piece
    is_marked: bool = False
    is_whole: bool = False  # closed in this piece as well
    parts: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> Iterator["Element"]:
        return (part for part in self.parts if isinstance(part, Element))

    @property
    def is_mixed(self) -> bool:
        """Something in it is in another language or has its voice already; a foreign word in <bdi> is in its sentence."""
        return any(
            child.is_marked
            or child.is_mixed
            or (child.about.tag != "bdi" and child.about.language != self.about.language)
            for child in self.children
        )

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def is_one_text(self) -> bool:
        return self.is_whole and not self.is_mixed and (self.about.tag == "button" or not self.about.has_own)

    @property
    def key(self) -> media.SpokenKey | None:
        """What its voice is found by, where it can be spoken as a whole."""
        return _make_key(self.about.language, self.text) if self.is_one_text else None

    @property
    def is_inline(self) -> bool:
        return all(child.about.tag in INLINE and child.is_inline for child in self.children)

    def list_parts(self) -> list[Part]:
        """Its sentence in parts, where it has values; none of a value that a script may change."""
        own = any(isinstance(part, str) and strip_signs(part) for part in self.parts)
        if not (own and self.is_one_text and self.is_inline):
            return []
        texts = self._list_still_texts()
        parts = [part for text in texts for part in split_sentence(text, self.about.language)]
        return parts if len(texts) > 1 or any(part.is_value for part in parts) else []

    def _list_still_texts(self) -> list[str]:
        """Its text, in pieces where something in it is live."""
        texts = [""]
        for part in self.parts:
            if isinstance(part, str):
                texts[-1] += part
            elif part.about.is_live:
                texts.append("")
            else:
                first, *more = part._list_still_texts()
                texts[-1] += first
                texts += more
        return texts

    def list_runs(self) -> list[list[media.SpokenKey]]:
        """Sentences that stand in it beside other elements ("<a>On this phone</a>: you can read it."): of each, as it
        stands there and without what joins it to its neighbours."""
        if self.at < 0 or self.about.has_own:
            return []
        runs = [
            dict.fromkeys((part, part.strip(AROUND), strip_signs(part))) for part in self.parts if isinstance(part, str)
        ]
        return [[key for text in run if (key := _make_key(self.about.language, text))] for run in runs]


def _make_key(language: str, text: str) -> media.SpokenKey | None:
    spoken = media.normalise_spoken(text)
    if len(spoken) > LONGEST or not any(character.isalnum() for character in spoken):
        return None
    return language, media.hash_spoken(spoken)


@dataclass(frozen=True, slots=True)
class Mark:
    """`attributes` go into the HTML at `at`, a place in its bytes. `bytes` is what it costs to hear it."""

    at: int
    attributes: bytes
    language: str
    bytes: int
    is_machine: bool


class Piece(HTMLParser):
    """A piece of a page, read. `end` is what it leaves open."""

    def __init__(self, html: str, state: State) -> None:
        super().__init__(convert_charrefs=True)
        self._html = html
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._top = Element(Open("", "", False, False), -1)
        self._open = [self._top]
        for about in state:
            self._push(Element(about, -1))
        self.feed(html)
        self.close()

    @property
    def end(self) -> State:
        return tuple(element.about for element in self._open[1:])

    def list_keys(self) -> Iterator[media.SpokenKey]:
        """Everything in it that may have a voice."""
        for element in _walk(self._top):
            if key := element.key:
                yield key
            yield from (key for part in element.list_parts() if (key := _make_key(element.about.language, part.text)))
            for run in element.list_runs():
                yield from run

    def list_marks(self, voices: Mapping[media.SpokenKey, media.Voice]) -> list[Mark]:
        """Each text that can be heard, marked at the control that it stands on or at its own element, in their order."""
        return list(self._choose(self._top, voices))

    def _choose(self, element: Element, voices) -> Iterator[Mark]:
        if element.is_marked or element.about.is_silent:
            return
        voice = voices.get(element.key) if element.key else None
        if voice:
            yield self._mark(_find_place(element), [voice])
            return
        if in_parts := _find_voices(element, voices):
            yield self._mark(_find_place(element), in_parts)
            return
        runs = (next((voices[key] for key in run if key in voices), None) for run in element.list_runs())
        if heard := [voice for voice in runs if voice]:
            yield self._mark(element, heard)
        for child in element.children:
            yield from self._choose(child, voices)

    def _mark(self, element: Element, voices: list[media.Voice]) -> Mark:
        attributes = f' data-voice="{" ".join(voice.token for voice in voices)}"'
        at = len(self._html[: element.at].encode())
        return Mark(
            at=at,
            attributes=attributes.encode(),
            language=element.about.language,
            bytes=sum(voice.bytes for voice in voices),
            is_machine=any(voice.is_machine for voice in voices),
        )

    def _push(self, element: Element) -> None:
        self._open[-1].parts.append(element)
        self._open.append(element)

    def handle_starttag(self, tag, attrs) -> None:
        parent = self._open[-1]
        if tag in VOID:
            parent.parts.append(" ")
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        about = Open(
            tag,
            given.get("lang") or parent.about.language,
            parent.about.is_silent or tag in SILENT or "data-quiet" in given or "listen" in classes,
            parent.about.has_own or bool(classes & OWN_VOICES),
            is_live=any(name.startswith("data-") for name in given),
        )
        line, column = self.getpos()
        at = self._lines[line - 1] + column + 1 + len(tag)
        self._push(Element(about, at, is_marked="data-voice" in given))

    def handle_endtag(self, tag) -> None:
        if any(element.about.tag == tag for element in self._open[1:]):
            while True:
                closed = self._open.pop()
                if closed.about.tag == tag:
                    closed.is_whole = closed.at >= 0
                    return

    def handle_data(self, data) -> None:
        if not self._open[-1].about.is_silent:
            self._open[-1].parts.append(data)


def _find_voices(element: Element, voices: Mapping[media.SpokenKey, media.Voice]) -> list[media.Voice]:
    """The voices of a sentence with values: of all its words, and of the values that have one. Of values alone, of all."""
    parts = element.list_parts()
    found = [voices.get((element.about.language, media.hash_spoken(part.text))) for part in parts]
    needed = [voice for voice, part in zip(found, parts, strict=True) if not part.is_value] or found
    return [] if None in needed else [voice for voice in found if voice]


def _walk(element: Element) -> Iterator[Element]:
    if element.is_marked or element.about.is_silent:
        return
    yield element
    for child in element.children:
        yield from _walk(child)


def _find_place(element: Element) -> Element:
    """Where the voice of an element stands: at the link or button that says the whole of it, so that what is heard is what
    can be pressed; else at the innermost paragraph, heading or row that does."""
    place = inner = element
    while inner.about.tag not in CONTROLS:
        said = [part for part in inner.parts if (part.text if isinstance(part, Element) else part).strip()]
        if len(said) != 1 or not isinstance(said[0], Element):
            return place
        inner = said[0]
        if inner.about.tag not in INLINE:
            place = inner
    return inner
