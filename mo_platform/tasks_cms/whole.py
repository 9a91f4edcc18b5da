"""The whole form of a task: what it shows and for whom, and its world, part by part; read into what pretrajectory stores, with
what is wrong beside the field that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import ngettext

from mo_platform.typed_lists import Lines, make_lines
from pretrajectory import api as pretrajectory

from .forms import HeadForm
from .parts import Kind, Offered, Part, Rows, Schema, Words
from .typed import WORLD, list_rows, offer_rows
from .words import say_refused

#: What may be wrong in a draft that is kept: it is not finished, or not possible yet.
WAITS = frozenset({"required", "invalid_choice", "world"})


@dataclass(slots=True)
class Row:
    """A row of a list, or the whole world: its fields, and its lists."""

    prefix: str
    kind: Kind
    lines: Lines
    lists: dict[str, "RowList"] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.prefix.rpartition("-")[2]

    @property
    def id(self) -> str:
        return self.lines.form.data.get(f"{self.prefix}-id", "")

    @property
    def shown(self) -> list[tuple[forms.BoundField | None, "RowList | None"]]:
        """Fields and lists, in their order."""
        form = self.lines.shown
        return [
            (form[part.name], None) if isinstance(part, Part) else (None, self.lists[part.name])
            for part in self.kind.parts
        ]

    def walk(self) -> Iterator["Row"]:
        yield self
        for rows in self.lists.values():
            for row in rows.rows:
                yield from row.walk()


@dataclass(slots=True)
class RowList:
    """A list of the form. `problem`: what is wrong with it as a whole."""

    place: str
    about: Rows
    rows: list[Row]
    problem: str = ""

    @property
    def has_room(self) -> bool:
        return len(self.rows) < self.about.most

    @property
    def can_change(self) -> bool:
        """Whether rows can be moved or taken away."""
        return not self.about.is_single or not self.about.least


class PartsForm(forms.Form):
    """The fields of one row."""

    def __init__(self, *args: Any, parts: tuple[Part | Rows, ...], offered: Offered, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in parts:
            if isinstance(part, Part):
                self.fields[part.name] = part.make(offered)


class TaskForm:
    """`fields`: as typed (typed.py), with those of HeadForm. `kept_refs`: where the task stands in frameworks that the form does
    not know. `is_asked`: it is said what is wrong."""

    def __init__(
        self, fields: QueryDict, schema: Schema, *, kept_refs: Mapping[str, str], is_asked: bool = False
    ) -> None:
        self.fields, self.schema, self.is_asked = fields, schema, is_asked
        self.kept_refs = kept_refs
        self.head = make_lines(fields, "", "", HeadForm, is_asked=is_asked)
        self.world = self._make_row(WORLD, Kind("", "", schema.parts), {})
        self.problems: list[str] = []
        self._checked: bool | None = None
        self._parameters: dict[str, Any] = {}

    @property
    def is_whole(self) -> bool:
        """Whether the task can be given as it is written."""
        if self._checked is None:
            self._checked = self._check()
        return self._checked

    @property
    def can_be_kept(self) -> bool:
        """Whether it can be saved: perhaps not finished, but nothing in it that cannot be read."""
        if self.is_whole:
            return True
        found = [error for one in self._list_forms() for errors in one.errors.as_data().values() for error in errors]
        return all((error.code or "") in WAITS for error in found)

    @property
    def base(self) -> int:
        return self.head.form.cleaned_data.get("base") or 0

    def list_mistakes(self) -> list[tuple[str, str]]:
        """Where something is wrong: the id of the place on the page, and what stands there."""
        return [] if self.is_whole else self._list_wrong()

    def _list_wrong(self) -> list[tuple[str, str]]:
        fields = [
            (bound.id_for_label or bound.auto_id, str(bound.label))
            for one in self._list_forms()
            for bound in one
            if bound.errors
        ]
        lists = [(rows.place, str(rows.about.label)) for rows in self._walk_lists() if rows.problem]
        return [*fields, *lists]

    @property
    def source(self) -> pretrajectory.TaskSource:
        """What was written. What cannot be read yet is empty."""
        self.is_whole  # noqa: B018  # looks at each field
        told = self.head.form.cleaned_data
        return pretrajectory.TaskSource(
            world=self.schema.world,
            skill=told.get("skill") or "",
            level=int(told["level"]) if told.get("level") else None,
            devices=told.get("devices") or [],
            refs={**self.kept_refs, **self.head.form.refs},  # type: ignore[attr-defined]
            can_do=told.get("can_do") or "",
            instruction=told.get("instruction") or "",
            parameters=self._parameters,
        )

    def name_texts(self) -> dict[str, str]:
        """What each text is called for who translates it, by its name (pretrajectory.name_by_place)."""
        named: dict[str, str] = {name: str(self.head.form.fields[name].label) for name in ("instruction", "can_do")}
        return named | dict(_name_texts(self.world, "", ""))

    def refuse(self, at: tuple[str | int, ...], why: str) -> None:
        """Say what is wrong at its place in the parameters, else above all."""
        row, names = self.world, list(at)
        while len(names) >= 2 and names[0] in row.lists:
            rows = row.lists[str(names[0])].rows
            found = [one for number, one in enumerate(rows) if names[1] in (number, one.id)]
            if not found:
                break
            row, names = found[0], names[2:]
        name = str(names[0]) if names else next(iter(row.lines.form.fields), "")
        if name in row.lines.form.fields and len(at) > 0:
            row.lines.form.add_error(name, forms.ValidationError(why, code="world"))
        else:
            self.problems.append(why)

    def _check(self) -> bool:
        for one in self._list_forms():
            one.is_valid()
        for rows in self._walk_lists():
            if len(rows.rows) < rows.about.least:
                rows.problem = ngettext(
                    "At least %(count)s is needed here.", "At least %(count)s are needed here.", rows.about.least
                ) % {"count": rows.about.least}
        self._parameters = _read_row(self.world)  # a refusal takes what it is about out of its form
        if self._list_wrong():
            return False
        for at, why in self.schema.check(self._parameters, self.head.form.cleaned_data["devices"]):
            self.refuse(at, why)
        try:
            pretrajectory.make_world(self.schema.world, self._parameters)
        except pretrajectory.BadParameters as refused:
            self.refuse(refused.at, say_refused(str(refused)))
        return not self._list_wrong() and not self.problems

    def _make_row(self, prefix: str, kind: Kind, offered: Offered) -> Row:
        offered = {**offered, **offer_rows(self.fields, prefix, kind.parts)}
        lines = make_lines(
            self.fields, "", prefix, PartsForm, is_asked=self.is_asked, parts=kind.parts, offered=offered
        )
        lists = {
            part.name: RowList(
                f"{prefix}-{part.name}",
                part,
                [
                    self._make_row(row, part.find_kind(self.fields.get(f"{row}-is", "")), offered)
                    for row in list_rows(self.fields, prefix, part)
                ],
            )
            for part in kind.parts
            if isinstance(part, Rows)
        }
        return Row(prefix, kind, lines, lists)

    def _list_forms(self) -> list[forms.Form]:
        return [self.head.form, *(row.lines.form for row in self.world.walk())]

    def _walk_lists(self) -> Iterator[RowList]:
        for row in self.world.walk():
            yield from row.lists.values()


def _read_row(row: Row) -> dict[str, Any]:
    told = getattr(row.lines.form, "cleaned_data", {})
    found: dict[str, Any] = dict(row.kind.fixed)
    for part in row.kind.parts:
        value = part.read(told.get(part.name)) if isinstance(part, Part) else _read_rows(row.lists[part.name])
        if value is not None:
            found[part.name] = value
    return found


def _read_rows(rows: RowList) -> Any:
    """None: there are none, and there need not be any."""
    if not rows.rows and not rows.about.least:
        return None
    if rows.about.is_single:
        return _read_row(rows.rows[0]) if rows.rows else {}
    return _read_list(rows)


def _read_list(rows: RowList) -> list[dict[str, Any]] | dict[str, dict[str, Any]]:
    about = rows.about
    if about.is_mapping:
        return {row.id: _read_row(row) for row in rows.rows}
    return [
        {
            **({"id": row.id} if about.has_id else {}),
            **({about.tag: row.kind.value} if about.tag else {}),
            **_read_row(row),
        }
        for row in rows.rows
    ]


def _name_texts(row: Row, place: str, above: str) -> Iterator[tuple[str, str]]:
    for part in row.kind.parts:
        here = f"{place}-{part.name}" if place else part.name
        if isinstance(part, Words):
            yield here + part.suffix, f"{above}{part.label}"
        elif isinstance(part, Rows) and part.is_single:
            for one in row.lists[part.name].rows:
                yield from _name_texts(one, here, f"{above}{part.one}: ")
        elif isinstance(part, Rows):
            for number, one in enumerate(row.lists[part.name].rows):
                name = one.id if part.has_id and one.id else str(number)
                yield from _name_texts(one, f"{here}-{name}", f"{above}{part.one} {number + 1}: ")
