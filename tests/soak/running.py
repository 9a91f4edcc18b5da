"""Running a long trial in a process of its own, with a database that nobody else has."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.fresh_database import fresh_postgres

ROOT = Path(__file__).resolve().parents[2]


def run_trial(name: str, arguments: list[str]) -> dict[str, Any]:
    """What `python -m tests.soak.NAME` found. On SQLite with a broker of files; where the suite runs on PostgreSQL, there
    and with RabbitMQ. Fails with the end of its log when there were problems."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE", "VAR_DIR"}}
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        environment["DATABASE_URL"] = fresh_postgres(os.environ["DATABASE_URL"], f"mo_soak_{name}", is_migrated=True)
        if os.environ.get("TEST_AMQP_URL"):
            environment |= {"CELERY_BROKER_URL": os.environ["TEST_AMQP_URL"], "CELERY_QUEUE": f"mo-soak-{name}"}
    else:
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", f"tests.soak.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1500)
    assert done.stdout.rstrip().endswith("}"), done.stderr[-4000:]
    outcome = json.loads(done.stdout[done.stdout.index("{\n") :])
    print(done.stdout[done.stdout.index("{\n") :])  # the figures; `make soak` shows them
    assert outcome["problems"] == [], (outcome, done.stderr[-4000:])
    return outcome
