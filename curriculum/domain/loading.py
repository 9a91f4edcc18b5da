"""The starter data: YAML beside the code, loaded all or nothing, as often as one likes.

What staff changed in the CMS stays: a row is written only when it is new, or when the file says something else than
the last time it was loaded (kept in the row's history).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import ModelLogEntry

from core.errors import DomainError

from ..models import DatedRule, Objective, Theme, Track, Value
from .changes import CREATED, UNCHANGED, write_row
from .rules import forget_rules

DATA = Path(__file__).resolve().parents[1] / "data"
START = date(2022, 3, 1)  # the reform started; the example taxonomy holds from here
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ORIGIN = "load_curriculum"


class BadData(DomainError):
    """`args[0]` lists every problem, one per line."""

    code = "bad_data"


@dataclass(frozen=True, slots=True)
class Outcome:
    what: str
    result: str  # created, changed, unchanged, kept (staff changed it since)


def load_curriculum(*, folder: Path = DATA, is_dry_run: bool = False) -> list[Outcome]:
    """Load tracks, themes, objectives, values and rules. Raises BadData; then nothing is written."""
    outcomes: list[Outcome] = []
    problems: list[str] = []
    with transaction.atomic():
        goals = _read(folder / "goals.yaml")
        tracks = _load(Track, goals["tracks"], outcomes, problems)
        themes = _load(Theme, goals["themes"], outcomes, problems, track=tracks)
        _load(Value, goals["values"], outcomes, problems)
        _load(Objective, _read(folder / "objectives.yaml"), outcomes, problems, theme=themes)
        for entry in _read(folder / "rules.yaml"):
            identity = {name: entry[name] for name in ("kind", "code", "regime", "anchor", "valid_from")}
            _write(DatedRule, identity, entry, outcomes, problems)
        if problems:
            raise BadData("\n".join(problems))
        if is_dry_run:
            transaction.set_rollback(True)
    if is_dry_run:
        forget_rules()  # after a rollback they are not what was read meanwhile
    return outcomes


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # either is a safe one


def _load(model, entries, outcomes, problems, **parents) -> dict[str, models.Model]:
    """`parents` maps the name of a foreign key to the rows it may point at, by key."""
    rows = {}
    for order, entry in enumerate(entries, start=1):
        values = {"order": order * 10, "is_example": True, "valid_from": START, **entry}
        for name, known in parents.items():
            if values[name] not in known:
                problems.append(f"{model.__name__} {entry['key']}: there is no {name} “{values[name]}”.")
                break
            values[name] = known[values[name]]
        else:
            rows[entry["key"]] = _write(model, {"key": entry["key"]}, values, outcomes, problems)
    return rows


def _write(model, identity, values, outcomes, problems) -> models.Model:
    row = model.objects.filter(**identity).first() or model(**identity)
    name = f"{model.__name__} {' '.join(str(part) for part in identity.values())}"
    mark = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
    why = f"{ORIGIN}:{mark[:16]}"
    if row.pk and _loaded_as(row) == why:
        is_as_loaded = all(getattr(row, key) == value for key, value in values.items())
        outcomes.append(Outcome(name, UNCHANGED if is_as_loaded else "kept"))
        return row
    try:
        # A savepoint: a row that the database refuses must not hide the problems of the rows after it.
        with transaction.atomic():
            outcomes.append(Outcome(name, write_row(row=row, values=values, why=why)))
    except ValidationError as error:
        problems.extend(f"{name}: {message}" for message in error.messages)
    return row


def _loaded_as(row) -> str:
    """The mark of the file that the row was last loaded from."""
    for entry in ModelLogEntry.objects.for_instance(row).order_by("-timestamp", "-pk"):
        if (why := entry.data.get("why", "")).startswith(ORIGIN):
            return why
    return ""


__all__ = ["CREATED", "BadData", "Outcome", "load_curriculum"]
