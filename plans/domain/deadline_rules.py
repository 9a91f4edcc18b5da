"""Which rule starts a clock, frozen as it stood on that day."""

import logging
from datetime import date
from typing import Any

from curriculum import api as curriculum

logger = logging.getLogger(__name__)


def snapshot_rule(*, kind: str, regime: str, on: date) -> dict[str, Any] | None:
    """The deadline rule of `kind` in force on a day, with its source and confidence; None when the curriculum has none.

    A missing rule must not stop a newcomer from being registered. The plan then shows that a clock is missing, and
    correcting the registration (even to the same day) starts it once the rule is there.
    """
    try:
        rule = curriculum.get_rule(kind="deadline", code=kind, regime=regime, on=on)
    except curriculum.UnknownRule:
        logger.warning("No deadline rule %s holds in %s on %s: the plan gets no such clock.", kind, regime, on)
        return None
    return {
        **rule.value,
        "code": kind,
        "regime": regime,
        "anchor": rule.anchor,
        "source_name": rule.source_name,
        "source_url": rule.source_url,
        "checked_on": rule.checked_on.isoformat() if rule.checked_on else None,
        "confidence": rule.confidence,
        "valid_from": rule.valid_from.isoformat(),
    }
