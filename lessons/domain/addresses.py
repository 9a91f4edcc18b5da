"""Phone numbers and web addresses of a block, made safe to press."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from .markup import Reading, render_plain


@dataclass(frozen=True, slots=True)
class WebAddress:
    """`href` is empty when the text is no web address (then it is shown as text only)."""

    href: str
    shown: str

    @classmethod
    def read(cls, text: str, reading: Reading) -> "WebAddress":
        shown = render_plain(text, reading).strip()
        href = shown if "://" in shown else f"https://{shown}"
        try:
            parts = urlsplit(href)
        except ValueError:
            return cls("", shown)
        is_web = parts.scheme in ("http", "https") and re.fullmatch(r"[\w.-]+\.[a-z]{2,}(:\d+)?", parts.netloc, re.I)
        if not is_web or re.search(r"\s", href):
            return cls("", shown)
        label = parts.netloc.removeprefix("www.") + (parts.path if parts.path != "/" else "")
        return cls(href, label)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """`href` is empty when the text is no number."""

    href: str
    shown: str

    @classmethod
    def read(cls, text: str, reading: Reading) -> "PhoneNumber":
        shown = render_plain(text, reading).strip()
        digits = re.sub(r"[^\d+]", "", shown)
        is_number = bool(re.fullmatch(r"\+?\d{3,15}", digits)) and re.fullmatch(r"[\d+ ./()-]+", shown)
        return cls(f"tel:{digits}" if is_number else "", shown)


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """One card of the addresses block. `name` and `what` are raw lines (render with `line`), `address` plain text."""

    name: str
    what: str
    phone: PhoneNumber | None
    web: WebAddress | None
    address: str


def list_shown_addresses(items, reading: Reading) -> list[ShownAddress]:
    return [
        ShownAddress(
            name=item["name"],
            what=item["what"],
            phone=PhoneNumber.read(item["phone"], reading) if item["phone"] else None,
            web=WebAddress.read(item["url"], reading) if item["url"] else None,
            address=item["address"] or "",
        )
        for item in items
    ]
