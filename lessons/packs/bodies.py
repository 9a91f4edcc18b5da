"""From the blocks of a pack to the body of a page."""

from collections.abc import Callable
from typing import Any

from .schema import Lesson
from .slots import LISTS, RICH_FIELDS, make_id
from .texts import render_text

#: Fields of a block that name a file of the pack and become a reference to a row.
FILES = ("picture", "audio", "video")
Finder = Callable[[str], int]  # from the id of a file of the pack to the primary key of its row


def build_body(*, lesson: Lesson, page_key: str, find_file: Finder) -> list[dict[str, Any]]:
    """The raw data of the StreamField. Ids follow from the page's key and the ids in the pack."""
    return [
        {"type": block.type, "id": make_id(page_key, block.id), "value": _build_value(block, page_key, find_file)}
        for block in lesson.blocks
    ]


def _build_value(block, page_key: str, find_file: Finder) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name in type(block).model_fields:
        given = getattr(block, name)
        if name in ("id", "type"):
            continue
        if (block.type, name) in LISTS:
            value[name] = [
                {
                    "type": "item",
                    "id": make_id(page_key, block.id, name, item.id),
                    "value": _build_item(item, find_file),
                }
                for item in given or []
            ]
        else:
            value[name] = _build_field(block.type, name, given, find_file)
    return value


def _build_item(item, find_file: Finder) -> dict[str, Any]:
    fields = [name for name in type(item).model_fields if name != "id"]
    return {name: _build_field("", name, getattr(item, name), find_file) for name in fields}


def _build_field(kind: str, name: str, given, find_file: Finder):
    if name in FILES:
        return find_file(given) if given else None
    if isinstance(given, bool):
        return given
    if given is None:
        return False if name == "answer" else ""
    return render_text(given) if (kind, name) in RICH_FIELDS else given
