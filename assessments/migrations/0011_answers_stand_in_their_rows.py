from django.db import migrations, models


def move_marks(apps, schema_editor):
    """The marks and the place out of `state`; its answers are rows already."""
    attempts = apps.get_model("mo_assessments", "Attempt").objects
    for row in attempts.only("state").iterator(chunk_size=500):
        attempts.filter(pk=row.pk).update(flags=row.state.get("flags", []), place=row.state.get("place", 1))


class Migration(migrations.Migration):
    dependencies = [("mo_assessments", "0010_a_step_for_corrections")]

    operations = [
        migrations.AddField("attempt", "flags", models.JSONField(default=list)),
        migrations.AddField("attempt", "place", models.PositiveIntegerField(default=1)),
        migrations.AddField("attempt", "placed_at", models.DateTimeField(null=True)),
        migrations.RunPython(move_marks, migrations.RunPython.noop),
        migrations.RemoveField("attempt", "state"),
        migrations.RemoveField("attempt", "version"),
    ]
