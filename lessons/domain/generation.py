"""Remembering what was computed from pages, until pages change."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db.models import F

from ..models import ContentGeneration

KEEP_SECONDS = 3600
FORMAT = 1  # raise it when what is remembered changes its shape


def get_generation() -> int:
    """The number of the content as it is now. One query."""
    number = ContentGeneration.objects.filter(pk=1).values_list("number", flat=True).first()
    return number if number is not None else 0


def bump_generation() -> None:
    """Say that something readers may see has changed. Part of the caller's transaction."""
    if not ContentGeneration.objects.filter(pk=1).update(number=F("number") + 1):
        ContentGeneration.objects.get_or_create(pk=1)


def remember(*, generation: int, key: str, compute: Callable[[], Any]) -> Any:
    """The value of `key` in this generation, computed once. None is not remembered."""
    full_key = f"lessons:{FORMAT}:{generation}:{key}"
    value = cache.get(full_key)
    if value is None:
        value = compute()
        if value is not None:
            cache.set(full_key, value, KEEP_SECONDS)
    return value
