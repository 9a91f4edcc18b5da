"""Reads: what holds on a day."""

from datetime import date

from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Objective, Theme, Track, Value


class UnknownTheme(DomainError):
    code = "unknown_theme"


def get_track(*, key: str) -> Track:
    return Track.objects.get(key=key)


def list_themes(*, on: date) -> list[Theme]:
    """The themes that hold on a day, in order."""
    return list(Theme.objects.valid_on(on).select_related("track").order_by("order", "key"))


def get_theme(*, key: str) -> Theme:
    """A theme by its key, whenever it held. Raises UnknownTheme."""
    try:
        return Theme.objects.select_related("track").get(key=key)
    except Theme.DoesNotExist:
        raise UnknownTheme(_("There is no theme “%(key)s”.") % {"key": key}) from None


def list_objectives(*, on: date, theme: Theme | str | None = None) -> list[Objective]:
    """The objectives that hold on a day, in order; of one theme (a Theme or its key) when given."""
    rows = Objective.objects.valid_on(on).select_related("theme")
    if theme is not None:
        rows = rows.filter(theme__key=theme if isinstance(theme, str) else theme.key)
    return list(rows.order_by("theme__order", "order", "key"))


def get_objectives(*, keys: list[str]) -> dict[str, Objective]:
    """Objectives by key, in one query; unknown keys are left out."""
    return {row.key: row for row in Objective.objects.filter(key__in=keys).select_related("theme")}


def list_values(*, on: date) -> list[Value]:
    """The fundamental values that hold on a day, in order."""
    return list(Value.objects.valid_on(on).order_by("order", "key"))
