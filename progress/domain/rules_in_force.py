"""Which completion rule of the curriculum judges, and how a completion freezes it."""

import logging
from datetime import date
from typing import Any

from curriculum import api as curriculum

from ..enums import CompletionKind
from .rules import BadRule, check_requirements

logger = logging.getLogger(__name__)


def find_rule(*, kind: CompletionKind, regime: str, on: date):
    """The rule for lessons, modules or tracks in force in a regime on a day; None, and logged, when nothing can judge.

    Without a rule nothing is complete, and nothing that she did is lost.
    """
    try:
        rule = curriculum.get_rule(kind="completion", code=kind.value, regime=regime, on=on)
        check_requirements(kind.value, rule.value)
    except curriculum.UnknownRule:
        logger.warning("No completion rule for a %s holds in %s on %s.", kind.value, regime, on)
        return None
    except BadRule as problem:
        logger.error("The completion rule for a %s in %s cannot be used: %s", kind.value, regime, problem)
        return None
    return rule


def freeze(rule, **asked: Any) -> dict[str, Any]:
    """The rule as a completion stores it: as it stood (`revision` names its row in the history), and what it asked for."""
    return {
        "code": rule.code,
        "regime": rule.regime,
        "requires": rule.value,
        "valid_from": rule.valid_from.isoformat(),
        "source": rule.source_name,
        "confidence": rule.confidence,
        "revision": rule.latest_revision_id,
        "asked": asked,
    }
