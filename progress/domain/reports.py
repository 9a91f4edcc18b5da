"""Numbers about the modules that newcomers of an office completed. No person leaves here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from ..enums import CompletionKind
from ..models import Completion


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """How often a module was completed, and by how many different newcomers.

    `title` is {language code: title}, as the latest completion has it.
    """

    key: UUID
    title: dict[str, str]
    number: int
    newcomers: int


def count_modules_by_language(
    *, organisations: Iterable, from_date: date, until_date: date
) -> dict[str, tuple[int, int]]:
    """{code of the language in which the last lesson was read: (completed modules, different newcomers)}. 1 query.

    Both days are included. A newcomer who completed two modules counts twice in the first number, once in the second.
    """
    rows = (
        _modules(organisations, from_date, until_date)
        .values_list("language")
        .annotate(number=Count("pk"), newcomers=Count("newcomer", distinct=True))
    )
    return {language: (number, newcomers) for language, number, newcomers in rows}


def count_modules_by_module(*, organisations: Iterable, from_date: date, until_date: date) -> list[ModuleCount]:
    """How often each module was completed, both days included. 2 queries."""
    rows = list(
        _modules(organisations, from_date, until_date)
        .values("key")
        .annotate(number=Count("pk"), newcomers=Count("newcomer", distinct=True), latest=Max("pk"))
    )
    titles = dict(Completion.objects.filter(pk__in=[row["latest"] for row in rows]).values_list("pk", "title"))
    return [ModuleCount(row["key"], titles[row["latest"]], row["number"], row["newcomers"]) for row in rows]


def count_newcomers_with_modules(*, organisations: Iterable, from_date: date, until_date: date) -> int:
    """How many different newcomers completed a module, both days included. 1 query."""
    return _modules(organisations, from_date, until_date).aggregate(found=Count("newcomer", distinct=True))["found"]


def _modules(organisations: Iterable, from_date: date, until_date: date) -> QuerySet[Completion]:
    return Completion.objects.filter(
        newcomer__organisation__in=organisations,
        kind=CompletionKind.MODULE,
        completed_at__date__gte=from_date,
        completed_at__date__lte=until_date,
    )
