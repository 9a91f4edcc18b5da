"""What the first view of a page costs a newcomer, compressed as it travels, pictures aside."""

import gzip
import re
import urllib.request
from urllib.parse import urljoin

LINKED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon|modulepreload)"[^>]+href|script[^>]+src)="([^"]+)"')
FONT = re.compile(r"url\(([^)]+\.woff2)\)")


def weigh(base: str, path: str, *, cookie: str) -> dict[str, int]:
    """Bytes on the wire: `page`, `linked` (styles, scripts, icons) and `fonts` that the styles name (upper bound)."""
    page, body = _fetch(base + path, cookie)
    linked = fonts = 0
    for address in dict.fromkeys(LINKED.findall(body)):
        size, text = _fetch(urljoin(base + path, address), cookie)
        linked += size
        if "/fonts/" in address:
            fonts += sum(
                _fetch(urljoin(base + address, font.strip("'\"")), cookie)[0] for font in set(FONT.findall(text))
            )
    sprite = re.search(r'href="([^"#]+sprite[^"#]*\.svg)', body)
    if sprite:
        linked += _fetch(urljoin(base + path, sprite[1]), cookie)[0]
    return {"page": page, "linked": linked, "fonts": fonts}


def _fetch(address: str, cookie: str) -> tuple[int, str]:
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as response:
        raw = response.read()
        plain = gzip.decompress(raw) if response.headers.get("Content-Encoding") == "gzip" else raw
    return len(raw), plain.decode("utf-8", "replace")
