"""Points for single answers, as Moodle and QTI give them: what the bank makes of them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .neutral import Unsupported

_NEAR = 0.1  # percent: files round thirds and sevenths


def read_weights(weights: Sequence[float], *, is_single: bool) -> tuple[list[int], list[str]]:
    """Which answers are right, by their place, and what is lost. `weights` in percent.

    Here each right answer of several counts the same, and each wrong one takes as much away; of one, only the right answer
    counts. Raises Unsupported when that makes another question of it.
    """
    if is_single:
        right = [number for number, weight in enumerate(weights) if weight >= 100 - _NEAR]
        if len(right) != 1:
            raise Unsupported(_("one answer can be chosen, but not exactly one of them is wholly right"))
        has_parts = any(weight != 0 for number, weight in enumerate(weights) if number not in right)
        return right, [_("points for answers that are partly right or wrong")] if has_parts else []
    right = [number for number, weight in enumerate(weights) if weight > 0]
    if not right:
        raise Unsupported(_("none of its answers is right"))
    share = 100 / len(right)
    is_ours = all(abs(weight - (share if number in right else -share)) < _NEAR for number, weight in enumerate(weights))
    return right, [] if is_ours else [_("its own points for each answer")]


def say_percent(count: int) -> str:
    """The share of one of `count` right answers, as Moodle writes it: 50, 33.33333."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")
