"""Reading YAML so that every problem can be shown where it stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import Place, Problems

MAX_BYTES = 2_000_000
PLAIN_WORDS = {
    "missing": "this is missing.",
    "extra_forbidden": "this is not known here; is it misspelt?",
    "string_type": "this must be a text (put it between quotes).",
    "int_type": "this must be a whole number.",
    "bool_type": "this must be true or false.",
    "list_type": "this must be a list.",
    "dict_type": "this must be a group of keys.",
    "model_type": "this must be a group of keys.",
    "model_attributes_type": "this must be a group of keys.",
    "string_too_short": "this may not be empty.",
    "too_short": "there are too few.",
}


@dataclass(frozen=True)
class PackFile:
    """One YAML file: its name inside the pack, its data, and where each part stands."""

    name: str
    data: Any
    node: yaml.Node | None

    def find_line(self, place: Place) -> int:
        """The line of a place, or of the nearest part around it that the file has."""
        node = self.node
        if node is None:
            return 0
        line = node.start_mark.line + 1
        for step in place:
            found = _step_into(node, step)
            if found is None:
                break
            line, node = found
        return line


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Says so when a key stands twice; plain YAML would silently take the last."""


def _construct_mapping(loader, node, deep=False):
    seen = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} must be a text (put it between quotes)", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands here twice", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=deep)


_StrictLoader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, lambda loader, node: _construct_mapping(loader, node, deep=True)
)


def read_yaml(*, folder: Path, name: str, problems: Problems) -> PackFile | None:
    """The file `name` of a pack; None, with the problem noted, when it is missing or no YAML."""
    path = folder / name
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add(name, (), "this file is too large.")
            return None
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(name, (), "this file is missing.")
        return None
    except UnicodeDecodeError:
        problems.add(name, (), "this file is not UTF-8.")
        return None
    loader = _StrictLoader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        problems.add(name, (), f"this is no valid YAML{where}: {getattr(error, 'problem', None) or error}.")
        return None
    finally:
        loader.dispose()
    return PackFile(name, data, node)


def note_errors(*, file: PackFile, error, problems: Problems, at: Place = ()) -> None:
    """Turn a pydantic ValidationError into problems in plain words."""
    for item in error.errors():
        place = at + tuple(step for step in item["loc"] if not _is_tag(step))
        if item["type"] in ("value_error", "unknown_block"):
            text = str(item["ctx"]["error"])
        elif item["type"] in ("union_tag_invalid", "union_tag_not_found", "literal_error", "enum"):
            expected = (
                item["ctx"].get("expected_tags") or item["ctx"].get("expected") or item["ctx"].get("discriminator")
            )
            text = f"this must be one of: {expected}."
        else:
            text = PLAIN_WORDS.get(item["type"]) or f"{item['msg'][0].lower()}{item['msg'][1:]}."
        problems.add(file, _name_items(file.data, place), text)


def _is_tag(step) -> bool:
    """pydantic puts the branch of a union into the path; marked in schema.py by a colon."""
    return isinstance(step, str) and step.startswith(":")


def _name_items(data: Any, place: Place) -> Place:
    """Say "intro" instead of "block 1" where an item of a list has an id or a key."""
    named: list[str | int] = []
    for step in place:
        item = None
        if isinstance(step, int) and isinstance(data, list) and step < len(data):
            item = data[step]
            name = item.get("id") or item.get("key") if isinstance(item, dict) else None
            named.append(name if isinstance(name, str) else step)
        else:
            named.append(step)
            item = data.get(step) if isinstance(data, dict) else None
        data = item
    return tuple(named)


def _step_into(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return key_node.start_mark.line + 1, value_node
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            names = {k.value: v.value for k, v in item.value} if isinstance(item, yaml.MappingNode) else {}
            if step == index or step in (names.get("id"), names.get("key")):
                return item.start_mark.line + 1, item
    return None
