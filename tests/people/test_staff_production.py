"""Production starts with every secret and real servers, or not at all; and never with a door of the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "mo_platform.settings.production",
    "SECRET_KEY": "p4n7-" * 12,
    "CARD_PEPPER": "b8k2-" * 12,
    "ALLOWED_HOSTS": "mo.example.org",
    "PUBLIC_URL": "https://mo.example.org",
    "DATABASE_URL": "postgres://mo:secret@127.0.0.1:5432/mo",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "CELERY_BROKER_URL": "amqp://mo:secret@127.0.0.1:5672//",
}
OPENID = {
    "OIDC_SERVER_URL": "https://toegang.example.org",
    "OIDC_CLIENT_ID": "mo-platform",
    "OIDC_CLIENT_SECRET": "secret",
}
START = [sys.executable, "-c", "from django.conf import settings; print(settings.DEMO_SIGN_IN_LINKS)"]


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_it_starts_with_everything_set_and_without_demo_links():
    started = run(START, COMPLETE)
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == "False"


@pytest.mark.parametrize("name", [name for name in COMPLETE if name != "DJANGO_SETTINGS_MODULE"])
def test_it_does_not_start_without(name):
    started = run(START, {key: value for key, value in COMPLETE.items() if key != name})
    assert started.returncode != 0
    assert f"ImproperlyConfigured: {name} must be set" in started.stderr


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DEMO_SIGN_IN_LINKS", "1", "Sign-in links of the demo"),
        ("DATABASE_URL", "sqlite:///mo.sqlite3", "Production runs on PostgreSQL"),
        ("SECRET_KEY", "short", "at least 50 characters"),
        ("CARD_PEPPER", "only-for-one-machine", "CARD_PEPPER must have at least 32 characters"),
        ("PUBLIC_URL", "http://mo.example.org", "PUBLIC_URL must start with https"),
    ],
)
def test_it_does_not_start_with(name, value, reason):
    started = run(START, COMPLETE | {name: value})
    assert started.returncode != 0
    assert reason in started.stderr


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_an_openid_configuration_is_none(missing):
    started = run(START, COMPLETE | {key: value for key, value in OPENID.items() if key != missing})
    assert started.returncode != 0
    assert missing in started.stderr


def test_openid_provider_is_asked_over_https_only():
    """The ID token is trusted because it comes straight from the provider over TLS."""
    started = run(START, COMPLETE | OPENID | {"OIDC_SERVER_URL": "http://toegang.example.org"})
    assert started.returncode != 0
    assert "OIDC_SERVER_URL must start with https" in started.stderr


def test_deploy_check_has_nothing_to_say():
    checked = run([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], COMPLETE | OPENID)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "no issues" in checked.stdout + checked.stderr
