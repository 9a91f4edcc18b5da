"""A PostgreSQL database that nobody else has, for processes of their own."""

import psycopg


def fresh_postgres(url: str, name: str) -> str:
    """Drop and make the database `name` on the server of `url`; its URL."""
    server = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
