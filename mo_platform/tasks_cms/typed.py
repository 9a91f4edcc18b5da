"""The form of a world as it was typed so far (mo_platform/typed_lists.py): `w-mails` lists the numbers of the rows, the fields of
each begin with `w-mails-0`; its `-id` names it in the parameters, its `-is` says of which kind it is."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from core import languages
from mo_platform import typed_lists

from .parts import Kind, Offered, Part, Rows, Schema

WORLD = "w"
_LIST = re.compile(rf"{WORLD}-[a-z_]+(-\d{{1,3}}-[a-z_]+){{0,2}}")


def change_lists(fields: QueryDict, schema: Schema) -> QueryDict:
    """The fields after the button that was pressed."""
    return typed_lists.change_lists(
        fields,
        is_list=lambda place: bool(_LIST.fullmatch(place)) and _find_rows(fields, schema, place) is not None,
        fill=lambda fields, place, new, what: _fill(fields, schema, place, new, what),
    )


def write_new(schema: Schema) -> QueryDict:
    """The fields of a world in which nothing stands yet."""
    fields = QueryDict(mutable=True)
    _begin(fields, schema, WORLD, schema.parts)
    return fields


def write_fields(schema: Schema, content: Mapping[str, Any]) -> QueryDict:
    """The fields of a world as a task has it, in Dutch. `content` as in pretrajectory's TaskCopy."""
    fields = QueryDict(mutable=True)

    def dutch(text: str) -> str:
        return content["texts"].get(text[1:], {}).get(languages.SOURCE_LANGUAGE, "") if text.startswith("@") else text

    _write(fields, WORLD, schema.parts, content["parameters"], dutch)
    return fields


def offer_rows(fields: QueryDict, prefix: str, parts: tuple[Part | Rows, ...]) -> Offered:
    """What can be picked of the lists that stand here: by the id of each row, what tells it from the others."""
    offered: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        if not isinstance(part, Rows) or not part.has_id:
            continue
        for number, row in enumerate(list_rows(fields, prefix, part), start=1):
            name = _name_row(fields, part, row, number)
            offered.setdefault(part.name, []).append((fields.get(f"{row}-id", ""), name))
            for below, found in offer_rows(fields, row, _kind_of(fields, row, part).parts).items():
                known = offered.setdefault(f"{part.name}.{below}", [])
                known += [(one, f"{name}: {label}") for one, label in found if one not in dict(known)]
    return offered


def list_rows(fields: QueryDict, prefix: str, part: Rows) -> list[str]:
    """The prefixes of the rows of a list."""
    place = f"{prefix}-{part.name}"
    return [f"{place}-{number}" for number in fields.getlist(place) if number.isdigit()]


def _name_row(fields: QueryDict, part: Rows, row: str, number: int) -> str:
    typed = [fields.get(f"{row}-{name}", "").strip() for name in part.named_by]
    return f"{part.one} {number}" + "".join(f" · {text}" for text in typed if text)


def _write(fields: QueryDict, prefix: str, parts, values: Mapping[str, Any], dutch) -> None:
    for part in parts:
        place = f"{prefix}-{part.name}"
        if isinstance(part, Part):
            told = part.write(values.get(part.name), dutch)
            fields.setlist(place, told if isinstance(told, list) else [told])
            continue
        rows = _list_values(part, values.get(part.name))
        fields.setlist(place, [str(number) for number in range(len(rows))])
        for number, row in enumerate(rows):
            kind = part.find_kind(str(row.get(part.tag, "")))
            fields[f"{place}-{number}-is"] = kind.value
            fields[f"{place}-{number}-id"] = str(row.get("id", ""))
            _write(fields, f"{place}-{number}", kind.parts, row, dutch)


def _list_values(part: Rows, found: Any) -> list[Mapping[str, Any]]:
    """The rows of a list as a task has it."""
    if not found:
        return []
    if part.is_mapping:
        return [{"id": name, **row} for name, row in found.items()]
    return [found] if part.is_single else list(found)


def _begin(fields: QueryDict, schema: Schema, prefix: str, parts: tuple[Part | Rows, ...]) -> None:
    for part in parts:
        if isinstance(part, Rows):
            for _row in range(min(max(part.begins_with, part.least), part.most)):
                typed_lists.add_row(
                    fields,
                    f"{prefix}-{part.name}",
                    part.kinds[0].value,
                    lambda fields, place, new, what: _fill(fields, schema, place, new, what),
                )


def _fill(fields: QueryDict, schema: Schema, place: str, new: str, what: str) -> None:
    rows = _find_rows(fields, schema, place)
    assert rows is not None, "only lists of the schema grow"
    kind = rows.find_kind(what)
    fields[f"{place}-{new}-is"] = kind.value
    fields[f"{place}-{new}-id"] = f"n{secrets.token_hex(3)}"
    _begin(fields, schema, f"{place}-{new}", kind.parts)


def _find_rows(fields: QueryDict, schema: Schema, place: str) -> Rows | None:
    """The list of the schema that stands at a place of the form."""
    parts, prefix, found = schema.parts, WORLD, None
    for name in place.removeprefix(f"{WORLD}-").split("-"):
        prefix = f"{prefix}-{name}"
        if name.isdigit() and found is not None:
            parts = _kind_of(fields, prefix, found).parts
            continue
        found = next((part for part in parts if isinstance(part, Rows) and part.name == name), None)
        if found is None:
            return None
    return found


def _kind_of(fields: QueryDict, row: str, part: Rows) -> Kind:
    return part.find_kind(fields.get(f"{row}-is", ""))
