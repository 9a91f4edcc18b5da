import uuid

from django.db import migrations, models


def note_what_can_be_heard_already(apps, schema_editor):
    heard = apps.get_model("mo_media", "Narration").objects.filter(state="accepted").order_by()
    languages = sorted(heard.values_list("language", flat=True).distinct())
    if languages:
        apps.get_model("mo_lessons", "ContentGeneration").objects.update_or_create(pk=1, defaults={"voiced": languages})


class Migration(migrations.Migration):
    dependencies = [("mo_lessons", "0005_sensitive_says_what_it_does"), ("mo_media", "0003_narrations")]

    operations = [
        migrations.AddField("contentgeneration", "voices_stamp", models.UUIDField(default=uuid.uuid4)),
        migrations.AddField("contentgeneration", "voiced", models.JSONField(default=list)),
        migrations.RunPython(note_what_can_be_heard_already, migrations.RunPython.noop),
    ]
