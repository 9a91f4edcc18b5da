"""A short seed of the long trial: a real worker that is killed, a real broker, a receiver that fails one time in five."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def fresh_postgres(url: str, name: str) -> str:
    import psycopg

    server = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.mark.soak
def test_whatever_dies_each_message_has_its_effect_once_and_in_order(request):
    """On SQLite with a broker of files; on PostgreSQL with RabbitMQ when the suite runs there."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE", "VAR_DIR"}}
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        environment["DATABASE_URL"] = fresh_postgres(os.environ["DATABASE_URL"], "mo_soak")
        if os.environ.get("TEST_AMQP_URL"):
            environment |= {"CELERY_BROKER_URL": os.environ["TEST_AMQP_URL"], "CELERY_QUEUE": "mo-soak"}
    else:
        environment.pop("DATABASE_URL", None)
    is_long = request.config.getoption("--soak", False)
    length = ["--calm", "60", "--seconds", "600"] if is_long else SHORT
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.deliveries", *length],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1500,
    )
    assert done.stdout.rstrip().endswith("}"), done.stderr[-4000:]
    outcome = json.loads(done.stdout[done.stdout.index("{\n") :])
    assert outcome["problems"] == [], (outcome, done.stderr[-4000:])
    assert outcome["messages"] == outcome["effects"] > 20
    assert outcome["kills"] >= 1
    if is_long:  # the short seed shares its machine with the rest of the suite: no clock judges it
        assert outcome["p95_ms"] < 5000


SHORT = ["--calm", "4", "--seconds", "6", "--kill-every", "6", "--plans", "4"]
