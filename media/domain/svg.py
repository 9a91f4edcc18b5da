"""Drawings (SVG) from content packs: taken only when nothing but drawing is in them.

An SVG is a program in disguise: scripts, event handlers, links to elsewhere, whole HTML pages fit in it. We do not
clean and hope: a file with anything beyond this list is refused, with every reason, and its author mends it.
"""

import re
import xml.etree.ElementTree as ElementTree

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from core.errors import DomainError

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
MAX_BYTES = 500_000
ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "preserveAspectRatio",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "opacity",
        "clip-path",
        "clip-rule",
        "mask",
        "color",
        "display",
        "visibility",
        "vector-effect",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "offset",
        "stop-color",
        "stop-opacity",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "patternUnits",
        "patternContentUnits",
        "patternTransform",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "refX",
        "refY",
        "orient",
        "marker-start",
        "marker-mid",
        "marker-end",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "dx",
        "dy",
        "rotate",
        "letter-spacing",
        "paint-order",
        "version",
        "role",
        "focusable",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
    ]
)
LOCAL_REFERENCE = re.compile(r"#[A-Za-z_][\w.-]*")
LOCAL_URL = re.compile(r"url\(\s*(['\"]?)#[A-Za-z_][\w.-]*\1\s*\)")
DANGEROUS_VALUE = re.compile(r"url\s*\(|javascript:|data:|expression\s*\(|@import|\\", re.IGNORECASE)


class UnsafePicture(DomainError):
    """The drawing holds more than drawing. `reasons` are sentences."""

    code = "unsafe_picture"

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def sanitise_svg(content: bytes) -> bytes:
    """The drawing as it may be served: parsed, checked and written anew. Raises UnsafePicture."""
    if len(content) > MAX_BYTES:
        raise UnsafePicture([_("The drawing is larger than %(size)s kB.") % {"size": MAX_BYTES // 1000}])
    try:
        root = SafeTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise UnsafePicture([_("The drawing declares a document type or entities.")]) from None
    except (ElementTree.ParseError, ValueError):
        raise UnsafePicture([_("The file is not a well-formed drawing.")]) from None
    reasons = list(dict.fromkeys(_find_reasons(root)))
    if reasons:
        raise UnsafePicture(reasons)
    for element in root.iter():
        if XLINK_HREF in element.attrib:  # the old spelling of href
            element.set("href", element.attrib.pop(XLINK_HREF))
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)


def _find_reasons(root):
    if root.tag != f"{{{SVG}}}svg":
        yield _("The file is not a drawing (SVG).")
        return
    if not root.get("viewBox") and not (root.get("width") and root.get("height")):
        yield _("The drawing does not say how large it is (viewBox, or width and height).")
    for element in root.iter():
        name = str(element.tag).removeprefix(f"{{{SVG}}}")
        if name not in ELEMENTS:
            yield _("The element <%(name)s> is not allowed.") % {"name": name}
        for attribute, value in element.attrib.items():
            yield from _find_attribute_reasons(name, attribute, value)


def _find_attribute_reasons(element: str, attribute: str, value: str):
    if attribute in ("href", XLINK_HREF):
        if not LOCAL_REFERENCE.fullmatch(value):
            yield _("<%(name)s> points outside the drawing.") % {"name": element}
    elif attribute not in ATTRIBUTES:
        yield _("The attribute %(attribute)s of <%(name)s> is not allowed.") % {"attribute": attribute, "name": element}
    elif DANGEROUS_VALUE.search(LOCAL_URL.sub("", value)):
        yield _("The attribute %(attribute)s of <%(name)s> holds more than drawing.") % {
            "attribute": attribute,
            "name": element,
        }
