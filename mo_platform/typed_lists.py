"""Forms with lists of smaller forms, as they were typed so far: rows are added, moved and taken away by buttons of the form,
so that it needs no script, and nothing is lost before all of it can be read.

Which rows a list has stands in a field of their numbers (`section=0&section=2`); the fields of each row begin with its prefix.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

MOST = 20  # of each list


@dataclass(slots=True)
class Lines:
    """A small form with its place in the whole, and what stands below it. `shown` is what the page draws: without complaints
    as long as nobody asked."""

    number: str
    prefix: str
    form: forms.Form
    shown: forms.Form
    members: list["Lines"] = field(default_factory=list)

    def walk(self) -> Iterator["Lines"]:
        yield self
        for member in self.members:
            yield from member.walk()


def make_lines(
    fields: QueryDict, number: str, prefix: str, kind: Callable[..., forms.Form], *, is_asked: bool, **options: Any
) -> Lines:
    """`kind(data, prefix=…, **options)` makes the form."""
    bound = kind(fields, prefix=prefix or None, **options)
    if is_asked:
        return Lines(number, prefix, bound, bound)
    typed = {
        name: one.widget.value_from_datadict(fields, {}, bound.add_prefix(name)) for name, one in bound.fields.items()
    }
    return Lines(number, prefix, bound, kind(initial=typed, prefix=prefix or None, **options))


def change_lists(
    fields: QueryDict, *, is_list: Callable[[str], Any], fill: Callable[[QueryDict, str, str, str], None]
) -> QueryDict:
    """The fields after the button that was pressed: `add` a list (with what shall be added, `goal:open`), `remove` or `up` a list
    and a number (`s0-draw:1`). `fill(fields, list, number, what)` says how a new row begins."""
    fields = fields.copy()
    for name, change in (("add", add_row), ("remove", _remove), ("up", _move_up)):
        for pressed in fields.pop(name, []):
            place, _colon, about = str(pressed).partition(":")
            if is_list(place):
                change(fields, place, about, fill)
    return fields


def add_row(fields: QueryDict, place: str, what: str, fill: Callable[[QueryDict, str, str, str], None]) -> None:
    """At the end of a list, if it has room."""
    numbers = fields.getlist(place)
    if len(numbers) >= MOST:
        return
    new = str(max((int(number) for number in numbers if number.isdigit()), default=-1) + 1)
    fields.setlist(place, [*numbers, new])
    fill(fields, place, new, what)


def _remove(fields: QueryDict, place: str, number: str, _fill) -> None:
    fields.setlist(place, [other for other in fields.getlist(place) if other != number])


def _move_up(fields: QueryDict, place: str, number: str, _fill) -> None:
    numbers = fields.getlist(place)
    if number in numbers[1:]:
        at = numbers.index(number)
        numbers[at - 1 : at + 1] = [numbers[at], numbers[at - 1]]
        fields.setlist(place, numbers)
