"""A receiving system to try things out with: verifies, keeps each message once, shows what it knows.

It stands on its own: it knows the secret, the two standards and nothing of the platform's code or database.
"""

import json
import os
import threading
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

LARGEST_BODY = 256 * 1024
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class Inbox:
    """What arrived, one JSON line per message, written through to the disk before it is acknowledged."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lock = threading.Lock()
        self.repeated = self.refused = 0
        self.messages: dict[str, dict] = {}
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue  # cut off by a power failure, so it was never acknowledged
                self.messages[entry["webhook_id"]] = entry

    def take(self, webhook_id: str, event: dict) -> bool:
        """Keep a message; False when it is known already."""
        with self.lock:
            if webhook_id in self.messages:
                self.repeated += 1
                return False
            entry = {"webhook_id": webhook_id, "received_at": datetime.now(UTC).isoformat(), "event": event}
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
                lines.flush()
                os.fsync(lines.fileno())
            self.messages[webhook_id] = entry
            return True

    def show(self) -> dict:
        with self.lock:
            return {
                "messages": list(self.messages.values()),
                "repeated": self.repeated,
                "refused": self.refused,
            }


def make_server(*, port: int, secret: str, file: Path, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A server that is ready to `serve_forever()`; `server.inbox` holds what arrived."""
    inbox = Inbox(file)
    webhook = Webhook(secret)

    class Handler(BaseHTTPRequestHandler):
        server_version = "DemoReceiver"
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if not length.isdigit() or int(length) > LARGEST_BODY:
                return self._answer(413, "too large")
            body = self.rfile.read(int(length))
            try:
                event = webhook.verify(body, dict(self.headers.items()))
            except (WebhookVerificationError, ValueError):
                inbox.refused += 1
                return self._answer(401, "signature wrong")
            is_new = inbox.take(self.headers["webhook-id"], event)
            return self._answer(200, "kept" if is_new else "known already")

        def do_GET(self) -> None:
            if self.path == "/events.json":
                return self._answer(200, json.dumps(inbox.show(), ensure_ascii=False), "application/json")
            if self.path == "/":
                return self._answer(200, _page(inbox.show()), "text/html")
            return self._answer(404, "not here")

        def _answer(self, status: int, text: str, kind: str = "text/plain") -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            for name, value in SECURITY_HEADERS.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args) -> None:
            pass

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    server.inbox = inbox  # type: ignore[attr-defined]
    return server


def _page(shown: dict) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in _cells(entry))
        + f"<td><code>{escape(json.dumps(entry['event'].get('data', {}), ensure_ascii=False))}</code></td></tr>"
        for entry in reversed(shown["messages"])
    )
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Ontvanger van de demo</title>'
        "<h1>Ontvanger van de demo</h1>"
        f"<p>{len(shown['messages'])} berichten ontvangen, {shown['repeated']} herhaald (zonder gevolg), "
        f"{shown['refused']} geweigerd (handtekening klopt niet).</p>"
        '<table border="1" cellpadding="6"><tr><th>Ontvangen</th><th>Bericht</th><th>Over (schuilnaam)</th>'
        f"<th>Volgnummer</th><th>Inhoud</th></tr>{rows}</table></html>"
    )


def _cells(entry: dict) -> list[str]:
    event = entry["event"]
    return [entry["received_at"][:19], event["type"], event.get("subject", "–"), event.get("sequence", "–").lstrip("0")]
