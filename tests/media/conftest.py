import io

import pytest
from PIL import Image
from wagtail.models import Collection

from media import api as media

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180" width="240" height="180">
<g fill="none" stroke="#2F3A4A"><path d="M0 148h240v12z" fill="#BAD5E2"/><circle cx="120" cy="84" r="66"/></g></svg>"""


@pytest.fixture
def drawing() -> bytes:
    return DRAWING


@pytest.fixture
def photo() -> bytes:
    """A PNG of 1200 by 800."""
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#bad5e2").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def silence() -> bytes:
    """About two seconds of MP3 with nothing to hear."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 26 ms
    return frame * 77


@pytest.fixture
def journal() -> media.FileJournal:
    return media.FileJournal()


@pytest.fixture
def bring_picture(db, drawing, journal):
    """Imports a picture as a content pack does; give what differs."""

    def bring(key="huis", name="huis.svg", content=None, **values):
        return media.import_picture(
            key=key,
            file=media.ImportedFile(name, content or drawing),
            collection=Collection.get_first_root_node(),
            values={
                "title": key,
                "licence": "CC0-1.0",
                "author": "MO-platform",
                "source_url": "",
                "is_decorative": False,
                "alt_texts": {"nl": "Een huis met een rood dak.", "ar": "بيت بسقف أحمر."},
            }
            | values,
            journal=journal,
        )

    return bring
