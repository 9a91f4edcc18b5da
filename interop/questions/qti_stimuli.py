"""What several QTI items are about: a stimulus of the package, read and written."""

import posixpath
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from assessments.api import OutsideCluster

from .neutral import NeutralQuestion, Unsupported, is_key
from .qti_names import ITEM_SCHEMA, QTI, XSI, decode_identifier, encode_identifier
from .qti_texts import find, find_all, inner_html, local, put_html
from .reading import Archive, read_xml
from .texts import line_from_plain, rich_from_html, tell_lost

REFERENCE = "qti-assessment-stimulus-ref"
STIMULUS_TYPE = "imsqti_stimulus_xmlv3p0"

Read = tuple[OutsideCluster, tuple[str, ...]]


@dataclass(slots=True)
class Stimuli:
    """The stimuli of a package, each read once; an item alone has none."""

    archive: Archive | None = None
    _read: dict[str, Read] = field(default_factory=dict)

    def read(self, item: Element, where: str) -> tuple[OutsideCluster | None, tuple[str, ...]]:
        """What an item is about together with others, and what of it is lost. Raises Unsupported."""
        references = find_all(item, REFERENCE)
        if not references:
            return None, ()
        href = posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(references[0].get("href", ""))))
        if len(references) > 1 or self.archive is None or href not in self.archive:
            raise Unsupported(_("it belongs to a text that stands elsewhere"))
        if href not in self._read:
            self._read[href] = _read_stimulus(read_xml(self.archive.read(href), name=href))
        return self._read[href]


def _read_stimulus(stimulus: Element) -> Read:
    body = find(stimulus, "qti-stimulus-body")
    if stimulus.tag != f"{{{QTI}}}qti-assessment-stimulus" or body is None:
        raise Unsupported(_("it belongs to a text that stands elsewhere"))
    drawn = next((element for element in body.iter() if local(element) == "img"), None)
    key = PurePosixPath(unquote(drawn.get("src", ""))).stem if drawn is not None else ""
    text, lost = rich_from_html(inner_html(body, drawn if is_key(key) else None))
    title, lost_title = line_from_plain(stimulus.get("title", ""))
    told = OutsideCluster(
        decode_identifier(stimulus.get("identifier", "").strip()), title, text, picture=key if is_key(key) else ""
    )
    if not told.key or not (told.text or told.picture):
        raise Unsupported(_("what it is about has no text and no picture"))
    return told, tell_lost(lost, lost_title)


def make_stimulus(question: NeutralQuestion) -> Element:
    """What the question is about as the root of a stimulus file."""
    shared = question.shared
    assert shared is not None
    stimulus = Element(
        "qti-assessment-stimulus",
        {
            "xmlns": QTI,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": ITEM_SCHEMA,
            "identifier": encode_identifier(shared.key),
            "title": shared.title,
            "xml:lang": question.language,
        },
    )
    body = SubElement(stimulus, "qti-stimulus-body")
    if (picture := question.shared_picture) is not None:
        size = {"width": str(picture.width), "height": str(picture.height)}
        SubElement(SubElement(body, "div"), "img", {"src": f"../media/{picture.name}", "alt": picture.alt, **size})
    put_html(SubElement(body, "div"), shared.text)
    return stimulus


def add_reference(item: Element, question: NeutralQuestion, href: str) -> None:
    """`href` from the folder of the items."""
    if question.shared is not None:
        SubElement(item, REFERENCE, {"identifier": encode_identifier(question.shared.key), "href": href})
