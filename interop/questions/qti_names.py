"""What QTI 3.0 calls things, and what we write so that it comes back: https://www.imsglobal.org/spec/qti/v3p0/impl."""

import re

QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
ITEM_SCHEMA = f"{QTI} {_SCHEMAS}/imsqti_asiv3p0_v1p0.xsd"
PACKAGE_SCHEMA = (
    f"{PACKAGE} {_SCHEMAS}/imsqtiv3p0_imscpv1p2_v1p0.xsd"
    f" {LOM} https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
)
MANIFEST = "imsmanifest.xml"
ITEM_TYPE = "imsqti_item_xmlv3p0"

#: Classes on elements of ours: a text that is exactly that; a fact; a choice between true and not true.
TEXT_CLASS = "mo-text"
FACT_CLASS = "mo-fact"
TRUE_FALSE_CLASS = "mo-true-false"
EXPLANATION = "explanation"
TEXT_ENTRY = "qti-text-entry-interaction"
#: What the right side of a pair has behind the identifier of its left side.
RIGHT = ".right"

_SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ENCODED = "mo-hex-"


def encode_identifier(name: str) -> str:
    """A name as QTI allows it for identifiers: letters, digits, hyphens. Others are written in hexadecimal digits."""
    if _SAFE.fullmatch(name) and not name.startswith(_ENCODED):
        return name
    return _ENCODED + name.encode().hex()


def decode_identifier(identifier: str) -> str:
    """The name that was encoded; another system's identifier as it is."""
    if identifier.startswith(_ENCODED):
        try:
            return bytes.fromhex(identifier.removeprefix(_ENCODED)).decode()
        except ValueError:
            return identifier
    return identifier
