#!/usr/bin/env python
"""`make demo`: the whole platform on one machine, without any server. Stops cleanly on Ctrl-C.

Prepares the database and the demo's content (only what is not there yet), then keeps five processes running: the web
server, a worker, the clock that wakes it, a receiving system to tell, and this one, which restarts what dies. The web
server starts alone, so that a small machine answers soon; the others follow when it does. Ctrl-C ends it at any moment,
while preparing too.
"""

import argparse
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.messages import compile_catalogues  # noqa: E402

BIN = Path(sys.executable).parent
STOP_GRACE = 8.0  # seconds that a process gets to finish what it is doing
READY_PATIENCE = 90.0  # seconds in which the web server must answer


def main() -> int:
    arguments = _arguments()
    port, receiver_port = arguments.port, arguments.port + 1
    var = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
    supervisor = Supervisor(log_dir=var / "log", pid_dir=var / "run")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
    if taken := [number for number in (port, receiver_port) if not _is_free(number)]:
        print(f"Something else listens on port {taken[0]}. Take another: PORT={port + 1000} make demo", file=sys.stderr)
        return 1
    os.environ.update(
        VAR_DIR=str(var),
        DJANGO_SETTINGS_MODULE="mo_platform.settings.dev",
        PUBLIC_URL=f"http://127.0.0.1:{port}",
        PYTHONUNBUFFERED="1",
    )
    # A receiving system of your own may be named; else the demo brings one.
    os.environ.setdefault("DEMO_RECEIVER_URL", f"http://127.0.0.1:{receiver_port}/")
    os.environ.setdefault("DEMO_RECEIVER_SECRET", _kept_secret(var / "demo-receiver.secret"))
    compile_catalogues()
    if status := supervisor.complete(sys.executable, "manage.py", "prepare_demo"):
        return status
    supervisor.add("web", BIN / "gunicorn", "mo_platform.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                   "--threads", "4", "--preload", "--no-control-socket", "--graceful-timeout", "5",
                   "--log-level", "warning")  # fmt: skip
    supervisor.add("worker", BIN / "celery", "-A", "mo_platform", "worker", "--pool", "threads", "--concurrency", "2",
                   "--loglevel", "WARNING", "--without-gossip", "--without-mingle")  # fmt: skip
    supervisor.add("beat", BIN / "celery", "-A", "mo_platform", "beat", "--loglevel", "WARNING", "--pidfile", "")
    supervisor.add("receiver", sys.executable, "manage.py", "demo_receiver", "--port", str(receiver_port))
    return supervisor.run(
        is_ready=lambda: _answers(f"http://127.0.0.1:{port}/healthz"),
        announce=lambda: _announce(port, receiver_port, var, seconds=time.time() - arguments.since),
    )


class Supervisor:
    """Keeps processes running until it is told to stop; a process that dies is started again."""

    def __init__(self, *, log_dir: Path, pid_dir: Path) -> None:
        for folder in (log_dir, pid_dir):
            folder.mkdir(parents=True, exist_ok=True)
        self.log_dir, self.pid_dir = log_dir, pid_dir
        self.commands: dict[str, list[str]] = {}
        self.running: dict[str, subprocess.Popen] = {}
        self.stopping = False

    def add(self, name: str, *command: str | Path) -> None:
        self.commands[name] = [str(part) for part in command]

    def complete(self, *command: str) -> int:
        """Run a command to its end, or until we are told to stop; returns its status."""
        if self.stopping:
            return 0
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and not self.stopping:
            time.sleep(0.05)
        if self.stopping:
            self._end([process])
            return 0
        return process.returncode

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Start the first command, the others when that is ready, say so, and watch over all; returns the status."""
        ready, patience = False, time.monotonic() + READY_PATIENCE
        first, *others = self.commands
        if not self.stopping:
            self._start(first)
        while not self.stopping:
            self._restart_what_ended()
            if not ready and is_ready():
                ready = True
                for name in others:
                    self._start(name)
                announce()
            elif not ready and time.monotonic() > patience:
                print(f"The web server does not answer. What it said: {self.log_dir / 'web.log'}", file=sys.stderr)
                break
            time.sleep(0.3 if ready else 0.05)
        self._end(list(self.running.values()))
        return 0 if self.stopping else 1

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, name: str) -> None:
        with (self.log_dir / f"{name}.log").open("ab") as log:
            # A group of its own: Ctrl-C reaches us alone, and we end the others in order.
            process = subprocess.Popen(
                self.commands[name], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.running[name] = process
        (self.pid_dir / f"{name}.pid").write_text(str(process.pid))

    def _restart_what_ended(self) -> None:
        for name, process in list(self.running.items()):
            if process.poll() is not None and not self.stopping:
                print(f"{name} ended ({process.returncode}); starting it again", flush=True)
                _kill_group(process)  # what it had started itself
                time.sleep(0.5)
                self._start(name)

    def _end(self, processes: list[subprocess.Popen]) -> None:
        print("\nStopping ...", flush=True)
        for process in processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_GRACE
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            _kill_group(process)
            process.wait()


def _kill_group(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was just left is free
        with contextlib.suppress(OSError):
            door.bind(("127.0.0.1", port))
            return True
    return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  # our own address
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--since", type=float, default=time.time(), help="when the wait began, seconds since 1970")
    return parser.parse_args()


def _kept_secret(path: Path) -> str:
    if not path.exists():
        import base64

        path.write_text("whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())
        path.chmod(0o600)
    return path.read_text().strip()


def _announce(port: int, receiver_port: int, var: Path, *, seconds: float) -> None:
    import json

    accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
    print(f"""
MO-platform runs on  http://127.0.0.1:{port}/  (ready in {seconds:.0f} s)
  a lesson in Arabic, as a guest        http://127.0.0.1:{port}/ar/
  staff (case workers, teachers)        http://127.0.0.1:{port}/guide/   and   /cms/
  the receiving system and what it got  http://127.0.0.1:{receiver_port}/

Sign in by opening one of these addresses (all details: {var / "demo-accounts.json"}):""")
    for account in accounts:
        print(f"  {account['role']:<15} {account['name']:<24} {account['language']:<6} {account['sign_in_url']}")
    print("\nMaria Silva prepares for the test: Els Peeters asks her to practise, and sees how ready she is.")
    print("\nCtrl-C stops everything.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
