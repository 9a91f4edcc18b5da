"""The web server of a long trial, in a process of its own, and what is said to it."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CSRF = "b" * 32
EVENTS = "/progress/events/"
START = 60.0  # seconds in which the server must answer


@dataclass(frozen=True)
class Line:
    """To the server at `port`, as a proxy in front of it would speak when `is_https`."""

    port: int
    is_https: bool = False

    def post(self, path: str, body: str, session: str, *, kind: str = "application/json") -> tuple[int, dict[str, Any]]:
        """Status, and the answer when it is JSON. Raises OSError or HTTPException when the server dies over it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body.encode(), self._headers(session, kind))
            answer = connection.getresponse()
            text = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(text) if is_json else {"text": text[:500].decode()}
        finally:
            connection.close()

    def break_off(self, path: str, body: str, session: str, *, share: float) -> int | None:
        """Lets only this share of the bytes out. At 1 all of it goes, and the status of an answer that nobody reads to its
        end comes back; None when the line breaks before one came."""
        headers = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body.encode()))}
        lines = [
            f"{name}: {value}" for name, value in {**headers, **self._headers(session, "application/json")}.items()
        ]
        whole = "\r\n".join([f"POST {path} HTTP/1.1", *lines, "", body]).encode()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(whole[: round(len(whole) * share)])
            start = line.recv(12) if share >= 1 else b""  # "HTTP/1.1 200"
        return int(start[9:]) if len(start) == 12 else None

    def _headers(self, session: str, kind: str) -> dict[str, str]:
        headers = {"Content-Type": kind, "X-CSRFToken": CSRF, "Cookie": f"sessionid={session}; csrftoken={CSRF}"}
        secure = {"X-Forwarded-Proto": "https", "Origin": f"https://127.0.0.1:{self.port}"}
        return headers | secure if self.is_https else headers


class Web:
    """gunicorn as `make demo` runs it, on a port of its own."""

    def __init__(self, log: Path, *, is_https: bool = False) -> None:
        self._log = log.open("ab")
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.line = Line(door.getsockname()[1], is_https)
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "mo_platform.wsgi", "--bind", f"127.0.0.1:{self.line.port}"]
        command += ["--workers", "2", "--threads", "2", "--preload", "--no-control-socket"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._log, stderr=self._log, start_new_session=True)
        end = time.monotonic() + START
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.line.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError("the web server does not start")

    def stop(self) -> None:
        """It finishes what it is doing."""
        assert self._process is not None, "it was started"
        self._process.terminate()
        self._process.wait(timeout=60)

    def kill(self) -> None:
        assert self._process is not None, "it was started"
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
