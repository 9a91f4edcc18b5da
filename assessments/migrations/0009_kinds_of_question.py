from django.db import migrations, models


class Migration(migrations.Migration):
    """Three kinds of question more: so many right answers, an answer to type, a place in a picture."""

    dependencies = [
        ("mo_assessments", "0008_writing_questions"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="questionversion", name="version_kind_is_known"),
        migrations.AddField(
            model_name="questionversion",
            name="picture",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="questionversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("single", "one right answer"),
                    ("multiple", "several right answers"),
                    ("choose", "so many right answers"),
                    ("true_false", "true or not true"),
                    ("order", "put in order"),
                    ("match", "what belongs together"),
                    ("short_text", "an answer to type"),
                    ("hotspot", "a place in a picture"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="questionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "single",
                            "multiple",
                            "choose",
                            "true_false",
                            "order",
                            "match",
                            "short_text",
                            "hotspot",
                        ],
                    )
                ),
                name="version_kind_is_known",
            ),
        ),
    ]
