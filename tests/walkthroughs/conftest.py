"""A real platform, a real browser, a real receiver."""

import os

import pytest

from tests.fresh_database import fresh_postgres
from tests.walkthroughs.platform import Platform
from tests.walkthroughs.receiver import Receiver

SECRET = "whsec_" + "d2Fsa3Rocm91Z2gtc2VjcmV0LW9mLTMyLWJ5dGVzIQ=="


@pytest.fixture(scope="session")
def receiver():
    receiver = Receiver(SECRET)
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def platform(tmp_path_factory, receiver):
    """`make demo`, on the servers that the suite runs on: SQLite and files from an empty folder, or PostgreSQL, RabbitMQ and
    Redis, where another start of the same program has nothing to migrate."""
    var = tmp_path_factory.mktemp("walk")
    environment = {"DEMO_RECEIVER_URL": receiver.url, "DEMO_RECEIVER_SECRET": SECRET}
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        environment["DATABASE_URL"] = fresh_postgres(os.environ["DATABASE_URL"], "mo_walk", is_migrated=True)
        if os.environ.get("TEST_AMQP_URL"):
            environment |= {"CELERY_BROKER_URL": os.environ["TEST_AMQP_URL"], "CELERY_QUEUE": "mo-walk"}
    platform = Platform(var, environment=environment)
    try:
        platform.interrupt_while_preparing("Loading the curriculum")
        platform.start()
        yield platform
    finally:
        platform.stop()
