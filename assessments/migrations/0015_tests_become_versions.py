from django.db import migrations
from django.utils import timezone

SHIPPED = ["mo-mock", "mo-mock-timed"]


def make_versions(apps, schema_editor):
    """Every test gets what it is as its first version. Those that everybody could sit stay open to everybody."""
    blueprints = apps.get_model("mo_assessments", "Blueprint").objects
    versions = apps.get_model("mo_assessments", "BlueprintVersion").objects
    openings = apps.get_model("mo_assessments", "BlueprintOpening").objects
    at = timezone.now()
    for row in blueprints.order_by("pk"):
        versions.create(
            blueprint=row,
            number=1,
            data=row.data,
            uses=row.uses,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            at=at,
        )
    for row in blueprints.filter(code__in=SHIPPED):
        row.open_to = "everybody"
        row.save(update_fields=["open_to"])
        openings.create(blueprint=row, open_to="everybody", at=at)


def put_back(apps, schema_editor):
    """Each test is what its last version says."""
    for row in apps.get_model("mo_assessments", "Blueprint").objects.prefetch_related("versions"):
        last = max(row.versions.all(), key=lambda version: version.number)
        row.data, row.uses = last.data, last.uses
        row.valid_from, row.valid_until = last.valid_from, last.valid_until
        row.save(update_fields=["data", "uses", "valid_from", "valid_until"])


class Migration(migrations.Migration):
    dependencies = [("mo_assessments", "0014_tests_have_versions")]

    operations = [migrations.RunPython(make_versions, put_back)]
