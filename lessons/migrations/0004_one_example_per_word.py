from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation


class KeepTheDutchExample(BaseBlockOperation):
    """A word had a Dutch example beside one in each language; now the example is written once, and translated."""

    def apply(self, block_value):
        return [_with_one_example(block) if block["type"] == "word" else block for block in block_value]

    @property
    def operation_name_fragment(self):
        return "one_example_per_word"


def _with_one_example(block):
    value = {name: text for name, text in block["value"].items() if name != "example_nl"}
    return {**block, "value": value | {"example": value.get("example") or block["value"].get("example_nl", "")}}


class Migration(migrations.Migration):
    dependencies = [("mo_lessons", "0003_a_module_counts_its_lessons")]

    operations = [
        MigrateStreamData(
            app_name="mo_lessons",
            model_name="LessonPage",
            field_name="body",
            operations_and_block_paths=[(KeepTheDutchExample(), "")],
        )
    ]
