"""Kept connections: to PostgreSQL, and to Redis."""

import os

import psycopg
import pytest
from django.core.cache import caches
from django.db import connection

needs_postgres = pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL")


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_noticed_and_made_anew():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()[0]
    assert connection.is_usable()
    with psycopg.connect(connection.connection.info.dsn, password=connection.settings_dict["PASSWORD"]) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    assert not connection.is_usable()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_living_connection_costs_no_round_trip(django_assert_num_queries):
    connection.ensure_connection()
    assert connection.is_usable()  # the first look, after a while, asks
    with django_assert_num_queries(0):
        assert connection.is_usable()


@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="needs Redis")
def test_one_client_serves_all_calls_of_a_process():
    cache = caches["default"]
    cache.set("one", 1)
    assert cache.get("one") == 1
    client = cache._cache.get_client()
    assert cache._cache.get_client(write=True) is client
