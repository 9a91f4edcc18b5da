"""A bad line between a browser and the site: it can be cut, and it can be cut after so many bytes of what is sent."""

import socket
import threading
from contextlib import suppress

EVENTS = b"POST /progress/events/"
CHUNK = 65536


class BadLine:
    """Carries connections to the site at `port`. Real sockets: a service worker is as much without a connection as a page.

    `cut()` and `mend()` are the connection as a whole. `cut_posts_after(share)` lets only that share of the bytes of the next
    batch of events through and then breaks the line; at 1 everything goes out, and the answer is lost on its way back.
    """

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._is_cut = False
        self._share: float | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.cut_posts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        self._is_cut = True
        with self._lock:
            for half in list(self._open):
                _break(half)

    def mend(self) -> None:
        self._is_cut = False

    def cut_posts_after(self, share: float | None) -> None:
        self._share = share

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _address = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                _break(browser)
                continue
            threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        try:
            site = socket.create_connection(self._target)
        except OSError:
            return _break(browser)
        with self._lock:
            self._open |= {browser, site}
        answers = threading.Thread(target=self._pass_on, args=(site, browser), daemon=True)
        answers.start()
        self._ask(browser, site)
        for half in (browser, site):
            _break(half)
        with self._lock:
            self._open -= {browser, site}

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
        _break(target)

    def _ask(self, browser: socket.socket, site: socket.socket) -> None:
        with suppress(OSError):
            while data := browser.recv(CHUNK):
                if data.startswith(EVENTS) and self._share is not None:
                    return self._send_a_share(data, browser, site)
                site.sendall(data)

    def _send_a_share(self, data: bytes, browser: socket.socket, site: socket.socket) -> None:
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        while len(body) < length:
            body += browser.recv(CHUNK)
        whole = head + b"\r\n\r\n" + body
        self.cut_posts += 1
        assert self._share is not None
        site.sendall(whole[: round(len(whole) * self._share)])
        if self._share < 1:
            return
        _break(browser)  # the site gets everything; what it answers comes nowhere
        while site.recv(CHUNK):
            pass


def _break(half: socket.socket) -> None:
    with suppress(OSError):
        half.shutdown(socket.SHUT_RDWR)
    half.close()
