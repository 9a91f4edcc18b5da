#!/usr/bin/env python
"""`make check`: linters, types, import contracts, migrations, translations, deploy check. Runs all, then says what failed."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ROOMS = [
    "core",
    "people",
    "media",
    "curriculum",
    "assessments",
    "lessons",
    "progress",
    "pretrajectory",
    "plans",
    "interop",
    "mo_platform",
]
MANAGE = [sys.executable, "manage.py"]
#: Values that let the production settings load; nothing here is a secret of anybody.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "mo_platform.settings.production",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "CARD_PEPPER": "abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "mo.example.org",
    "PUBLIC_URL": "https://mo.example.org",
    "DATABASE_URL": "postgres://mo@127.0.0.1/mo",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "CELERY_BROKER_URL": "amqp://127.0.0.1//",
}
#: The one that takes longest goes first: they run side by side.
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "types": ([str(BIN / "mypy"), *ROOMS], {}),
    "lint": ([str(BIN / "ruff"), "check", "."], {}),
    "format": ([str(BIN / "ruff"), "format", "--check", "."], {}),
    "imports": ([str(BIN / "lint-imports"), "--no-logo"], {}),
    "system": ([*MANAGE, "check", "--fail-level", "WARNING"], {"DJANGO_SETTINGS_MODULE": "mo_platform.settings.test"}),
    "migrations": (
        [*MANAGE, "makemigrations", "--check", "--dry-run"],
        {"DJANGO_SETTINGS_MODULE": "mo_platform.settings.test"},
    ),
    "deploy": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    "translations": ([sys.executable, "scripts/messages.py", "check"], {}),
    "lock file": (["sh", "scripts/check_lock.sh"], {}),
}


def _run(name: str) -> subprocess.CompletedProcess[str]:
    command, environment = CHECKS[name]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)


def main() -> int:
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        for name, result in zip(CHECKS, side_by_side.map(_run, CHECKS), strict=True):
            print(f"-- {name}", flush=True)
            if result.returncode:
                failed.append(name)
                print(result.stdout + result.stderr)
    print(f"failed: {', '.join(failed)}" if failed else f"{len(CHECKS)} checks passed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
