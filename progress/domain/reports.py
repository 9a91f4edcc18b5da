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
    """How often a module was completed. `title` is {language code: title}, as the latest completion has it."""

    key: UUID
    title: dict[str, str]
    number: int


def count_modules_by_language(*, organisations: Iterable, from_date: date, until_date: date) -> dict[str, int]:
    """{code of the language in which the last lesson was read: number of completed modules}. 1 query.

    Both days are included. A newcomer who completed two modules counts twice.
    """
    rows = _modules(organisations, from_date, until_date).values_list("language").annotate(number=Count("pk"))
    return dict(rows)


def count_modules_by_module(*, organisations: Iterable, from_date: date, until_date: date) -> list[ModuleCount]:
    """How often each module was completed, both days included. 2 queries."""
    rows = list(
        _modules(organisations, from_date, until_date).values("key").annotate(number=Count("pk"), latest=Max("pk"))
    )
    titles = dict(Completion.objects.filter(pk__in=[row["latest"] for row in rows]).values_list("pk", "title"))
    return [ModuleCount(row["key"], titles[row["latest"]], row["number"]) for row in rows]


def _modules(organisations: Iterable, from_date: date, until_date: date) -> QuerySet[Completion]:
    return Completion.objects.filter(
        newcomer__organisation__in=organisations,
        kind=CompletionKind.MODULE,
        completed_at__date__gte=from_date,
        completed_at__date__lte=until_date,
    )
