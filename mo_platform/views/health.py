"""Is the process alive, and can it do its work? For load balancers and the demo's supervisor; JSON, no secrets."""

import logging
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mo_platform.celery import app as celery_app
from people import api as people

log = logging.getLogger(__name__)

_migrated = False


@people.everybody
@never_cache
@require_safe
def healthz(request) -> JsonResponse:
    """Alive: answers without touching anything else."""
    return JsonResponse({"status": "ok"})


@people.everybody
@never_cache
@require_safe
def readyz(request) -> JsonResponse:
    """Ready: each part says "ok" or "failed"; 503 when one failed. Why it failed stands in the log only."""
    checks = {name: _run(name, check) for name, check in CHECKS.items()}
    is_ready = all(result == "ok" for result in checks.values())
    return JsonResponse({"status": "ok" if is_ready else "failed", "checks": checks}, status=200 if is_ready else 503)


def _run(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        log.exception("Not ready: %s", name)
        return "failed"
    return "ok"


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_migrations() -> None:
    """No migration waits. Asked until the answer is yes, then remembered: a process does not lose its schema."""
    global _migrated
    if _migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("migrations are waiting")
    _migrated = True


def check_cache() -> None:
    token = uuid4().hex
    cache.set(f"readyz:{token}", token, timeout=10)
    if cache.get(f"readyz:{token}") != token:
        raise RuntimeError("the cache forgets")


def check_broker() -> None:
    """The broker answers within two seconds; the broker of files can be written."""
    if settings.CELERY_BROKER_URL == "filesystem://":
        queue = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])
        probe = queue / f".readyz-{uuid4().hex}"
        probe.touch()
        probe.unlink()
        return
    with celery_app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0.2, timeout=2)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "cache": check_cache,
    "broker": check_broker,
}
