"""What several questions are about, above each of them: whole where she has not met it, folded where she has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from lessons import api as lessons


@dataclass(frozen=True, slots=True)
class SharedAbove:
    """A text, picture or recording (`kind`) for the questions from `first` to `last`. `id`: the same for all of them.
    `was_read`: it was met with another of them, so it is not told again by itself."""

    id: int
    kind: str
    html: SafeString
    first: int
    last: int
    was_read: bool = False


def find_run(version_at: Callable[[int], Any], number: int, total: int) -> range:
    """The places around `number` whose questions share the same, with it; `version_at` a place, which count from 1."""
    shared = version_at(number).shared
    first = last = number
    while first > 1 and version_at(first - 1).shared == shared:
        first -= 1
    while last < total and version_at(last + 1).shared == shared:
        last += 1
    return range(first, last + 1)


def show_above(
    version_at: Callable[[int], Any],
    number: int,
    total: int,
    *,
    language: str,
    can_listen: bool = True,
    was_met: Callable[[int], bool] = lambda place: False,
) -> SharedAbove | None:
    """What stands above the question at a place; None where it stands alone. `was_met`: whether she has answered at a place."""
    shared = version_at(number).shared
    if shared is None:
        return None
    drawn = lessons.draw_shared(shared=shared, language=language, can_listen=can_listen)
    run = find_run(version_at, number, total)
    return SharedAbove(
        shared.pk, drawn.kind, drawn.html, run[0], run[-1], was_read=any(was_met(place) for place in run)
    )
