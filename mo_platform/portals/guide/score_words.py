"""Scores of other instruments in words for staff."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import api as core

_REFUSALS: dict[str, str | Promise] = {
    "unknown_area": _("This instrument gives no score for that."),
    "off_scale": _("This is not on the scale of the instrument."),
    "day_ahead": _("This day is still to come."),
    "other_scale": _(
        "On that day another scale of this instrument held, or none yet. Choose that, or look at the day."
    ),
    "conflict": _("Somebody else wrote at the same moment. Nothing of yours was saved. Send it again."),
    "instrument_taken": _("From that day on there is a scale of this name already."),
    "bad_scale": _("A scale goes up, and every score that is explained stands on it."),
}


def in_score_words(act: Callable[[], object]) -> None:
    """Refusals of the domain in words that staff read."""
    try:
        act()
    except core.NotAllowed:
        raise
    except core.DomainError as refused:
        raise core.DomainError(say_refusal(refused), code=refused.code) from refused


def say_refusal(refused: core.DomainError) -> str:
    return str(_REFUSALS.get(refused.code, refused))
