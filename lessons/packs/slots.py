"""The texts of a lesson, one by one: which a translation owes, and where each stands on the page."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from .problems import Place
from .schema import Lesson

NAMESPACE = uuid.UUID("7c0b7a5e-5d0b-5c0a-9a3e-6f3a5a1c4d10")  # ours; never changes: progress hangs on these ids
RICH_FIELDS = {("text", "text"), ("tip", "text"), ("warning", "text"), ("question", "explanation"), ("cluster", "text")}
LINE_FIELDS = {
    "heading": ("text",),
    "image": ("caption",),
    "audio": ("title",),
    "video": ("title",),
    "steps": ("title",),
    "dialogue": ("title",),
    "word": ("term", "meaning", "example"),
    "question": ("stem",),
    "cluster": ("title",),
    "checklist": ("title",),
    "link": ("text", "about"),
}
LISTS = {
    ("steps", "items"): ("text",),
    ("dialogue", "lines"): ("speaker", "text"),
    ("question", "options"): ("text", "feedback"),
    ("question", "items"): ("text",),
    ("question", "pairs"): ("left", "right"),
    ("checklist", "items"): ("text",),
    ("addresses", "items"): ("name", "what"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One translatable text. `place` is its path in the file of any language, `path` its path on the page."""

    place: Place
    path: str
    text: str
    is_rich: bool = False


def make_page_key(*, pack_id: str, key: str) -> str:
    """The identity of a module or lesson across installations."""
    return f"{pack_id}/{key}"


def make_id(page_key: str, *steps: str) -> str:
    """The id of a page (no steps), a block, or a part of a block: the same on every machine, for good."""
    return str(uuid.uuid5(NAMESPACE, "/".join([page_key, *steps])))


def list_slots(*, lesson: Lesson, page_key: str) -> list[Slot]:
    """Every translatable text of a lesson that is not empty, in the order of the page."""
    slots = [Slot(("title",), "title", lesson.title), Slot(("summary",), "summary", lesson.summary)]
    for block in lesson.blocks:
        slots.extend(list_block_slots(block, page_key, ("blocks", block.id)))
    return slots


def list_block_slots(block, page_key: str, place: Place) -> Iterator[Slot]:
    """Every translatable text of a block (or a question or cluster of a bank) that is not empty. `place`: that of the block."""
    path = f"body.{make_id(page_key, block.id)}"
    rich = [field for kind, field in RICH_FIELDS if kind == block.type]
    for field in (*LINE_FIELDS.get(block.type, ()), *rich):
        if text := getattr(block, field):
            yield Slot((*place, field), f"{path}.{field}", text, is_rich=field in rich)
    for (kind, name), fields in LISTS.items():
        if kind != block.type:
            continue
        for item in getattr(block, name) or []:
            for field in fields:
                if text := getattr(item, field):
                    item_id = make_id(page_key, block.id, name, item.id)
                    yield Slot((*place, name, item.id, field), f"{path}.{name}.{item_id}.{field}", text)


def flatten(data, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """The leaves of a translation file with their places."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from flatten(value, (*place, key))
    else:
        yield place, data
