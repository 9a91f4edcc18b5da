"""The form of a test as it was typed so far, field by field (mo_platform/typed_lists.py), and back to the data of a blueprint.

Sections have draws, outcomes have parts, parts have cuts. Which there are stands in lists of numbers (`section`, `s0-draw`,
`outcome`, `o0-part`, `o0-p1-cut`); the fields of each begin with its prefix (`s0`, `s0-d1`, `o0`, `o0-p1`, `o0-p1-c0`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from assessments import api as assessments
from mo_platform import typed_lists

EVERY, SOME = "every", "some"
_LIST = re.compile(r"section|outcome|s\d{1,3}-draw|o\d{1,3}-part|o\d{1,3}-p\d{1,3}-cut")
_HEAD = ("minutes", "feedback", "retake_days")


def change_lists(fields: QueryDict) -> QueryDict:
    """The fields after the button that was pressed (typed_lists.change_lists)."""
    return typed_lists.change_lists(fields, is_list=_LIST.fullmatch, fill=_fill)


def _fill(fields: QueryDict, place: str, new: str, _what: str = "") -> None:
    if place.endswith("-draw"):
        fields[f"{place.removesuffix('draw')}d{new}-is_scored"] = "on"
    elif place.endswith("-part"):
        typed_lists.add_row(fields, f"{place.removesuffix('part')}p{new}-cut", "", _fill)
    elif place in ("section", "outcome"):
        typed_lists.add_row(fields, f"s{new}-draw" if place == "section" else f"o{new}-part", "", _fill)


def write_fields(data: Mapping[str, Any], **more: Any) -> QueryDict:
    """The fields of the data of a blueprint; `more` are fields as they are."""
    fields = QueryDict(mutable=True)
    for name in _HEAD:
        fields[name] = str(data.get(name) or "")
    fields["feedback"] = data.get("feedback", assessments.Feedback.AT_END.value)
    fields.setlist("accommodations", list(data.get("accommodations", [aid.value for aid in assessments.Aid])))
    _write_texts(fields, "title", data.get("title", {}))
    _write_texts(fields, "description", data.get("description", {}))
    if assessments.PASS_RULE in data:
        fields["follows"] = data[assessments.PASS_RULE]
    else:
        write_rule_fields(fields, data)
    for name, value in more.items():
        fields.setlist(name, value) if isinstance(value, list) else fields.__setitem__(name, str(value))
    return fields


def write_rule_fields(fields: QueryDict, data: Mapping[str, Any]) -> None:
    """The sections and outcomes of a blueprint, beside what stands there already."""
    keys = {key: str(number) for number, key in enumerate(data["sections"])}
    fields.setlist("section", list(keys.values()))
    for key, section in data["sections"].items():
        _write_section(fields, f"s{keys[key]}", key, section)
    fields.setlist("outcome", [str(number) for number in range(len(data["outcomes"]))])
    for number, (name, rule) in enumerate(data["outcomes"].items()):
        prefix = f"o{number}"
        fields[f"{prefix}-key"] = name
        _write_texts(fields, f"{prefix}-title", data.get("outcome_titles", {}).get(name, {}))
        parts = _list_parts(rule)
        if parts is None:
            fields[f"{prefix}-kept"] = "1"
        else:
            _write_parts(fields, prefix, parts, keys)


def _write_section(fields: QueryDict, prefix: str, key: str, section: Mapping[str, Any]) -> None:
    fields[f"{prefix}-key"] = key
    fields[f"{prefix}-order"] = section.get("order", assessments.Order.RANDOM.value)
    _write_texts(fields, f"{prefix}-title", section.get("title", {}))
    fields.setlist(f"{prefix}-draw", [str(number) for number in range(len(section["draws"]))])
    for number, draw in enumerate(section["draws"]):
        place = f"{prefix}-d{number}"
        fields[f"{place}-count"] = str(draw["count"])
        fields[f"{place}-points"] = str(draw.get("points", 1))
        fields[f"{place}-region"] = draw.get("region", "")
        if draw.get("is_scored", True):
            fields[f"{place}-is_scored"] = "on"
        for name in ("themes", "objectives", "tags"):
            fields.setlist(f"{place}-{name}", draw.get(name, []))


def _write_parts(fields: QueryDict, prefix: str, parts: tuple[str, list], keys: Mapping[str, str]) -> None:
    join, members = parts
    fields[f"{prefix}-join"] = join
    fields.setlist(f"{prefix}-part", [str(number) for number in range(len(members))])
    for number, (own, cuts) in enumerate(members):
        place = f"{prefix}-p{number}"
        fields[f"{place}-join"] = own
        fields.setlist(f"{place}-cut", [str(cut) for cut in range(len(cuts))])
        for at, cut in enumerate(cuts):
            measure = next(measure.value for measure in assessments.Measure if measure in cut)
            fields[f"{place}-c{at}-measure"] = measure
            fields[f"{place}-c{at}-minimum"] = str(cut[measure])
            fields[f"{place}-c{at}-section"] = keys.get(cut.get("section") or "", "")


def _list_parts(rule: Mapping[str, Any]) -> tuple[str, list[tuple[str, list]]] | None:
    """How the parts of an outcome are joined, and each part: how its cuts are, and which. None for a deeper rule."""
    join, members = _open(rule)
    parts = [_open(member) for member in members] if join else [("", [rule])]
    if any(_open(cut)[0] for _own, cuts in parts for cut in cuts):
        return None
    return join or EVERY, [(own or EVERY, cuts) for own, cuts in parts]


def _open(rule: Mapping[str, Any]) -> tuple[str, list]:
    """The word that joins a rule and what it joins; a cut is joined by no word."""
    word = next((word for word in (EVERY, SOME) if word in rule), "")
    return word, list(rule[word]) if word else [rule]


def join_rule(join: str, members: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One rule of several; a single one is itself."""
    rules = [dict(member) for member in members]
    return rules[0] if len(rules) == 1 else {join: rules}


def _write_texts(fields: QueryDict, name: str, texts: Mapping[str, str]) -> None:
    """As core.language_text.LanguageTextWidget names its lines."""
    for code, text in texts.items():
        fields[f"{name}_{code.lower().replace('-', '_')}"] = text
