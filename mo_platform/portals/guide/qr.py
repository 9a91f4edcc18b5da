"""A QR code as one SVG path, so that a template can draw it without trusting any markup."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4  # modules of white around the code, as the standard asks


@dataclass(frozen=True, slots=True)
class QrCode:
    """`size` is the side of the square view box, quiet zone included; `path` the dark modules as SVG path data."""

    size: int
    path: str


def draw_qr(text: str) -> QrCode:
    """The code of a text. Level M survives a crease or a thumb on a card that is carried for years."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            parts.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{end - x}v1h-{end - x}z")
            x = end
    return QrCode(size=len(rows) + 2 * QUIET_ZONE, path="".join(parts))
