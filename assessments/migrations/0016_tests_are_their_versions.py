from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("mo_assessments", "0015_tests_become_versions")]

    operations = [
        migrations.RemoveField(
            model_name='blueprint',
            name='data',
        ),
        migrations.RemoveField(
            model_name='blueprint',
            name='uses',
        ),
        migrations.RemoveField(
            model_name='blueprint',
            name='valid_from',
        ),
        migrations.RemoveField(
            model_name='blueprint',
            name='valid_until',
        ),
    ]
