#!/usr/bin/env python
"""`make test`: the whole suite, and one line that says what this machine could not test.

Runs on DATABASE_URL (SQLite when unset). When PostgreSQL answers at TEST_POSTGRES_URL the suite runs there too.
With CI set, whatever is missing is an error instead of a line.
"""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.messages import compile_catalogues  # noqa: E402

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/mo")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
RABBITMQ = os.environ.get("TEST_AMQP_URL", "amqp://guest:guest@127.0.0.1:5672//")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=1):
            return True
    except OSError:
        return False


def find_browser() -> str:
    return os.environ.get("TEST_BROWSER") or next((p for name in BROWSERS if (p := shutil.which(name))), "")


def main() -> int:
    compile_catalogues()
    browser = find_browser()
    missing = [
        what
        for what, is_there in {
            "PostgreSQL": answers(POSTGRES),
            "Redis": answers(REDIS),
            "RabbitMQ": answers(RABBITMQ),
            "a browser (Chromium)": bool(browser),
        }.items()
        if not is_there
    ]
    if missing and os.environ.get("CI"):
        print(f"CI needs what is missing here: {', '.join(missing)}", file=sys.stderr)
        return 1
    # Two workers must collect the same tests: sets that name parameters need one order.
    environment = os.environ | {"TEST_BROWSER": browser, "DJANGO_ALLOW_ASYNC_UNSAFE": "1", "PYTHONHASHSEED": "0"}
    if "RabbitMQ" not in missing:
        environment["TEST_AMQP_URL"] = RABBITMQ
    pytest = [sys.executable, "-m", "pytest", "-q"]
    if "--soak" in sys.argv:
        pytest += ["tests/soak", "-p", "no:xdist", "--soak"]
    else:
        pytest += ["-n", os.environ.get("TEST_WORKERS", "2"), "--dist", "loadfile"]
    runs: list[tuple[str, dict[str, str], list[str]]] = []
    if "DATABASE_URL" in os.environ:
        runs.append(("DATABASE_URL", {}, []))
    elif "PostgreSQL" in missing:
        runs.append(("SQLite", {}, []))
    else:
        # Pages look the same on both: they are opened in a browser once, the whole story is walked on the real servers.
        extra = {"DATABASE_URL": POSTGRES} | ({} if "Redis" in missing else {"REDIS_URL": REDIS})
        runs.append(("SQLite", {}, ["--ignore=tests/walkthroughs"]))
        runs.append((f"{', '.join(extra)}", extra, ["-m", "walk or not browser"]))
    status = 0
    for name, extra, choice in runs:
        print(f"\n== the suite on {name} ==", flush=True)
        status |= subprocess.run([*pytest, *choice], cwd=ROOT, env=environment | extra).returncode
    print(f"\nNot tested on this machine for want of: {', '.join(missing)}" if missing else "\nEverything was tested.")
    return int(status != 0)


if __name__ == "__main__":
    sys.exit(main())
