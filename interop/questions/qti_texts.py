"""The texts of the elements of a QTI item, as the bank holds them."""

from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from django.utils.translation import gettext_lazy

from core.api import STORED_TEXT, clean_html

from .qti_names import FACT_CLASS, QTI, TEXT_CLASS
from .texts import line_from_html, line_from_plain

_VOID = frozenset({"br", "img", "hr", "col", "source", "track"})
#: Elements of the body that are no part of what is asked.
BESIDE = {
    "qti-rubric-block": gettext_lazy("a rubric"),
    "qti-feedback-block": gettext_lazy("feedback in the text"),
    "qti-stylesheet": gettext_lazy("a style sheet"),
}
FEEDBACK = ("qti-feedback-inline", "qti-feedback-block")


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def find(parent: Element, name: str) -> Element | None:
    return parent.find(f"{{{QTI}}}{name}")


def find_all(parent: Element, name: str) -> list[Element]:
    return parent.findall(f"{{{QTI}}}{name}")


def read_line(element: Element) -> tuple[str, list[str]]:
    """The text of an element; one of ours says that its spaces and lines are meant."""
    spans = [child for child in element if local(child) not in FEEDBACK]
    is_ours = len(spans) == 1 and spans[0].get("class") == TEXT_CLASS and not len(spans[0])
    if is_ours and not (element.text or "").strip() and not any((child.tail or "").strip() for child in element):
        return line_from_plain(spans[0].text or "")
    return line_from_html(inner_html(element))


def read_around(body: Element, gap: Element) -> tuple[str, list[str]]:
    """The text in which something is to be typed; a gap in the middle of it is shown as a line."""
    holder = next(element for element in body.iter() if gap in list(element))
    is_alone = len(holder) == 1 and not (holder.text or "").strip() and not (gap.tail or "").strip()
    if is_alone and len(body) == 2 and body[1] is holder and not (body[0].tail or "").strip():
        return read_line(body[0])
    return line_from_html(inner_html(body, gap, "" if is_alone else "_____"))


def inner_html(parent: Element, hole: Element | None = None, filling: str = "") -> str:
    """What an element holds, as HTML; feedback and rubrics aside, and `filling` in the place of `hole`. The depth of the XML is
    bounded where it was read."""
    pieces = [escape(parent.text or "", quote=False)]
    for child in parent:
        name = local(child)
        if child is hole:
            pieces.append(filling)
        elif name not in BESIDE and name not in FEEDBACK:
            pieces.append(_outer_html(child, name, hole, filling))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _outer_html(element: Element, name: str, hole: Element | None, filling: str) -> str:
    inner = inner_html(element, hole, filling)
    if name == "span" and element.get("class") == FACT_CLASS:
        return f'<a linktype="fact" id="{escape(element.get("data-key", ""))}">{inner}</a>'
    if name == "span" and element.get("class") == TEXT_CLASS:
        return inner
    attributes = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in element.attrib.items())
    return f"<{name}{attributes}>" if name in _VOID else f"<{name}{attributes}>{inner}</{name}>"


class _XmlBuilder(HTMLParser):
    """Makes elements of cleaned HTML. A fact, which is a link here, becomes what QTI allows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.builder.start("div", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.builder.start("span", {"class": FACT_CLASS, "data-key": dict(attrs).get("id") or ""})
        else:
            self.builder.start(tag, {})

    def handle_endtag(self, tag: str) -> None:
        self.builder.end("span" if tag == "a" else tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def put_html(element: Element, html: str) -> None:
    """Stored text as the content of an element."""
    parser = _XmlBuilder()
    parser.feed(clean_html(html, allow=STORED_TEXT))
    parser.close()
    parser.builder.end("div")
    root = parser.builder.close()
    element.text = root.text
    element.extend(root)
