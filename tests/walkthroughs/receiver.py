"""A receiving system that knows nothing of us but the standard: it verifies with a library of its own (svix)."""

import contextlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from svix.webhooks import Webhook, WebhookVerificationError


class Receiver:
    """Listens on a free port; `effects` maps a message id to its body: what arrives twice counts once.

    `hold` names a kind of message that is taken only after something has happened, for trials that kill its sender.
    """

    def __init__(self, secret: str) -> None:
        self.effects: dict[str, dict] = {}
        self.arrivals: list[str] = []
        self.refused = 0
        self._held: list[tuple[str, Callable[[], None]]] = []
        self._lock = threading.Lock()
        webhook, receiver = Webhook(secret), self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    webhook.verify(body, {key.lower(): value for key, value in self.headers.items()})
                except WebhookVerificationError:
                    receiver.refused += 1
                    self._answer(401)
                    return
                identity = self.headers["webhook-id"]
                with receiver._lock:
                    receiver.arrivals.append(identity)
                    receiver.effects.setdefault(identity, json.loads(body))
                    held = receiver._release(receiver.effects[identity]["type"])
                if held:
                    held()
                with contextlib.suppress(OSError):  # whoever sent it may be dead by now
                    self._answer(204)

            def _answer(self, status: int) -> None:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hold(self, kind: str, act: Callable[[], None]) -> None:
        """The next message whose type begins with `kind` is answered after `act` is done."""
        self._held.append((kind, act))

    def _release(self, kind: str) -> Callable[[], None] | None:
        for entry in self._held:
            if kind.startswith(entry[0]):
                self._held.remove(entry)
                return entry[1]
        return None

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
