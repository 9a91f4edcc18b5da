"""Two suspensions of one clock that are in force never share a day, whoever writes them.

PostgreSQL has exclusion constraints for this (ranges only, so no extension is needed); SQLite gets triggers. A later
migration that rebuilds the table on SQLite must put the triggers back: a test tells.
"""

from django.db import migrations

OVERLAPS = """
    SELECT RAISE(ABORT, 'suspensions_never_overlap') WHERE NEW.withdrawn_at IS NULL AND EXISTS (
        SELECT 1 FROM mo_plans_suspension AS other
        WHERE other.clock_id = NEW.clock_id AND other.id <> COALESCE(NEW.id, -1) AND other.withdrawn_at IS NULL
          AND (other.until_date IS NULL OR other.until_date > NEW.from_date)
          AND (NEW.until_date IS NULL OR NEW.until_date > other.from_date)
    );
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE mo_plans_suspension ADD CONSTRAINT suspensions_never_overlap EXCLUDE USING gist ("
            " int8range(clock_id, clock_id, '[]') WITH &&, daterange(from_date, until_date) WITH &&"
            ") WHERE (withdrawn_at IS NULL)"
        )
    elif schema_editor.connection.vendor == "sqlite":
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER suspensions_never_overlap_{event.lower()} BEFORE {event} ON mo_plans_suspension "
                f"BEGIN {OVERLAPS} END"
            )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE mo_plans_suspension DROP CONSTRAINT suspensions_never_overlap")
    elif schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS suspensions_never_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("mo_plans", "0001_plans_and_outbox")]
    operations = [migrations.RunPython(forbid, allow)]
