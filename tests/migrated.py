"""A migrated database, made once for all processes of a test run.

Nearly three hundred migrations take half a minute, for each process and each kind of database anew: `make test` runs them
once per kind (`python -m tests.migrated DATABASE_URL`), and the processes begin with a copy.
"""

import gc
import os
import sqlite3
import sys
from pathlib import Path

from django.db.backends.signals import connection_created

VARIABLE = "TEST_MIGRATED_DATABASE"  # a file of SQLite, or the name of a database on the same PostgreSQL
ROOT = Path(__file__).resolve().parents[1]


def copy_into_memory() -> None:
    """From now on a test database in memory begins as a copy of the file; asked once per process, before it is made."""

    def fill(sender, connection, **_kwargs):
        if "mode=memory" in str(connection.settings_dict["NAME"]):
            connection_created.disconnect(fill)
            with sqlite3.connect(os.environ[VARIABLE]) as migrated:
                migrated.backup(connection.connection)
            migrated.close()

    connection_created.connect(fill, weak=False)


def main() -> None:
    """Migrate a fresh database beside that of the URL, and print what the processes of the tests must be told."""
    from tests.fresh_database import fresh_postgres

    url = sys.argv[1]
    if url.startswith("sqlite"):
        file = ROOT / "var" / "test-migrated.sqlite3"
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        url, name = f"sqlite:///{file}", str(file)
    else:
        name = url.rsplit("/", 1)[1].partition("?")[0] + "_migrated"
        url = fresh_postgres(url, name)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "mo_platform.settings.test", "DATABASE_URL": url}
    gc.disable()  # it would take a fifth of the time: migrations make a hundred thousand classes, and all are kept
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(name)


if __name__ == "__main__":
    main()
