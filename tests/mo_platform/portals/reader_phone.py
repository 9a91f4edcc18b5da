"""A reader's browser that shows what the site answers.

Each page is asked of the test client first: what a browser's own thread asks of the database would come over another
connection, which does not see this test's rows. Styles, scripts and media come from their files when the page asks.
"""

import mimetypes
import re
from functools import cache
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client

from media import api as media
from tests.media.sounds import make_wav
from tests.mo_platform.conftest import SITE


@cache
def _sound() -> tuple[bytes, bytes]:
    """What every voice of a trial sounds like, as Opus and as MP3."""
    encoded = media.encode_sound(make_wav(seconds=0.3))
    return encoded.opus, encoded.mp3


class ReaderPhone:
    """`media` lists the pictures and films that the pages asked for."""

    def __init__(self, browser, client: Client | None = None, **options) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 360, "height": 2400}, **options})
        self.context.set_default_timeout(5000)
        self.page, self.client = self.context.new_page(), client or Client()
        self.headers = options.get("extra_http_headers")
        self.media: list[str] = []
        self._answers: dict = {}
        self.context.route("**/*", self._answer)

    def open(self, path: str):
        """Go to a page, with the cookies that scripts set (mo_…); who is signed in is what the client says."""
        for name in [name for name in self.client.cookies if name.startswith("mo_")]:
            del self.client.cookies[name]
        for cookie in self.context.cookies():
            if cookie["name"].startswith("mo_"):
                self.client.cookies[cookie["name"]] = cookie["value"]
        response = self.client.get(path, headers=self.headers)
        assert response.status_code == 200, (path, response.status_code)
        return self.show(path, response)

    def show(self, path: str, response):
        """What the site answered at an address."""
        self._answers[SITE + path] = response
        if sheet := re.search(r'data-voices="([^"]+)"', response.content.decode()):  # of a lesson that can be heard
            self._answers[SITE + sheet[1]] = self.client.get(sheet[1])
        self.page.goto(SITE + path, wait_until="networkidle")
        return self.page

    def close(self) -> None:
        self.context.close()

    def _answer(self, route) -> None:
        path = urlsplit(route.request.url).path
        if (page := self._answers.get(route.request.url)) is not None:
            return route.fulfill(status=page.status_code, headers=dict(page.items()), body=page.content)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.startswith("/media/"):
            self.media.append(path)
            if path.startswith("/media/narrations/"):
                return route.fulfill(body=_sound()[path.endswith(".mp3")], content_type=kind)
            with default_storage.open(path.removeprefix("/media/")) as file:
                return route.fulfill(body=file.read(), content_type=kind)
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        return route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
