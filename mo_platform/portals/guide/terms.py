"""The terms of the curriculum in sentences for staff: the number and its unit come from the dated rule, and how sure the
rule is stands beside them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import format_date
from curriculum import api as curriculum
from curriculum.enums import Confidence
from plans.enums import ClockKind

#: From when on a day of registration is asked about once more. No rule of the law: a screen that catches slips.
DOUBTED_AFTER_YEARS = 2


def say_terms(*, regime: str, on: date) -> str:
    """One sentence for each clock that a registration starts, as its rule stands on `on`; a missing rule is named."""
    return " ".join(_say_kind(kind, regime=regime, on=on) for kind in ClockKind)


def say_doubts(*, registered_on: date, regime: str, today: date) -> str:
    """What makes a day of registration surprising; empty for an ordinary one.

    Somebody registered years ago may still be on her way, so an old day can be right. But a term whose rule began later
    does not run then, and a term that has a rule today should not be missed unseen.
    """
    doubts = []
    if registered_on < today.replace(year=today.year - DOUBTED_AFTER_YEARS, day=min(today.day, 28)):
        doubts.append(_("%(day)s is more than two years ago.") % {"day": format_date(registered_on)})
    lost = [
        kind.label
        for kind in ClockKind
        if _has_rule(kind, regime=regime, on=today) and not _has_rule(kind, regime=regime, on=registered_on)
    ]
    if lost:
        doubts.append(
            _("On that day no rule was in force for %(terms)s: no term will run.")
            % {"terms": ", ".join(f"“{label}”" for label in lost)}
        )
    return " ".join(doubts)


def say_length(*, days: int | None, months: int | None) -> str:
    """A term with its unit: "90 days", "3 months"."""
    if days is not None:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return ngettext("%(count)s month", "%(count)s months", months or 0) % {"count": months or 0}


def say_basis(*, confidence: str, checked_on: date | None) -> str:
    """What the rule rests on, and since when it is known to be right or that nobody checked it."""
    known = str(Confidence(confidence).label) if confidence in Confidence.values else confidence
    checked = _("checked on %(day)s") % {"day": format_date(checked_on)} if checked_on else _("not yet checked")
    return f"{known}, {checked}" if known else checked


def _has_rule(kind: ClockKind, *, regime: str, on: date) -> bool:
    try:
        curriculum.get_rule(kind="deadline", code=kind, regime=regime, on=on)
    except curriculum.UnknownRule:
        return False
    return True


def _say_kind(kind: ClockKind, *, regime: str, on: date) -> str:
    try:
        rule = curriculum.get_rule(kind="deadline", code=kind, regime=regime, on=on)
    except curriculum.UnknownRule:
        return _("“%(term)s”: no rule is known, so no term runs.") % {"term": kind.label}
    return _("“%(term)s”: within %(length)s of the registration (%(basis)s).") % {
        "term": kind.label,
        "length": say_length(days=rule.value.get("days"), months=rule.value.get("months")),
        "basis": say_basis(confidence=rule.confidence, checked_on=rule.checked_on),
    }
