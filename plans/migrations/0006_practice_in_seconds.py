from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mo_plans', '0005_study_form_and_support'),
    ]

    operations = [
        migrations.RenameField(
            model_name='supportevidence',
            old_name='minutes',
            new_name='seconds',
        ),
        migrations.AlterField(
            model_name='supportevidence',
            name='skill',
            field=models.CharField(max_length=20),
        ),
    ]
