"""Starting and stopping gunicorn for a scenario."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(application: str, *, port: int, probe: str, environment: dict[str, str]):
    """gunicorn with 2 workers of 2 threads, as the container starts it; yields its base address when `probe` answers."""
    command = [str(Path(sys.executable).with_name("gunicorn")), application, "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        "2",
        "--threads",
        "2",
        "--no-control-socket",
        "--log-level",
        "warning",
        "--keep-alive",
        "30",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if _answers(base + probe):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{application} does not answer at {base}{probe}")
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(urllib.request.Request(address, headers={"X-Forwarded-Proto": "https"}), timeout=2)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True
