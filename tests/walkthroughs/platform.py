"""The whole platform as `make demo` starts it, in processes of its own, for tests that walk and kill."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 420  # seconds; a first start loads the content


class Platform:
    """A running demo with its own data directory. `kill` ends one of its processes without mercy."""

    def __init__(self, var: Path, *, environment: dict[str, str]) -> None:
        self.var = var
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        inherited = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        self.environment = inherited | {"VAR_DIR": str(var)} | environment
        self.log = var / "demo.log"
        self.process: subprocess.Popen | None = None
        self.interrupted: dict = {}  # what came of a Ctrl-C while it prepared

    def start(self) -> None:
        said = len(self.said)
        self._launch()
        self.wait_until_it_says("Ctrl-C stops everything.", since=said)  # all its processes run then

    def interrupt_while_preparing(self, moment: str) -> None:
        """Start it, and press Ctrl-C when it has said `moment`."""
        self._launch()
        self.wait_until_it_says(moment)
        status = self.stop()
        self.interrupted = {
            "status": status,
            "left_behind": self.left_behind(),
            "announced": "runs on" in self.said,
        }

    def start_again_beside(self) -> int:
        """Start it a second time on the same port while it runs; returns the exit status."""
        with self.log.open("ab") as log:
            return subprocess.run(self._command, cwd=ROOT, env=self.environment, stdout=log, stderr=log).returncode

    def wait_until_it_says(self, words: str, *, since: int = 0) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while words not in self.said[since:]:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the platform never said {words!r}:\n{self.said[-4000:]}")
            time.sleep(0.05)

    def wait_until_ready(self, timeout: float = 30) -> None:
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"the platform did not start:\n{self.said[-4000:]}")

    def kill(self, name: str) -> None:
        """kill -9 of "web" or "worker" with everything it started; the supervisor starts it again."""
        pid_file = self.var / "run" / f"{name}.pid"
        pid = pid_file.read_text()
        os.killpg(int(pid), signal.SIGKILL)
        deadline = time.monotonic() + 30
        while pid_file.read_text() == pid and time.monotonic() < deadline:
            time.sleep(0.05)
        if name == "web":
            self.wait_until_ready()

    def stop(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)

    def left_behind(self) -> list[str]:
        """The processes that still work with our data directory, whoever started them."""
        mark = f"VAR_DIR={self.var}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes() + b"\0":
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def record(self, first_name: str) -> dict:
        """What the database holds of a person (tests.walkthroughs.record)."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
        command = [sys.executable, "-m", "tests.walkthroughs.record", first_name]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])

    @property
    def said(self) -> str:
        """What it has printed so far, over all its starts."""
        return self.log.read_text() if self.log.exists() else ""

    def _launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def _command(self) -> list[str]:
        return [sys.executable, "scripts/demo.py", "--port", str(self.port)]

    @property
    def accounts(self) -> list[dict]:
        return json.loads((self.var / "demo-accounts.json").read_text(encoding="utf-8"))

    def account(self, *, role: str, name: str = "") -> dict:
        return next(row for row in self.accounts if row["role"] == role and name in row["name"])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    """A port whose neighbour is free too: the demo's receiver listens on the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
