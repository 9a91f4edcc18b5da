"""A phone on which every page is shown, and the site that gives it what the test client was answered."""

import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage

SIZE = {"width": 360, "height": 740}
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
#: Runs before anything of the page does.
LISTEN = """
window.refused = [];
addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective + ' ' + event.blockedURI));
"""


class Site:
    """Gives a browser what the test client was answered, over HTTP; styles, scripts and media from their files.

    It asks no view and no database: the rows of a test are its own connection's.
    """

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if (response := site.answers.get(self.path)) is not None:
                    self._give(response.status_code, dict(response.items()), response.content)
                elif (body := _read_file(path)) is not None:
                    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                    self._give(200, {"Content-Type": kind, "Cache-Control": "max-age=600"}, body)
                else:
                    self._give(404, {}, b"")

            def do_POST(self) -> None:
                """The script of a lesson tells what she saw; here nobody keeps it."""
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self._give(200, {"Content-Type": "application/json"}, b'{"results": []}')

            def _give(self, status: int, headers: dict, body: bytes) -> None:
                self.send_response(status)
                for name, value in (headers | {"Content-Length": str(len(body))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://localhost:{self._server.server_port}"  # an origin that browsers trust
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _read_file(path: str) -> bytes | None:
    if path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
        return Path(found).read_bytes()
    name = path.removeprefix("/media/")
    if path.startswith("/media/") and default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    return None


class Phone:
    """A browser of 360 pixels that shows what the site answered, and notes everything it complains of or asks for."""

    def __init__(self, browser, site: Site, *, has_scripts: bool) -> None:
        self.site = site
        self.context = browser.new_context(viewport=SIZE, has_touch=True, java_script_enabled=has_scripts)
        self.context.add_init_script(LISTEN + (AXE if has_scripts else ""))
        self.page = self.context.new_page()
        self.page.on("console", lambda note: self.complaints.append(note.text) if note.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.complaints, self.asked = [], []

    def show(self, response):
        """The page, loaded, with what its script fetches (`response.fetched`); what was noted of the one before is forgotten."""
        path = response.wsgi_request.get_full_path()
        also = getattr(response, "fetched", ())
        self.site.answers = {one.wsgi_request.get_full_path(): one for one in (response, *also)}
        self.complaints, self.asked = [], []
        self.page.goto(self.site.base + path)
        return self.page
