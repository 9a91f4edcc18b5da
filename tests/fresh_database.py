"""A PostgreSQL database that nobody else has, for processes of their own."""

import os

import psycopg
from psycopg.sql import SQL, Identifier

from tests.migrated import VARIABLE


def fresh_postgres(url: str, name: str, *, is_migrated: bool = False) -> str:
    """Drop and make the database `name` on the server of `url`; its URL.

    `is_migrated`: it begins as a copy of the migrated one where the run of the tests has one, and empty elsewhere.
    """
    server = url.rsplit("/", 1)[0]
    template = os.environ.get(VARIABLE, "") if is_migrated else ""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        made_from = SQL(" TEMPLATE {}").format(Identifier(template)) if template else SQL("")
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)) + made_from)
    return f"{server}/{name}"
