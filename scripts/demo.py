#!/usr/bin/env python
"""`make demo`: the whole platform on one machine, without any server. Stops cleanly on Ctrl-C.

Prepares the database and the demo's content (only what is not there yet), then keeps five processes running: the web
server, a worker, the clock that wakes it, a receiving system to tell, and this one, which restarts what dies.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.messages import compile_catalogues  # noqa: E402

BIN = Path(sys.executable).parent
STOP_GRACE = 8.0  # seconds that a process gets to finish what it is doing


def main() -> int:
    arguments = _arguments()
    port, receiver_port = arguments.port, arguments.port + 1
    var = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
    var.mkdir(parents=True, exist_ok=True)
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
    subprocess.run([sys.executable, "manage.py", "prepare_demo"], cwd=ROOT, check=True)
    supervisor = Supervisor(log_dir=var / "log", pid_dir=var / "run")
    supervisor.add("web", BIN / "gunicorn", "mo_platform.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                   "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning")  # fmt: skip
    supervisor.add("worker", BIN / "celery", "-A", "mo_platform", "worker", "--pool", "threads", "--concurrency", "2",
                   "--loglevel", "WARNING", "--without-gossip", "--without-mingle")  # fmt: skip
    supervisor.add("beat", BIN / "celery", "-A", "mo_platform", "beat", "--loglevel", "WARNING", "--pidfile", "")
    supervisor.add("receiver", sys.executable, "manage.py", "demo_receiver", "--port", str(receiver_port))
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    return supervisor.run(announce=lambda: _announce(port, receiver_port, var))


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

    def run(self, *, announce) -> int:
        for name in self.commands:
            self._start(name)
        announce()
        while not self.stopping:
            for name, process in self.running.items():
                if process.poll() is not None and not self.stopping:
                    print(f"{name} ended ({process.returncode}); starting it again", flush=True)
                    time.sleep(0.5)
                    self._start(name)
            time.sleep(0.3)
        self._end()
        return 0

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, name: str) -> None:
        log = (self.log_dir / f"{name}.log").open("ab")
        # A group of its own: Ctrl-C reaches us alone, and we end the others in order.
        process = subprocess.Popen(
            self.commands[name], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.running[name] = process
        (self.pid_dir / f"{name}.pid").write_text(str(process.pid))

    def _end(self) -> None:
        print("\nStopping ...", flush=True)
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_GRACE
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _kept_secret(path: Path) -> str:
    if not path.exists():
        import base64

        path.write_text("whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())
        path.chmod(0o600)
    return path.read_text().strip()


def _announce(port: int, receiver_port: int, var: Path) -> None:
    import json
    import urllib.error
    import urllib.request

    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
    print(f"""
MO-platform runs on  http://127.0.0.1:{port}/
  a lesson in Arabic, as a guest        http://127.0.0.1:{port}/ar/
  staff (case workers, teachers)        http://127.0.0.1:{port}/guide/   and   /cms/
  the receiving system and what it got  http://127.0.0.1:{receiver_port}/

Sign in by opening one of these addresses (all details: {var / "demo-accounts.json"}):""")
    for account in accounts:
        print(f"  {account['role']:<15} {account['name']:<24} {account['language']:<6} {account['sign_in_url']}")
    print("\nCtrl-C stops everything.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
