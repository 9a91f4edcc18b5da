"""A task as a file: what `load_tasks` reads and `export_tasks` writes."""

from collections.abc import Mapping
from typing import Any

import yaml

from .authoring import TaskEditing
from .task_texts import list_complete
from .tasks import read_content

ORDER = ("world", "skill", "level", "devices", "refs", "can_do", "instruction", "parameters", "texts")
OPTIONAL = ("refs", "texts")


def write_task(content: Mapping[str, Any]) -> str:
    """YAML. `content` as of read_content; loading it says the same."""
    told = {name: content[name] for name in ORDER if content[name] or name not in OPTIONAL}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)


def write_task_file(editing: TaskEditing) -> str:
    """The task as it is given, or, as long as nobody gets it, as it is written so far."""
    if editing.row.current is not None:
        return write_task(read_content(editing.row.current))
    return write_task(editing.ready_content if list_complete(editing.content) else editing.content)
