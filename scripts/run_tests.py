#!/usr/bin/env python
"""`make test`: the whole suite, and one line for each thing that this machine could not test.

Runs on DATABASE_URL (SQLite when unset). When PostgreSQL lets us in at TEST_POSTGRES_URL the suite runs there too.
With CI set, whatever is missing is an error instead of a line.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.messages import compile_catalogues  # noqa: E402

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/mo")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
RABBITMQ = os.environ.get("TEST_AMQP_URL", "amqp://guest:guest@127.0.0.1:5672//")
#: The shell draws the same pages without the frame of a browser around them: a third less work for the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def try_postgres() -> None:
    """Sign in and see that we may make the databases of the tests."""
    import psycopg

    with psycopg.connect(POSTGRES.rsplit("/", 1)[0] + "/postgres", connect_timeout=3) as connection:
        role = connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if not role or not role[0]:
        raise PermissionError("this role may not create databases")


def try_redis() -> None:
    import redis

    redis.Redis.from_url(REDIS, socket_connect_timeout=2, socket_timeout=2).ping()


def try_rabbitmq() -> None:
    import kombu

    with kombu.Connection(RABBITMQ, connect_timeout=3) as connection:
        connection.connect()


def try_browser() -> None:
    if not find_browser():
        raise FileNotFoundError("none of " + ", ".join(BROWSERS))


def try_machine_voice() -> None:
    voice = os.environ.get("ESPEAK", "espeak-ng")
    subprocess.run([voice, "--version"], capture_output=True, check=True, timeout=20)


#: What is tried, and the variable that names another one.
WANTED: dict[str, tuple[Callable[[], None], str]] = {
    "PostgreSQL": (try_postgres, "TEST_POSTGRES_URL"),
    "Redis": (try_redis, "TEST_REDIS_URL"),
    "RabbitMQ": (try_rabbitmq, "TEST_AMQP_URL"),
    "a browser (Chromium)": (try_browser, "TEST_BROWSER"),
    "a machine voice (espeak-ng)": (try_machine_voice, "ESPEAK"),
}
#: Tests with these marks are left out without it, and the last line says so.
MARKS = {"a browser (Chromium)": "browser", "a machine voice (espeak-ng)": "espeak"}


def find_browser() -> str:
    return os.environ.get("TEST_BROWSER") or next((p for name in BROWSERS if (p := shutil.which(name))), "")


def find_missing() -> dict[str, str]:
    """What cannot be used here, and why, in one line each."""
    missing = {}
    for what, (attempt, variable) in WANTED.items():
        try:
            attempt()
        except Exception as trouble:  # every client library has its own
            reason = " ".join(str(trouble).split())[:160] or type(trouble).__name__
            missing[what] = f"{what}: {reason} (name another with {variable})"
    return missing


def migrate(environments: list[dict[str, str]]) -> list[dict[str, str]]:
    """The environments, each with the migrated database that its processes copy (tests/migrated.py). All side by side.

    Exits when a migration fails.
    """
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.migrated", one.get("DATABASE_URL", "sqlite")],
            cwd=ROOT,
            env=one,
            stdout=subprocess.PIPE,
            text=True,
        )
        for one in environments
    ]
    names = [process.communicate()[0].strip() for process in running]
    if any(process.returncode for process in running):
        sys.exit(1)
    return [one | {"TEST_MIGRATED_DATABASE": name} for one, name in zip(environments, names, strict=True)]


def main() -> int:
    compile_catalogues()
    missing = find_missing()
    if missing and os.environ.get("CI"):
        print("CI needs what is missing here:", *missing.values(), sep="\n  ", file=sys.stderr)
        return 1
    # Two workers must collect the same tests: sets that name parameters need one order.
    environment = os.environ | {
        "TEST_BROWSER": find_browser(),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "PYTHONHASHSEED": "0",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of some thirty processes compiles everything anew
    if "RabbitMQ" not in missing:
        environment["TEST_AMQP_URL"] = RABBITMQ
    pytest = [sys.executable, "-m", "pytest", "-q"]
    if "--soak" in sys.argv:
        pytest += ["tests/soak", "tests/screens/test_at_the_edges.py"]
        pytest += ["-p", "no:xdist", "--soak", "-rP", "--show-capture=stdout"]
    else:
        # One more than there are processors: a test that waits for a browser leaves room for another.
        workers = os.environ.get("TEST_WORKERS", str((os.cpu_count() or 1) + 1))
        pytest += ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    runs: list[tuple[str, dict[str, str], list[str]]] = []
    left_out = [f"not {mark}" for what, mark in MARKS.items() if what in missing]
    everywhere = ["-m", " and ".join(left_out)] if left_out else []
    if "DATABASE_URL" in os.environ:
        runs.append(("DATABASE_URL", {}, everywhere))
    else:
        has_postgres = "PostgreSQL" not in missing
        # The long trials' short seeds run where production runs, or here when nothing else is there.
        choices = [*everywhere[1:], *(["not soak"] if has_postgres else [])]
        runs.append(("SQLite", {}, ["-m", " and ".join(choices)] if choices else []))
        if has_postgres:
            # Pages look the same on both and open for the same people: a browser and the matrix see them once. The whole
            # story is walked on both.
            extra = {"DATABASE_URL": POSTGRES} | ({} if "Redis" in missing else {"REDIS_URL": REDIS})
            has_browser = "not browser" not in left_out
            again = "(walk or not (browser or once))" if has_browser else "not (browser or once)"
            runs.append((", ".join(extra), extra, ["-m", " and ".join([again, *left_out])]))
    status = 0
    began = time.monotonic()
    print("== migrating ==", flush=True)
    environments = migrate([environment | extra for _name, extra, _choice in runs])
    print(f"== took {time.monotonic() - began:.0f} s ==", flush=True)
    for (name, _extra, choice), prepared in zip(runs, environments, strict=True):
        began = time.monotonic()
        print(f"\n== the suite on {name} ==", flush=True)
        status |= subprocess.run([*pytest, *choice], cwd=ROOT, env=prepared).returncode
        print(f"== took {time.monotonic() - began:.0f} s ==", flush=True)
    if missing:
        print("\nNot tested on this machine:", *missing.values(), sep="\n  ")
    else:
        print("\nEverything was tested.")
    return int(status != 0)


if __name__ == "__main__":
    sys.exit(main())
