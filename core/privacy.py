"""Every model with a person says what she may take with her and what erasing her does.

An app's `privacy.py` calls `register` once per model; a test walks all models and fails when one that points at a
newcomer or a user is missing, or when a field of it is neither shown nor left out with a reason. `export_person` and
`erase_person` put all rules together; who may call them is decided in people.domain.own_data.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .dates import format_date, format_time
from .language_text import LanguageText
from .languages import SOURCE_LANGUAGE, get_language, is_known_language

type Words = str | Promise

SECRET = "a secret: it stands here as a hash and helps nobody"  # noqa: S105
STAFF_NAME = "the name of a member of staff, which is hers"
TECHNICAL = "bookkeeping of the platform, says nothing of her"


@dataclass(frozen=True, slots=True)
class PrivacyRule:
    """The rule of one model.

    `export(person)` returns rows of plain values; `labels` names their keys in her words and in order, "" for a key that
    is of use to a machine only. `left_out` says of each other field of the model why she does not get it. `dutch` names
    the keys whose values staff wrote in Dutch. `erase(person, at)` deletes or anonymises and returns how many rows of
    which model went; `why_kept` explains a row that stays.
    """

    model: type[models.Model]
    export: Callable[[Any], list[dict]]
    erase: Callable[[Any, datetime], Mapping[str, int]]
    title: Words = ""
    labels: Mapping[str, Words] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    dutch: frozenset[str] = frozenset()
    why_kept: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: `value` for a machine, `text` for her. `language` is set when the text is in another than the page."""

    name: str
    label: str
    value: Any
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """All rows of one kind. `name` is stable, `title` is in the language in force."""

    name: str
    title: str
    labels: Mapping[str, str]
    rows: tuple[tuple[Entry, ...], ...]

    def as_json(self) -> dict[str, Any]:
        rows = [{entry.name: entry.value for entry in row} for row in self.rows]
        return {"name": self.name, "title": self.title, "labels": dict(self.labels), "rows": rows}


_rules: dict[type[models.Model], PrivacyRule] = {}


def register(rule: PrivacyRule) -> None:
    _rules[rule.model] = rule


def register_staff_record(model: type[models.Model]) -> None:
    """For a model that names staff (an author, an uploader) and never a newcomer: nothing to export, nothing to erase."""
    register(PrivacyRule(model, lambda person: [], keep, why_kept="names staff, never a newcomer"))


def list_rules() -> list[PrivacyRule]:
    return list(_rules.values())


def keep(person, at: datetime) -> dict[str, int]:
    """An `erase` for a model in which nothing of hers stands, or whose rows go with another model's."""
    return {}


def rows_of(model: type[models.Model], path: str, names: Sequence[str]) -> Callable[[Any], list[dict]]:
    """An `export` of these fields of the rows whose `path` is the person, oldest first."""

    def export(person) -> list[dict]:
        return list(model._base_manager.filter(**{path: person}).order_by("pk").values(*names))

    return export


def delete_rows(model: type[models.Model], path: str) -> Callable[[Any, datetime], dict[str, int]]:
    """An `erase` of the rows whose `path` is the person, with what hangs on them.

    The base manager is the one way past "never deleted" (core.append_only); nothing but an `erase` may take it.
    """

    def erase(person, at: datetime) -> dict[str, int]:
        return model._base_manager.filter(**{path: person}).delete()[1]

    return erase


def export_person(person) -> tuple[Section, ...]:
    """All that is kept of a person, in the language in force. From one moment: nothing changes in between."""
    with transaction.atomic():
        found = [(rule, rule.export(person)) for rule in reversed(_rules.values()) if rule.title]
    return tuple(_section(rule, rows) for rule, rows in found if rows)


def erase_person(person, *, at: datetime) -> dict[str, int]:
    """Run every rule, from the highest floor down, all or none. Returns how many rows of which model went."""
    gone: Counter[str] = Counter()
    with transaction.atomic():
        for rule in _rules.values():  # in the order of INSTALLED_APPS: what hangs goes before what it hangs on
            gone.update(rule.erase(person, at))
    return {name: number for name, number in sorted(gone.items()) if number}


def _section(rule: PrivacyRule, rows: list[dict]) -> Section:
    shown = tuple(tuple(_entry(rule, name, row.get(name)) for name in rule.labels) for row in rows)
    labels = {name: str(label) for name, label in rule.labels.items() if label}
    return Section(rule.model._meta.label_lower, str(rule.title), labels, shown)


def _entry(rule: PrivacyRule, name: str, value: Any) -> Entry:
    language = ""
    if isinstance(value, LanguageText):
        language = value.language if value.is_missing else ""
    elif name in rule.dutch and value:
        language = SOURCE_LANGUAGE
    return Entry(name, str(rule.labels[name]), _plain(value), _say(rule.model, name, value), language)


def _plain(value: Any) -> Any:
    """The value as JSON knows it."""
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _say(model: type[models.Model], name: str, value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{format_date(timezone.localtime(value))}, {format_time(value)}"
        case date():
            return format_date(value)
        case Decimal():
            return f"{value.normalize():f}"
        case list() | tuple():
            return ", ".join(_say_word(model, name, item) for item in value)
        case dict():
            return "; ".join(f"{key}: {_say_word(model, name, item)}" for key, item in value.items())
        case _:
            return _say_word(model, name, value)


def _say_word(model: type[models.Model], name: str, value: Any) -> str:
    """The words of a choice, the own name of a language, else the value as it is."""
    if "language" in name and isinstance(value, str) and is_known_language(value):
        return get_language(value).endonym
    choices = _choices_of(model, name)
    return str(choices.get(value, value)) if choices else str(value)


def _choices_of(model: type[models.Model], path: str) -> dict[Any, Any]:
    *steps, last = path.split("__")
    for step in steps:
        related = {item.name: item.related_model for item in model._meta.get_fields()}.get(step)
        if related is None:
            return {}
        model = related
    found = {item.name: item for item in model._meta.get_fields()}.get(last)
    return dict(found.flatchoices) if isinstance(found, models.Field) and found.choices else {}
