"""Trials with several threads, each with its own connection, on either database.

SQLite's tests run in memory, where connections share one cache and lock each other out at once instead of waiting as
they do in a file. `database_for_threads` puts a copy of the test database into a file for the time of one test.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection, connections


@contextmanager
def database_for_threads(folder: Path):
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(folder / "threads.sqlite3")
    with sqlite3.connect(path) as copy:
        in_memory.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # as a migrated database is; four threads cannot switch it at once
    copy.close()
    settings = connections.settings["default"]
    connection.connection = None
    connection.settings_dict["NAME"] = settings["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings["NAME"] = name
        connection.connection = in_memory


@contextmanager
def requests_in_hand() -> Iterator[Callable[[], None]]:
    """Counts what the threads of a server are at; what it gives waits until they are at nothing, ten seconds at most."""
    changed, in_hand = (
        threading.Condition(),
        set[threading.Thread](),
    )  # a thread is at one request; a file ends it twice

    def begin(**_signal) -> None:
        if threading.current_thread() is not threading.main_thread():  # a client of the tests asks in that one
            with changed:
                in_hand.add(threading.current_thread())

    def end(**_signal) -> None:
        with changed:
            in_hand.discard(threading.current_thread())
            changed.notify_all()

    def wait() -> None:
        with changed:
            assert changed.wait_for(lambda: not in_hand, timeout=10), f"{len(in_hand)} requests hang"

    request_started.connect(begin)
    request_finished.connect(end)
    try:
        yield wait
    finally:
        request_started.disconnect(begin)
        request_finished.disconnect(end)


def run_at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run the works in threads that start together; their results in order. The first exception is raised."""
    start = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)
    failures: list[Exception] = []

    def run(index: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            results[index] = work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if failures:
        raise failures[0]
    assert not any(thread.is_alive() for thread in threads), "a thread hangs"
    return results
